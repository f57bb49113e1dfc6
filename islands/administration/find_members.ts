import * as v from "valibot";
import type { Named } from "../../lib/protocol/administration.ts";
import { peopleReplies } from "../../lib/protocol/requests/people.ts";

/**
 * Members whose name begins so, as the server finds them: no guests and no bots. None where it does not
 * answer, for what is typed is taken by name all the same.
 */
export async function findMembers(query: string): Promise<Named[]> {
  const asked = new URLSearchParams({ query });
  const response = await fetch(`/api/v1/people?${asked}`).catch(() => undefined);
  if (!response?.ok) return [];
  const { people } = v.parse(peopleReplies.people, await response.json());
  return people.filter(({ role, bot }) => role !== "guest" && !bot)
    .map(({ id, name }) => ({ id, name }));
}
