// Who is here is not told by how long an answer takes: the same is done for a name that there is and for
// one that there is not. What is done is counted, not timed: a clock would also tell how busy a machine is.
import { assertEquals } from "@std/assert";
import { ChatError } from "../../lib/protocol/errors.ts";
import { testIdentity } from "../support/identity.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { WatchedKv } from "../support/watched_kv.ts";

const PASSWORD = "correct horse";

/** What an act asks of the store, call by call, and how many hashes it makes; it must be refused. */
async function workOf(
  { kv, hasher, clock }:
    & { kv: WatchedKv }
    & Pick<ReturnType<typeof testIdentity>, "hasher" | "clock">,
  act: () => Promise<unknown>,
) {
  kv.take();
  const hashes = hasher.verified.length;
  let refusal = "none";
  const done = act().catch((error) => {
    if (!(error instanceof ChatError)) throw error;
    refusal = error.refusal;
  });
  for (let turn = 0; turn < 50; turn++) await clock.settle();
  await done;
  const calls = kv.take().map((call) => call.call);
  return { calls, hashes: hasher.verified.length - hashes, refusal };
}

Deno.test("enumeration - a sign-in does the same for a name that there is, was, or never was", async () => {
  const kv = new WatchedKv(new MemoryKv());
  const { identity, hasher, clock } = testIdentity(kv);
  const here = { kv, hasher, clock };
  const visitor = (n: number) => ({ address: `198.51.100.${n}`, device: "a test" });
  await identity.register(visitor(1), { name: "ada", password: PASSWORD });
  const { actor: bo } = await identity.register(visitor(2), { name: "bo", password: PASSWORD });
  await identity.enter(visitor(3), "guest");
  await identity.deleteAccount(bo, PASSWORD);
  const tried = (name: string, n: number) =>
    workOf(here, () => identity.signIn(visitor(n), { name, password: "wrong password" }));
  await tried("warm", 9); // what is made once is made before
  const known = await tried("ada", 10);
  assertEquals([known.refusal, known.hashes], ["wrong-credentials", 1]);
  for (const [n, name] of ["nobody", "bo", "guest"].entries()) {
    assertEquals(await tried(name, 11 + n), known, name);
  }
});
