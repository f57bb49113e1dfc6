import { assertEquals } from "@std/assert";
import { oneInstance } from "../support/one_instance.ts";
import { keys } from "../../lib/kv/keys.ts";
import { isRead, WatchedKv } from "../support/watched_kv.ts";
import { MemoryKv } from "../support/memory_kv.ts";

const DAY_MS = 24 * 60 * 60_000;

Deno.test("expiry - an open socket uses its session, and is closed with 4401 when that is 90 days old", async () => {
  const { clock, instance, person, join } = await oneInstance();
  const ada = await person("ada");
  const end = await join(ada);
  for (let month = 0; month < 3; month++) {
    clock.set(29 * DAY_MS);
    await clock.advance(2_000);
  }
  const { session } = await instance.sessions.start(ada.user.id, "another");
  const other = await join({ ...ada, session: session.id });
  clock.set(3 * DAY_MS - 10_000);
  await clock.advance(2_000);
  assertEquals(end.closed, undefined);
  await clock.advance(5_000);
  assertEquals([end.closed?.code, other.closed], [4401, undefined]);
  assertEquals(end.pushes("goodbye")[0]?.reason, "session-ended");
});

Deno.test("expiry - nothing is read before the time; then again while the store is away", async () => {
  const kv = new WatchedKv(new MemoryKv());
  const { clock, person, join } = await oneInstance({ kv });
  const ada = await person("ada");
  const end = await join(ada);
  const ofSessions = () =>
    kv.take().filter((call) => isRead(call, keys.session(ada.session))).length;
  ofSessions();
  await clock.advance(60_000);
  assertEquals(ofSessions(), 0);
  clock.set(29 * DAY_MS);
  await clock.advance(60_000);
  assertEquals([end.closed, ofSessions()], [undefined, 1]);
  clock.set(30 * DAY_MS);
  kv.away = true;
  await clock.advance(45_000);
  assertEquals([end.closed, ofSessions()], [undefined, 2]);
  kv.away = false;
  await clock.advance(30_000);
  assertEquals(end.closed?.code, 4401); // nobody came in time to use it
});
