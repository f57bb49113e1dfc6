import { assert, assertEquals } from "@std/assert";
import { emptied } from "../../lib/protocol/emptied.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { createTails } from "../../lib/search/tails.ts";
import { lookupsOf, readQuery } from "../../lib/text/search/query.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { openLog } from "../support/opened_log.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

const ROOM = "room";

/** A log, and what keeps its end; `entries` counts what is read of it. */
function opened() {
  const { log } = openLog(new MemoryKv(), new VirtualClock());
  let requests = 0;
  const request = () => ({ conversation: ROOM, by: "ana", id: `request ${++requests}` });
  const change = (
    kind: "edit" | "delete",
    target: number,
    form: (was: MessageEvent) => MessageEvent,
  ) =>
    log.append({
      ...request(),
      draft: { kind, target },
      revise: (was) => was?.kind === "message" ? form(was) : new Error("no message"),
    });
  const tails = createTails({ log });
  return {
    say: (text: string) =>
      log.append({ ...request(), draft: { kind: "message", id: `say ${requests}`, text } }),
    edit: (target: number, text: string) => change("edit", target, (was) => ({ ...was, text })),
    remove: (target: number) => change("delete", target, (was) => emptied(was, was.at)),
    async find(query: string, from = 1, of = tails) {
      const [{ seq } = { seq: 0 }] = await log.heads([ROOM]);
      const lookups = readQuery(query, { now: 0, timeZone: "UTC" }).wanted.flatMap(lookupsOf);
      return await of.find(ROOM, { from, to: seq }, lookups);
    },
  };
}

Deno.test("search tails - are read once, and then only what was added (S1)", async () => {
  const { say, find } = opened();
  for (const text of ["the pump", "the well", "pumping"]) await say(text);
  assertEquals(await find("pump"), { seqs: [1, 3], read: 3 });
  assertEquals(await find("well "), { seqs: [2], read: 0 });
  await say("the well pump");
  assertEquals(await find("well pump "), { seqs: [4], read: 1 });
  assertEquals(await find("the", 3), { seqs: [4], read: 2 }, "the index reaches farther now");
  assertEquals((await find("the", 1)).seqs, [1, 2, 4], "or less far");
});

Deno.test("search tails - say what messages say now, and nothing that is gone (M3)", async () => {
  const { say, edit, remove, find } = opened();
  for (const text of ["needle one", "needle two", "hay"]) await say(text);
  assertEquals((await find("needle")).seqs, [1, 2]);
  await edit(1, "thread");
  await remove(2);
  assertEquals((await find("needle")).seqs, []);
  assertEquals((await find("thread")).seqs, [1]);
  await edit(3, "needle of hay");
  assertEquals((await find("needle")).seqs, [3]);
});

Deno.test("search tails - searches at once find the same, each message once", async () => {
  const { say, find } = opened();
  await say("pump 0");
  await find("pump");
  for (let round = 1; round <= 5; round++) {
    await Promise.all(Array.from({ length: 4 }, (_, n) => say(`pump ${round} ${n}`)));
    const found = await Promise.all(Array.from({ length: 6 }, () => find("pump")));
    for (const { seqs } of found) {
      assert(seqs.length >= 1 + 4 * round);
      assertEquals(seqs, [...new Set(seqs)]);
    }
  }
});
