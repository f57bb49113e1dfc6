import { assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { type Mutation, Unavailable } from "../../../lib/kv/kv.ts";
import { addReply, createThreads, setReader } from "../../../lib/store/messages/threads.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { WatchedKv } from "../../support/watched_kv.ts";

const THREAD = { conversation: "general", root: 1 };

/** What a commit of Ana's reply writes: its place, her mark, and the root that counts it. */
function reply(seq: number, count: number): Mutation[] {
  const replies = { count, at: seq, last: seq, by: ["ana"] };
  const event = { kind: "message", id: "one", text: "one", seq: 1, at: 1, by: "ben", replies };
  return [
    addReply(THREAD, seq, count),
    ...setReader(THREAD, "ana", { follows: true, read: seq, count }, false),
    { type: "set", key: keys.entry("general", 1), value: { event, id: "one", messages: 1 } },
  ];
}

Deno.test("threads - what was read before it was put back moves it on no more (M12)", async () => {
  const kv = new MemoryKv();
  const threads = createThreads(kv);
  await kv.commit([], [...reply(5, 1), ...reply(9, 2)]);
  const stands = await threads.putBack(THREAD, "ana", { seq: 8, at: 1_000 });
  const back = { at: 1_000, last: 9 };
  assertEquals(stands, { back, follows: true, read: 5, last: 9, count: 2, unread: 1 });
  const late = await threads.advance(THREAD, "ana", { seq: 9, at: 999 });
  assertEquals([late?.read, late?.unread], [5, 1]);
  const then = await threads.advance(THREAD, "ana", { seq: 9, at: 1_001 });
  assertEquals(then, { back, follows: true, read: 9, last: 9, count: 2, unread: 0 });
  await kv.commit([], [addReply(THREAD, 12, 3)]);
  const beyond = await threads.advance(THREAD, "ana", { seq: 12, at: 1_002 });
  assertEquals([beyond?.read, beyond?.back], [12, undefined]);
});

Deno.test("threads - put back once though the answer was lost or wrong, whatever the store says (M12)", async () => {
  const kv = new MemoryKv();
  await kv.commit([], [...reply(5, 1), ...reply(9, 2)]);
  const watched = new WatchedKv(kv);
  let commits = 0;
  watched.answer = () => {
    if (++commits % 2) throw new Unavailable("the answer was lost"); // it was applied
    return { ok: false };
  };
  const stands = await createThreads(watched).putBack(THREAD, "ana", { seq: 8, at: 1_000 });
  const back = { at: 1_000, last: 9 };
  assertEquals(stands, { back, follows: true, read: 5, last: 9, count: 2, unread: 1 });
  assertEquals(commits, 1);
});

Deno.test("threads - how one stands is told as it was at one moment, whatever is replied meanwhile (M6)", async () => {
  const kv = new MemoryKv();
  const threads = createThreads({
    maxChecks: kv.maxChecks,
    watch: kv.watch.bind(kv),
    close: () => {},
    get: (key) => kv.get(key),
    list: (range, options) => kv.list(range, options),
    commit: (checks, mutations) => kv.commit(checks, mutations),
    async getMany<T>(asked: Parameters<typeof kv.getMany>[0]) {
      const found = await kv.getMany<T>(asked);
      await kv.commit([], reply(9, 2)); // right after what was read
      return found;
    },
  });
  await kv.commit([], reply(5, 1));
  await createThreads(kv).follow(THREAD, "ana", false);
  const left = { follows: false, read: 5, last: 5, count: 1, unread: 0 };
  assertEquals(await threads.follow(THREAD, "ana", false), left);
});
