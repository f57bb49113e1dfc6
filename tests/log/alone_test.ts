import { assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import type { Committed } from "../../lib/log/log.ts";
import { createLog } from "../../lib/log/create_log.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { WatchedKv } from "../support/watched_kv.ts";
import { silentLogger } from "../support/loggers.ts";

/** A log of an instance that reads who is live only when it is told to. */
async function guardedLog() {
  const clock = new VirtualClock();
  const store = new MemoryKv();
  const kv = new WatchedKv(store);
  const setRoster = (instances: string[]) =>
    store.commit([], [{ type: "set", key: keys.live(), value: { instances } }]);
  await setRoster(["me"]);
  const read = () => store.get<{ instances: string[] }>(keys.live());
  let roster = await read();
  const confirmed: number[] = [];
  const committed: Committed[] = [];
  const log = createLog({
    kv,
    clock,
    random: new SeededRandom(1),
    logger: silentLogger,
    onCommitted: (some) => void committed.push(...some),
    alone: {
      aloneCheck: () =>
        roster.value?.instances.length === 1
          ? { key: roster.key, versionstamp: roster.versionstamp }
          : undefined,
      confirmAlone: (at) => void confirmed.push(at),
      refresh: async () => void (roster = await read()),
    },
  });
  let posts = 0;
  const append = (text: string) =>
    clock.runUntil(log.append({
      conversation: "room",
      by: "ada",
      id: `id-${++posts}`,
      after: 0,
      draft: { kind: "message", id: `id-${posts}`, text },
    }));
  return { kv, committed, confirmed, setRoster, append };
}

Deno.test("log - a commit of an instance that is alone proves it, by a check of the roster", async () => {
  const { kv, committed, confirmed, append } = await guardedLog();
  await append("first");
  assertEquals(committed.map(({ alone }) => alone), [true]);
  assertEquals(confirmed.length, 1);
  kv.take();
  await append("second");
  assertEquals(kv.take().map(({ call }) => call), ["commit"], "and reads nothing");
});

Deno.test("log - an instance that joined unseen fails the proof, and is told (D4)", async () => {
  const { committed, append, setRoster } = await guardedLog();
  await append("alone");
  await setRoster(["me", "you"]);
  const outcome = await append("for both");
  assertEquals(outcome.is === "appended" && outcome.appended.seq, 2, "it is appended once");
  assertEquals(committed.map(({ alone }) => alone), [true, false]);
  await setRoster(["me"]);
  await append("not known to be alone again before the roster is read");
  assertEquals(committed.at(-1)?.alone, false);
});
