import { assertEquals } from "@std/assert";
import { Hearing } from "../../../lib/cluster/hearing.ts";
import { Interests } from "../../../lib/cluster/interests.ts";
import { Said } from "../../../lib/cluster/said.ts";
import { Suspicion } from "../../../lib/cluster/suspicion.ts";
import type { Surroundings } from "../../../lib/cluster/surroundings.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";

function hearing() {
  const clock = new VirtualClock();
  const around: Surroundings = {
    me: "me",
    kv: new MemoryKv(),
    clock,
    random: new SeededRandom(1),
    report: (what, error) => {
      throw new Error(what, { cause: error });
    },
    ended: new AbortController().signal,
  };
  const suspicion = new Suspicion(around);
  const told: string[] = [];
  suspicion.listen(() => void told.push("suspicion"));
  const heard = new Hearing(
    around,
    suspicion,
    ({ message }) => void told.push(message.type === "typing" ? message.user : message.type),
    () => Promise.resolve(void told.push("fetch")),
  );
  const say = (source: string, n: number) =>
    heard.accept(source, n, [{
      topic: "user:u",
      message: { type: "typing", conversation: "x", user: `${source}${n}` },
    }]);
  return { clock, heard, say, told };
}

Deno.test("hearing - nothing of a departed peer follows the news of its departure", () => {
  const { heard, say, told } = hearing();
  say("a", 1);
  heard.gone("a");
  say("a", 2);
  heard.reveal("a", 9);
  assertEquals(told, ["a1"]);
});

Deno.test("hearing - of departed peers the last 200 are remembered, and no more", () => {
  const { heard, say, told } = hearing();
  for (let n = 0; n <= 200; n++) heard.gone(`p${n}-`);
  for (const source of ["p0-", "p1-", "p200-"]) say(source, 1);
  assertEquals(told, ["p0-1"]);
});

Deno.test("hearing - a departed peer that is back is heard again, and that is a suspicion", () => {
  const { heard, say, told } = hearing();
  heard.live("a");
  say("a", 1);
  heard.gone("a");
  say("a", 2);
  heard.live("a");
  assertEquals(told, ["a1", "suspicion"]);
  say("a", 3);
  assertEquals(told, ["a1", "suspicion", "a3"]);
});

Deno.test("hearing - a counter ahead is suspected after the inbox was read, and once", async () => {
  const { clock, heard, told } = hearing();
  heard.reveal("a", 2);
  heard.reveal("a", 3);
  await clock.advance(400);
  assertEquals(told, []);
  await clock.advance(5_000);
  heard.reveal("a", 3);
  await clock.advance(5_000);
  assertEquals(told, ["fetch", "suspicion"]);
});

Deno.test("hearing - a counter ahead whose message is on its way is no suspicion", async () => {
  const { clock, heard, say, told } = hearing();
  heard.reveal("a", 1);
  await clock.advance(300);
  say("a", 1);
  await clock.advance(5_000);
  assertEquals(told, ["a1", "fetch"]);
});

Deno.test("said - a peer that is gone for minutes only goes on where it was", async () => {
  const clock = new VirtualClock();
  const said = new Said(clock);
  said.next("a");
  await clock.advance(500_000);
  said.forget(new Set());
  assertEquals(said.next("a"), 2);
  await clock.advance(500_000);
  said.forget(new Set(["a"]));
  await clock.advance(500_000);
  said.forget(new Set());
  assertEquals(said.next("a"), 3);
  await clock.advance(700_000);
  said.forget(new Set());
  assertEquals(said.next("a"), 1);
});

Deno.test("said - a debt is paid only to a list that was read after it", () => {
  const said = new Said(new VirtualClock());
  const before = said.bill();
  said.owe();
  assertEquals(said.pay(before, ["a"]), false);
  assertEquals(said.pay(said.bill(), ["a", "b"]), true);
  assertEquals(said.pay(said.bill(), ["a", "b"]), false);
  assertEquals(said.snapshot(), { a: 1, b: 1 });
});

const SMALL = () => 1;

Deno.test("interests - a row followed again during its removal is written again", () => {
  const interests = new Interests();
  void interests.follow(["user:a"]);
  interests.landed(interests.take(0, 99, SMALL));
  interests.unfollow(["user:a"], 0);
  const removal = interests.take(10_000, 99, SMALL);
  assertEquals(removal, { add: [], remove: ["user:a"] });
  void interests.follow(["user:a"]);
  interests.unknown(removal, 10_000);
  const again = interests.take(99_000, 99, SMALL);
  assertEquals(again, { add: ["user:a"], remove: [] });
  interests.landed(again);
  assertEquals(interests.take(99_000, 99, SMALL), { add: [], remove: [] });
});

Deno.test("interests - a removal whose end is unknown is done again", () => {
  const interests = new Interests();
  void interests.follow(["user:a"]);
  interests.landed(interests.take(0, 99, SMALL));
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
  interests.landed(first);
  assertEquals(interests.take(10_000, 99, SMALL), { add: [], remove: ["user:a"] });
});

Deno.test("interests - a batch ends where its room ends", () => {
  const interests = new Interests();
  void interests.follow(["user:a", "user:b", "user:c"]);
  assertEquals(interests.take(0, 20, () => 10).add, ["user:a", "user:b"]);
  assertEquals(interests.take(0, 20, () => 10).add, ["user:c"]);
});
