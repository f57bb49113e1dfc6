import type { Named } from "../../protocol/administration.ts";
import type { UserId } from "../../protocol/events.ts";

/** Something that somebody said, in a row of somebody else’s. */
export interface Said {
  by: Named;
  words: string;
}

/** The same without the name of somebody who goes; with `words` without what they said, too. */
export function forgotten<S extends Said>(said: S, user: UserId, words: boolean): S {
  if (said.by.id !== user) return said;
  return { ...said, by: nameless(said.by, user), ...(words && { words: "" }) };
}

/** Somebody, without a name where it is they who go. */
export function nameless(one: Named, user: UserId): Named {
  return one.id === user ? { id: user, name: "" } : one;
}
