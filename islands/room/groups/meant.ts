import type { Person } from "../../../lib/protocol/events.ts";
import { nameKey } from "../../../lib/protocol/names.ts";

/**
 * Whom a typed name means, of the people that it finds: who is called so, or the only one. `several`: one of them is
 * to be chosen. Whoever is `without` is not meant, as in the list beside it.
 */
export function meant<Found extends Pick<Person, "id" | "name">>(
  name: string,
  found: readonly Found[],
  without: ReadonlySet<string>,
): Found | "several" | undefined {
  const wanted = found.filter(({ id }) => !without.has(id));
  const exact = wanted.find((one) => nameKey(one.name) === nameKey(name));
  return exact ?? (wanted.length > 1 ? "several" : wanted[0]);
}
