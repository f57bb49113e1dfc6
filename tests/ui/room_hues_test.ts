import { assertEquals } from "@std/assert";
import { HUES, personHue } from "../../lib/protocol/people.ts";
import { RoomHues } from "../../lib/ui/room_hues.ts";

/** People of one colour. */
const alike = (hue: number, count: number) => {
  const found: string[] = [];
  for (let n = 0; found.length < count; n++) if (personHue(`p${n}`) === hue) found.push(`p${n}`);
  return found;
};

const member = (id: string) => ({ id, role: "member" as const });

Deno.test("room hues - nobody shares a colour while others are free (N4)", () => {
  const people = alike(3, HUES);
  const hueOf = new RoomHues().with(people.map(member));
  assertEquals(new Set(people.map(hueOf)).size, HUES);
  assertEquals(
    new Set(people.map(new RoomHues().with([...people].reverse().map(member)))).size,
    HUES,
  );
});

Deno.test("room hues - whoever sees the same people sees the same colours (N4)", () => {
  const [first = "", second = "", third = ""] = alike(5, 3).sort();
  const early = new RoomHues();
  assertEquals(early.with([member(second)])(second), 5, "their own, while it is free");
  early.with([member(third)]);
  const one = early.with([member(first)]);
  const other = new RoomHues().with([first, second, third].map(member));
  const colours = (hueOf: typeof one) => [first, second, third].map(hueOf);
  assertEquals(colours(one), colours(other));
  assertEquals(new Set(colours(one)).size, 3);
  assertEquals(one("somebody else"), personHue("somebody else"));
  assertEquals(early.with([third, first].map(member)), one, "nobody new: the same colours");
});

Deno.test("room hues - guests who come and go change the colour of no member (N4)", () => {
  const [first = "", second = ""] = alike(5, 2).sort();
  const hues = new RoomHues();
  hues.with([member(second)]);
  const hueOf = hues.with([{ id: first, role: "guest" }]);
  assertEquals([hueOf(second), hueOf(first) === 5], [5, false]);
});

Deno.test("room hues - a bot takes no person's colour (N4)", () => {
  const [first = "", second = ""] = alike(5, 2).sort();
  const hueOf = new RoomHues().with([{ ...member(first), bot: true }, member(second)]);
  assertEquals([hueOf(second), hueOf(first) === 5], [5, false]);
});

Deno.test("room hues - a class and its teacher share one colour at most, and two classes each at most two", () => {
  const shared = (count: number) => {
    const people = Array.from({ length: count }, (_, n) => `pupil ${n}`);
    const hueOf = new RoomHues().with(people.map(member));
    return Object.values(Object.groupBy(people, (id) => `${hueOf(id)}`)).map((one) => one?.length);
  };
  assertEquals(shared(HUES + 1).toSorted(), [...Array(HUES - 1).fill(1), 2]);
  assertEquals(shared(2 * HUES), Array(HUES).fill(2));
});

Deno.test("room hues - many more people than colours have their own", () => {
  const people = Array.from({ length: 3 * HUES }, (_, n) => `p${n}`);
  assertEquals(people.map(new RoomHues().with(people.map(member))), people.map(personHue));
});
