import { assert, assertEquals, assertMatch } from "@std/assert";
import { createSessions } from "../../../lib/store/people/sessions.ts";
import { digest } from "../../../lib/runtime/digest.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

function setUp() {
  const kv = new MemoryKv();
  const clock = new VirtualClock();
  return { kv, clock, sessions: createSessions({ kv, clock, random: new SeededRandom(1) }) };
}

Deno.test("sessions - a token of 256 bits opens its session and no other does", async () => {
  const { sessions } = setUp();
  const { token, session } = await sessions.start("u", "Firefox on Linux");
  assertMatch(token, /^[\w-]{43}$/);
  assertEquals(await sessions.use(token), session);
  assertEquals(await sessions.use(token.slice(1) + "A"), undefined);
  assertEquals(await sessions.use(session.id), undefined);
  assertEquals(await sessions.use(""), undefined);
});

Deno.test("sessions - the store holds the hash of a token and nowhere the token", async () => {
  const { kv, sessions } = setUp();
  const { token, session } = await sessions.start("u", "");
  assertEquals(session.id, digest(token));
  const all = await kv.list({ start: [""], end: ["\u{10FFFF}"] }, { limit: 100 });
  assertEquals(all.length, 2);
  assert(!JSON.stringify(all).includes(token));
});

Deno.test("sessions - unused for 30 days it has expired, though the key is still there", async () => {
  const { clock, sessions } = setUp();
  const { token } = await sessions.start("u", "");
  await clock.advance(30 * DAY_MS - 1);
  const kept = await sessions.start("u", "");
  assert(await sessions.use(kept.token));
  await clock.advance(1);
  assertEquals(await sessions.use(token), undefined);
  assertEquals((await sessions.list("u")).map(({ id }) => id), [kept.session.id]);
});

Deno.test("sessions - use keeps it for 30 days more, for 90 days at most", async () => {
  const { clock, sessions } = setUp();
  const { token } = await sessions.start("u", "");
  for (let day = 0; day < 87; day += 29) {
    await clock.advance(29 * DAY_MS);
    assert(await sessions.use(token), `day ${day + 29}`);
  }
  await clock.advance(3 * DAY_MS);
  assertEquals(await sessions.use(token), undefined);
});

Deno.test("sessions - a use is written down once an hour", async () => {
  const { kv, clock, sessions } = setUp();
  const { token } = await sessions.start("u", "");
  const before = kv.commits;
  await sessions.use(token);
  await clock.advance(HOUR_MS - 1);
  await sessions.use(token);
  assertEquals(kv.commits, before);
  await clock.advance(1);
  assertEquals((await sessions.use(token))?.usedAt, clock.now());
  await sessions.use(token);
  assertEquals(kv.commits, before + 1);
});

Deno.test("sessions - one that is ended while it is used does not come back", async () => {
  const { kv, clock, sessions } = setUp();
  const { token, session } = await sessions.start("u", "");
  await clock.advance(HOUR_MS);
  const commit = kv.commit.bind(kv);
  kv.commit = async (...parts) => {
    kv.commit = commit;
    await sessions.end("u", session.id); // between the read and the write of `use`
    return await commit(...parts);
  };
  await sessions.use(token);
  assertEquals(await sessions.use(token), undefined);
});

Deno.test("sessions - ending is by owner: one, or all others", async () => {
  const { sessions } = setUp();
  const [one, two, three] = [
    await sessions.start("u", "one"),
    await sessions.start("u", "two"),
    await sessions.start("u", "three"),
  ];
  const other = await sessions.start("v", "");
  assertEquals(await sessions.end("v", one.session.id), false);
  assert(await sessions.use(one.token));
  assertEquals(await sessions.end("u", one.session.id), true);
  assertEquals(await sessions.use(one.token), undefined);
  await sessions.endAll("u", two.session.id);
  assertEquals((await sessions.list("u")).map(({ device }) => device), ["two"]);
  assertEquals(await sessions.use(three.token), undefined);
  assert(await sessions.use(other.token));
});
