import { assert, assertEquals } from "@std/assert";
import { Slices } from "../../../../islands/room/timeline/slices.ts";
import { rowsThatFit } from "../../../../islands/room/timeline/rows_that_fit.ts";
import type { TimelineItem } from "../../../../lib/client/model.ts";

const KINDS = [..."😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙"];

function message(seq: number, reactions?: readonly string[]): TimelineItem {
  const event = {
    seq,
    at: 0,
    by: "a",
    kind: "message" as const,
    id: `${seq}`,
    text: "",
    ...(reactions && {
      reactions: Object.fromEntries(reactions.map((emoji) => [emoji, { count: 1, by: ["a"] }])),
    }),
  };
  return { is: "message", key: event.id, event, author: { name: "a", role: "member" }, own: false };
}

const messages = (from: number, to: number, kinds?: readonly string[]) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index, kinds));

const seqs = (items: readonly TimelineItem[]) => {
  const numbers = items.map(({ key }) => Number(key));
  return [numbers[0], numbers.at(-1)];
};

/** Rows that take `rowMs` each: draws until all is there, and says what stood there in between. */
function drawAll(
  slices: Slices,
  shown: readonly TimelineItem[],
  clock: { ms: number },
  rowMs: number,
  loaded: readonly TimelineItem[],
  wanted: { from: number; to: number },
): Array<Array<number | undefined>> {
  const drawn: Array<Array<number | undefined>> = [];
  let before = new Set(shown.map(({ key }) => key));
  do {
    const items = slices.next(loaded, wanted, false);
    const now = new Set(items.map(({ key }) => key));
    clock.ms += before.symmetricDifference(now).size * rowMs;
    before = now;
    slices.drawn();
    drawn.push(seqs(items));
    assert(drawn.length < 100, "it comes to an end");
  } while (slices.pending);
  return drawn;
}

Deno.test("slices - the first rows, and those of another place, are drawn at once", () => {
  const slices = new Slices(() => 0);
  assertEquals(seqs(slices.next(messages(51, 100), { from: 0, to: 50 }, false)), [51, 100]);
  assertEquals(slices.pending, false);
  assertEquals(seqs(slices.next(messages(1, 50), { from: 0, to: 50 }, false)), [1, 50]);
  assertEquals(slices.pending, false);
});

Deno.test("slices - a page comes a few rows at a time where they are dear, without a gap", () => {
  const clock = { ms: 0 };
  const slices = new Slices(() => clock.ms);
  const shown = slices.next(messages(51, 100), { from: 0, to: 50 }, false);
  const drawn = drawAll(slices, shown, clock, 2, messages(1, 100), { from: 0, to: 80 });
  assertEquals(drawn.at(-1), [1, 80]);
  assert(drawn.length > 6, `${drawn.length} slices`);
  const tops = drawn.map(([first = 0]) => first);
  assertEquals(tops, tops.toSorted((a, b) => b - a));
});

Deno.test("slices - where rows are cheap, a page comes with one picture", () => {
  const clock = { ms: 0 };
  const slices = new Slices(() => clock.ms);
  const [first, second] = [messages(101, 150), messages(51, 150)];
  slices.next(first, { from: 0, to: 50 }, false);
  drawAll(slices, first, clock, 0.01, second, { from: 0, to: 100 });
  const all = drawAll(slices, second, clock, 0.01, messages(1, 150), { from: 0, to: 150 });
  assertEquals(all, [[1, 150]]);
});

Deno.test("slices - what is waited for comes at once, what is above it goes slowly", () => {
  const slices = new Slices(() => 0);
  slices.next(messages(1, 100), { from: 0, to: 60 }, false);
  const items = slices.next(messages(1, 100), { from: 20, to: 100 }, true);
  assertEquals([seqs(items)[1], slices.pending], [100, true]);
  assert((seqs(items)[0] ?? 0) < 21);
});

Deno.test("slices - rows that others gathered with theirs do not stop it", () => {
  const slices = new Slices(() => 0);
  slices.next(messages(10, 20), { from: 0, to: 11 }, false);
  const gathered = [...messages(1, 9), ...messages(12, 20)];
  const items = slices.next(gathered, { from: 9, to: 18 }, false);
  assertEquals([seqs(items), slices.pending], [[12, 20], false]);
});

Deno.test("rows that fit - fewer where people did much with them, never less than two pages", () => {
  assertEquals(rowsThatFit(messages(1, 1000), "oldest"), 300);
  assertEquals(rowsThatFit(messages(1, 1000, KINDS.slice(0, 6)), "oldest"), 150);
  assertEquals(rowsThatFit(messages(1, 1000, KINDS), "newest"), 100);
  const mixed = [...messages(1, 100, KINDS), ...messages(101, 1000)];
  assertEquals(rowsThatFit(mixed, "newest"), 300);
  assertEquals(rowsThatFit(mixed, "oldest"), 100);
});
