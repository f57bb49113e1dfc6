// Every address of the pages and of the forms that work without a script. Routes serve exactly these.
import type { ConversationSummary } from "../protocol/events.ts";

/** The addresses by what stands or happens there. */
export const PATHS = {
  /** The door for strangers; the list of conversations for who is signed in. */
  home: "/",
  /** GET: the room browser. POST: create a room (`name`, `topic`, `private` = “on”). */
  rooms: "/rooms",
  /** GET: to the conversation with `person`, a name. */
  direct: "/direct",
  /** GET: the page. POST: save (`locale`, `theme`, `density`, `arrivals`, `status`, `until`). */
  settings: "/settings",
  /** GET: one's own account, with its forms. */
  account: "/settings/account",
  /** POST: `name`. */
  changeName: "/settings/account/name",
  /** POST: `current`, `next`. */
  changePassword: "/settings/account/password",
  /** POST: `password`, `invite`: a guest becomes a member. */
  becomeMember: "/settings/account/membership",
  /** POST: `session`, or `others` = “on”: ends it, or all others. */
  endSessions: "/settings/account/sessions",
  /** POST: `password`, `messages` (`stay` or `go`), `confirmed` = “on”. */
  deleteAccount: "/settings/account/deletion",
  /** GET: everything of one's own, as NDJSON. */
  ownData: "/api/v1/me/data",
  /** POST: `name`, `next`. */
  enterAsGuest: "/door/guest",
  /** POST: `name`, `password`, `next`. */
  signIn: "/door/sign-in",
  /** POST: `name`, `password`, `invite`, `next`. */
  register: "/door/register",
  /** GET, with a code behind it: to the door, to register with an invitation. */
  join: "/join",
  /** GET, with `code`: how the first administrator is made. POST: `code`, `name`, `password`. */
  setup: "/setup",
  /** GET: the administration, for those who may (lib/ui/administration/paths.ts). */
  administration: "/admin",
  /** POST: ends the session. */
  signOut: "/door/sign-out",
  /** POST: `locale`, `next`: changes the language of the pages. */
  language: "/language",
} as const;

/**
 * GET: the room. POST: write into it (`text`, `id`: a UUID that makes a second press harmless,
 * `after`: the last seq when the id was made).
 */
export function roomPath(name: string): string {
  return `${PATHS.rooms}/${encodeURIComponent(name)}`;
}

/** GET: the conversation with a person, by name. POST: write to them (`text`, `id`, `after`). */
export function directPath(name: string): string {
  return `${PATHS.direct}/${encodeURIComponent(name)}`;
}

/** POST: join or leave the room, or set its topic (`topic`). */
export function roomActionPath(name: string, action: "join" | "leave" | "topic"): string {
  return `${roomPath(name)}/${action}`;
}

/** The page of a conversation. */
export function conversationPath(conversation: ConversationSummary): string {
  if (conversation.with) return directPath(conversation.with.name);
  return roomPath(conversation.name ?? conversation.id);
}

/** The page of a conversation that ends before a seq: older history without a script. */
export function earlierPath(conversation: ConversationSummary, before: number): string {
  return `${conversationPath(conversation)}?before=${before}`;
}

/** Which conversation a path shows, if any. */
export function placeOfPath(path: string): { room: string } | { direct: string } | undefined {
  const match = /^\/(rooms|direct)\/([^/]+)\/?$/.exec(path);
  if (!match?.[2]) return undefined;
  try {
    const name = decodeURIComponent(match[2]);
    return match[1] === "rooms" ? { room: name } : { direct: name };
  } catch {
    return undefined; // a broken escape names no conversation
  }
}
