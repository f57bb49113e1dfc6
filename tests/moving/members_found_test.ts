import { assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import type { Mutation } from "../../lib/kv/kv.ts";
import { foundRows } from "../../lib/store/people/found_people.ts";
import type { User } from "../../lib/store/people/user.ts";
import { communityTest } from "../support/community.ts";

const MEMBERS = 2_000;

communityTest(
  "X1 - each of 2,000 members is found by name, for who somebody of an export is",
  1,
  async (here) => {
    const boss = await here.person("Boss", "administrator");
    const nameOf = (n: number) => `${"ÉABCDEFGHI"[n % 10]}lise Member ${n}`;
    for (let from = 0; from < MEMBERS; from += 100) {
      const some = Array.from({ length: 100 }, (_, n): Mutation[] => {
        const id = `member-${from + n}`;
        const user: User = { id, name: nameOf(from + n), role: "member", createdAt: 1 };
        return [{ type: "set", key: keys.user(id), value: user }, ...foundRows(user)];
      });
      await here.kv.commit([], some.flat());
    }
    for (const n of [0, 7, 60, 499, 1_000, 1_777, 1_999]) {
      // As much of it as one types until it stands there, without accents, and by its last words.
      for (const typed of [nameOf(n), nameOf(n).replace("É", "e"), `member ${n}`]) {
        const query = new URLSearchParams({ query: typed });
        const { status, body } = await here.api(here.one, boss, "GET", `/people?${query}`);
        const found = body.people as Array<{ id: string }>;
        assertEquals(status, 200);
        assertEquals(found.some(({ id }) => id === `member-${n}`), true, typed);
      }
    }
  },
);
