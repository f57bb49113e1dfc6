import type { ConversationId, UserId } from "../../protocol/events.ts";
import { type SectionName, SECTIONS } from "./sidebar_sections.ts";

/** How a person arranges the list of conversations on this device. */
export interface ListChoices {
  favourites: readonly ConversationId[];
  folded: readonly SectionName[];
}

/** The cookie that holds them, so that the first paint is right; readable by scripts. */
const LIST_COOKIE = "palabre-list";
/** A year: browsers cap cookies at 400 days. */
const COOKIE_MAX_AGE_S = 365 * 24 * 3600;
/** Every request carries the cookie: 20 ids are 740 bytes. */
const MAX_FAVOURITES = 20;
/** Between two ids, which have no dots. */
const SEPARATOR = ".";

/**
 * Reads somebody's choices from cookies, as the `Cookie` header or `document.cookie` has them: none of
 * whoever used this browser before.
 */
export function readListChoices(cookies: string | undefined, me: UserId): ListChoices {
  const pair = (cookies ?? "").split(";").map((part) => part.trim())
    .find((part) => part.startsWith(`${LIST_COOKIE}=`));
  const saved = new URLSearchParams(pair?.slice(LIST_COOKIE.length + 1));
  const isOwn = saved.get("of") === me;
  const listed = (name: string) =>
    isOwn ? (saved.get(name) ?? "").split(SEPARATOR).filter(Boolean) : [];
  const folded = listed("folded");
  return {
    favourites: listed("favourites").slice(0, MAX_FAVOURITES),
    folded: SECTIONS.filter((name) => folded.includes(name)),
  };
}

/** The value for `document.cookie` that keeps somebody's choices. */
export function listCookie({ favourites, folded }: ListChoices, me: UserId): string {
  const value = new URLSearchParams({
    of: me,
    favourites: favourites.join(SEPARATOR),
    folded: folded.join(SEPARATOR),
  });
  return `${LIST_COOKIE}=${value}; Path=/; Max-Age=${COOKIE_MAX_AGE_S}; SameSite=Lax`;
}

/** The choices with a section folded, or unfolded. */
export function toggleFold(choices: ListChoices, name: SectionName): ListChoices {
  return { ...choices, folded: toggled(choices.folded, name) };
}

/** The choices with a conversation added to the favourites, at the end, or removed from them. */
export function toggleFavourite(choices: ListChoices, id: ConversationId): ListChoices {
  return { ...choices, favourites: toggled(choices.favourites, id).slice(-MAX_FAVOURITES) };
}

function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
