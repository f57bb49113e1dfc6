import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { attackServer, statusOf } from "../support/attacker.ts";

Deno.test("own data - nothing more is read once the caller has gone", async () => {
  const { url, instance, administrator, member, close } = await attackServer();
  const { log } = instance;
  const draft = { kind: "message" as const, text: "not ada's", id: crypto.randomUUID() };
  await Promise.all(Array.from({ length: 3_000 }, () => {
    const id = crypto.randomUUID();
    const by = administrator.user.id;
    return log.append({ conversation: GENERAL, by, id, after: 0, draft: { ...draft, id } });
  }));
  const read = log.read.bind(log);
  const [gate, reached] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let reads = 0;
  log.read = async (...asked) => {
    if (++reads === 3) {
      reached.resolve();
      await gate.promise;
    }
    return await read(...asked);
  };

  const caller = new AbortController();
  const take = (signal?: AbortSignal) =>
    fetch(`${url}/api/v1/me/data`, { headers: member.bearer, signal });
  const taken = await take(caller.signal);
  const reading = taken.text().catch(() => "gone");
  await reached.promise;
  caller.abort();
  assertEquals(await reading, "gone");
  // While the first is under way a second is refused: that it is not, shows that the end was seen.
  let status = 429;
  for (let tries = 0; status === 429 && tries < 500; tries++) {
    const again = await take();
    await again.body?.cancel();
    status = again.status;
  }
  assertEquals(status, 200);
  const before = reads;
  gate.resolve();
  for (let n = 0; n < 20; n++) await statusOf(fetch(`${url}/healthz`)); // time to read on
  assert(reads - before <= 2, `${reads - before} more pages were read`);
  await close();
});
