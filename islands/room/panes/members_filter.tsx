import { useLayoutEffect, useState } from "preact/hooks";
import type { Member } from "../../../lib/protocol/requests/people.ts";
import { fold } from "../../../lib/protocol/fold.ts";
import { TextField } from "../../../lib/ui/elements/text_field.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { useFoundMembers } from "./use_found_members.ts";

/** Which of the members that are held are listed, and whom the server found beside them. */
export interface MembersMatch {
  (members: readonly Member[]): readonly Member[];
}

export interface MembersFilterProps extends Failing {
  /** Told what is looked for; `undefined` where nothing is. */
  onMatch(match: MembersMatch | undefined): void;
}

/** Those that are held and have the query in their names, then those that the server found beside them. */
export function matchedMembers(
  members: readonly Member[],
  found: readonly Member[],
  query: string,
): readonly Member[] {
  const held = members.filter(({ name }) => fold(name).includes(fold(query)));
  const isHeld = new Set(held.map(({ id }) => id));
  return [...held, ...found.filter(({ id }) => !isHeld.has(id))];
}

/** The field that filters the members: among those that are held, and on the server. */
export function MembersFilter({ onMatch }: MembersFilterProps) {
  const { words } = useReading();
  const [query, setQuery] = useState("");
  const found = useFoundMembers(query);
  useLayoutEffect(() => {
    if (query === "") return onMatch(undefined);
    onMatch((members) => matchedMembers(members, found, query));
  }, [query, found]);
  return (
    <TextField
      name="members"
      label={words.t("members.filter")}
      autocomplete="off"
      onInput={(event) => setQuery(event.currentTarget.value.trim())}
    />
  );
}
