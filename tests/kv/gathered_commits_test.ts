import { assert, assertEquals, assertRejects } from "@std/assert";
import { GatheredCommits } from "../../lib/kv/gathered_commits.ts";
import type { Check, CommitResult, Mutation } from "../../lib/kv/kv.ts";
import { Unavailable } from "../../lib/kv/kv.ts";
import { MemoryKv } from "../support/memory_kv.ts";

const set = (key: string): Mutation => ({ type: "set", key: [key], value: key });
const isNew = (key: string): Check => ({ key: [key], versionstamp: null });

/** A store that counts its commits, and its gathered one. */
function counted(maxChecks?: number) {
  const kv = new MemoryKv({ maxChecks });
  const sizes: number[] = [];
  const commit = (checks: readonly Check[], mutations: readonly Mutation[]) => {
    sizes.push(mutations.length);
    return kv.commit(checks, mutations);
  };
  return { kv, sizes, gathered: new GatheredCommits({ commit, maxChecks: kv.maxChecks }) };
}

Deno.test("gathered commits - what is asked for at once goes together", async () => {
  const { kv, sizes, gathered } = counted();
  const names = Array.from({ length: 30 }, (_, n) => `k${n}`);
  const results = await Promise.all(
    names.map((name) => gathered.commit([isNew(name)], [set(name)])),
  );
  assert(results.every(({ ok }) => ok));
  assertEquals(sizes, [30]);
  assertEquals((await kv.get(["k29"])).value, "k29");
});

Deno.test("gathered commits - no more than one commit holds go together", async () => {
  const { sizes, gathered } = counted(10);
  const names = Array.from({ length: 25 }, (_, n) => `k${n}`);
  await Promise.all(names.map((name) => gathered.commit([isNew(name)], [set(name)])));
  assertEquals(sizes, [10, 10, 5]);
});

Deno.test("gathered commits - one whose check fails fails alone", async () => {
  const { kv, gathered } = counted();
  await kv.commit([], [set("taken")]);
  const names = ["a", "taken", "b"];
  const results = await Promise.all(
    names.map((name) => gathered.commit([isNew(name)], [set(name)])),
  );
  assertEquals(results.map(({ ok }) => ok), [true, false, true]);
  assertEquals((await kv.get(["b"])).value, "b");
});

Deno.test("gathered commits - an error is told to all of them, and the next go on", async () => {
  let failing = true;
  const done: CommitResult = { ok: true, versionstamp: "1" };
  const commit = () => failing ? Promise.reject(new Unavailable("away")) : Promise.resolve(done);
  const gathered = new GatheredCommits({ commit, maxChecks: 100 });
  const refused = ["a", "b"].map((name) =>
    assertRejects(() => gathered.commit([], [set(name)]), Unavailable)
  );
  await Promise.all(refused);
  failing = false;
  assertEquals(await gathered.commit([], [set("c")]), done);
});
