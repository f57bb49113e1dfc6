import { assertEquals } from "@std/assert";
import { membersWithReader, presenceWithReader } from "../../routes/pages/reader_here.ts";
import type { Person } from "../../lib/protocol/events.ts";

const NOOR: Person = { id: "u-noor", name: "Noor", role: "guest" };
const AWA: Person = { id: "u-awa", name: "Awa", role: "member" };
const counts = (online: number, away: number, offline: number) => ({ online, away, offline });

Deno.test("reader here - who is told to be here already is left as they are", () => {
  const page = { members: [{ ...AWA, state: "online" } as const], counts: counts(1, 0, 3) };
  assertEquals(membersWithReader(page, AWA, "online"), page);
});

Deno.test("reader here - who was away, without a script between two pages, is back (P7)", () => {
  const page = { members: [{ ...AWA, state: "away" } as const], counts: counts(1, 1, 3) };
  const shown = membersWithReader(page, AWA, "away");
  assertEquals(shown.counts, counts(2, 0, 3));
  assertEquals(shown.members, [{ ...AWA, state: "online" }]);
});

Deno.test("reader here - a member who was not here goes from the one number to the other", () => {
  const page = { members: [{ ...AWA, state: "offline" } as const], counts: counts(1, 0, 3) };
  const shown = membersWithReader(page, AWA, "offline");
  assertEquals(shown.counts, counts(2, 0, 2));
  assertEquals(shown.members, [{ ...AWA, state: "online" }]);
  const further = membersWithReader(
    { members: [], counts: counts(60, 0, 3), next: "h" },
    AWA,
    "offline",
  );
  assertEquals(further.counts, counts(61, 0, 2), "they stand on a later page");
});

Deno.test("reader here - who was in no count is one more: a guest who comes, a new member", () => {
  const empty = { members: [], counts: counts(1, 0, 3) };
  const oneGuest = { ...counts(2, 0, 3), guests: 1 };
  assertEquals(membersWithReader(empty, AWA, "offline").counts, counts(2, 0, 3));
  assertEquals(membersWithReader(empty, NOOR, "offline").counts, oneGuest);
  assertEquals(membersWithReader({ ...empty, next: "h" }, NOOR, "offline").counts, oneGuest);
  const many = { members: [], counts: counts(1, 0, 2_000), next: "h" };
  assertEquals(
    membersWithReader(many, NOOR, "offline").counts,
    counts(2, 0, 1_999),
    "guests count there",
  );
});

Deno.test("reader here - their own dot says so too, and says nothing of others", () => {
  const away = [AWA, NOOR].map((
    { id: user, name, role },
  ) => ({ user, name, role, state: "away" } as const));
  assertEquals(presenceWithReader(away, AWA).map(({ state }) => state), ["online", "away"]);
});
