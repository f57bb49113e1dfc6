import { assertEquals } from "@std/assert";
import { Receiver } from "../../../lib/cluster/receiver.ts";
import { Interests } from "../../../lib/cluster/interests.ts";
import { SequenceNumbers } from "../../../lib/cluster/sequence_numbers.ts";
import { Suspicion } from "../../../lib/cluster/suspicion.ts";
import type { ClusterContext } from "../../../lib/cluster/context.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";
import { recordingLogger } from "../../support/loggers.ts";

function receiver() {
  const clock = new VirtualClock();
  const context: ClusterContext = {
    me: "me",
    kv: new MemoryKv(),
    clock,
    random: new SeededRandom(1),
    logger: recordingLogger((what, error) => {
      throw new Error(what, { cause: error });
    }),
    ended: new AbortController().signal,
  };
  const suspicion = new Suspicion(context);
  const told: string[] = [];
  suspicion.listen(() => void told.push("suspicion"));
  const heard = new Receiver(context, {
    suspect: () => suspicion.raise(),
    deliver: ({ message }) =>
      void told.push(message.type === "typing" ? message.user : message.type),
    fetch: () => Promise.resolve(void told.push("fetch")),
  });
  const say = (source: string, n: number) =>
    heard.accept(source, n, [{
      topic: "user:u",
      message: { type: "typing", conversation: "x", user: `${source}${n}` },
    }]);
  return { clock, heard, say, told };
}

Deno.test("receiver - what arrives from a departed peer is dropped", () => {
  const { heard, say, told } = receiver();
  say("a", 1);
  heard.markGone("a");
  say("a", 2);
  heard.expect("a", 9);
  assertEquals(told, ["a1"]);
});

Deno.test("receiver - of departed peers the last 200 are remembered, and no more", () => {
  const { heard, say, told } = receiver();
  for (let n = 0; n <= 200; n++) heard.markGone(`p${n}-`);
  for (const source of ["p0-", "p1-", "p200-"]) say(source, 1);
  assertEquals(told, ["p0-1"]);
});

Deno.test("receiver - a departed peer that is back is heard again, and that is a suspicion", () => {
  const { heard, say, told } = receiver();
  heard.markLive("a");
  say("a", 1);
  heard.markGone("a");
  say("a", 2);
  heard.markLive("a");
  assertEquals(told, ["a1", "suspicion"]);
  say("a", 3);
  assertEquals(told, ["a1", "suspicion", "a3"]);
});

Deno.test("receiver - a number ahead is suspected after the inbox was read, and once", async () => {
  const { clock, heard, told } = receiver();
  heard.expect("a", 2);
  heard.expect("a", 3);
  await clock.advance(400);
  assertEquals(told, []);
  await clock.advance(5_000);
  heard.expect("a", 3);
  await clock.advance(5_000);
  assertEquals(told, ["fetch", "suspicion"]);
});

Deno.test("receiver - a number ahead whose message is on its way is no suspicion", async () => {
  const { clock, heard, say, told } = receiver();
  heard.expect("a", 1);
  await clock.advance(300);
  say("a", 1);
  await clock.advance(5_000);
  assertEquals(told, ["a1", "fetch"]);
});

Deno.test("sequence numbers - a peer that is gone for minutes only goes on where it was", async () => {
  const clock = new VirtualClock();
  const numbers = new SequenceNumbers(clock);
  numbers.next("a");
  await clock.advance(500_000);
  numbers.forget(new Set());
  assertEquals(numbers.next("a"), 2);
  await clock.advance(500_000);
  numbers.forget(new Set(["a"]));
  await clock.advance(500_000);
  numbers.forget(new Set());
  assertEquals(numbers.next("a"), 3);
  await clock.advance(700_000);
  numbers.forget(new Set());
  assertEquals(numbers.next("a"), 1);
});

Deno.test("sequence numbers - a gap is flushed only to a list that was read after it was marked", () => {
  const numbers = new SequenceNumbers(new VirtualClock());
  const before = numbers.pendingGap();
  numbers.markGap();
  assertEquals(numbers.flushGaps(before, ["a"]), false);
  assertEquals(numbers.flushGaps(numbers.pendingGap(), ["a", "b"]), true);
  assertEquals(numbers.flushGaps(numbers.pendingGap(), ["a", "b"]), false);
  assertEquals(numbers.snapshot(), { a: 1, b: 1 });
});

const SMALL = () => 1;

Deno.test("interests - a row followed again during its removal is written again", () => {
  const interests = new Interests();
  void interests.follow(["user:a"]);
  interests.written(interests.take(0, 99, SMALL));
  interests.unfollow(["user:a"], 0);
  const removal = interests.take(10_000, 99, SMALL);
  assertEquals(removal, { add: [], remove: ["user:a"] });
  void interests.follow(["user:a"]);
  interests.unknown(removal, 10_000);
  const again = interests.take(99_000, 99, SMALL);
  assertEquals(again, { add: ["user:a"], remove: [] });
  interests.written(again);
  assertEquals(interests.take(99_000, 99, SMALL), { add: [], remove: [] });
});

Deno.test("interests - a removal whose end is unknown is done again", () => {
  const interests = new Interests();
  void interests.follow(["user:a"]);
  interests.written(interests.take(0, 99, SMALL));
  interests.unfollow(["user:a"], 0);
  interests.unknown(interests.take(10_000, 99, SMALL), 10_000);
  assertEquals(interests.take(10_000, 99, SMALL), { add: [], remove: ["user:a"] });
});

Deno.test("interests - no batch both writes and removes a row", () => {
  const interests = new Interests();
  void interests.follow(["user:a"]);
  interests.unfollow(["user:a"], 0);
  const first = interests.take(10_000, 99, SMALL);
  assertEquals(first, { add: ["user:a"], remove: [] });
  interests.written(first);
  assertEquals(interests.take(10_000, 99, SMALL), { add: [], remove: ["user:a"] });
});

Deno.test("interests - a batch ends where its room ends", () => {
  const interests = new Interests();
  void interests.follow(["user:a", "user:b", "user:c"]);
  assertEquals(interests.take(0, 20, () => 10).add, ["user:a", "user:b"]);
  assertEquals(interests.take(0, 20, () => 10).add, ["user:c"]);
});
