// All addresses of pages and of their forms. The routes serve exactly these.
import { RULES_PATH } from "../protocol/community.ts";
import type { ConversationId, ConversationSummary, Person } from "../protocol/events.ts";
import { personAddress } from "../protocol/people.ts";

/** Addresses by purpose. */
export const PATHS = {
  /** The door for strangers; for who is signed in, where they were last, or where people come in. */
  home: "/",
  /** What who comes in agrees to, for anyone; none where the community has none. */
  terms: "/terms",
  /** The list of conversations alone: on a phone without a script, it is a page of its own. */
  list: "/?list",
  /** GET: the room browser. POST: create a room (`name`, `topic`, `private` = “on”). */
  rooms: "/rooms",
  /**
   * GET: what waits for one; `section` narrows it, `after` leads to the next page of mentions, or of
   * bookmarks in their section. POST: `do` = “end” or “send” with `later` (an id); or `conversation` and
   * `seq`: done with it; with `thread`, it is read so far.
   */
  inbox: "/inbox",
  /** GET: what others wrote to one who has not accepted it; followed by a conversation, that one (`requestPath`). */
  requests: "/requests",
  /** GET: what one reported, and what moderators answered. POST: one has seen it. */
  reports: "/reports",
  /** GET: finds messages by `query`, in an `order`; `after` leads to the next page. */
  search: "/search",
  /** GET: redirects to the conversation with `person`, a name. */
  direct: "/direct",
  /** Followed by what makes a group's id its own (`groupPath`). */
  groups: "/groups",
  /** GET: the page. POST: save (`locale`, `theme`, `density`, `arrivals`, `status`, `until`). */
  settings: "/settings",
  /** GET: by which clock times are, where no script tells. POST: `zone`. */
  timeZone: "/settings/time-zone",
  /** GET: what notifies one. POST: its form; with `conversation`, that one. */
  notifications: "/settings/notifications",
  /** POST: `do` = “set” with `address` and `hours`, or “stop”: where one is mailed. */
  mail: "/settings/notifications/mail",
  /** GET: whom one blocked; `person` stands in the field. POST: `block` (a name), `unblock` (an id), or `requests`. */
  blocked: "/settings/blocked",
  /** GET: one's own account, with its forms. */
  account: "/settings/account",
  /** GET: asks for a code, or with `code` for an answer. POST: `code`, `answer` = “yes” or “no”. */
  pair: "/pair",
  /** GET, followed by a code: registers with an invitation. */
  join: "/join",
  /** GET: the administration (lib/ui/administration/paths.ts). */
  administration: "/admin",
  /** POST: `picture`, or `remove` = “on”. */
  ownPicture: "/settings/picture",
  /** POST: `preset`: when it ends (`STATUS_ENDS`), a space, and the status. */
  ownStatus: "/settings/status",
  /** GET: where who is muted appeals. POST: `words`: against a mute, or what keeps one out. */
  appeal: "/appeal",
  /** GET: the rules, to accept where one has to, and what is kept here. POST: `version`, `next`: accepts them. */
  rules: RULES_PATH,
  /** POST: `next`: puts the welcome away. */
  welcome: "/welcome",
  /** Asks, and says what goes. POST: ends the session. */
  signOut: "/door/sign-out",
  /** POST: `locale`, `next`: changes the language of the pages. */
  language: "/language",
} as const;

/** Where the links of mails lead, each followed by a code. GET: asks. POST: does it. */
export const MAIL_LINKS = { confirm: "/mail/confirm", stop: "/mail/stop" } as const;

/** Where the forms of one's own account are sent, and its data come from. */
export const ACCOUNT_PATHS = {
  /** POST: `name`. */
  changeName: "/settings/account/name",
  /** POST: `signInName`, `proof`. */
  changeSignInName: "/settings/account/sign-in-name",
  /** POST: `current`, `next`. */
  changePassword: "/settings/account/password",
  /**
   * GET: the second factor. POST: `do` = “start”, “codes”, “off” with `password`; “confirm” with `code`;
   * “forget” with `device`; “token” with `name`, `password`.
   */
  secondFactor: "/settings/account/second-factor",
  /** POST: `passkey` (an id) with a new `name`, or with `remove` = “on”. */
  ownPasskeys: "/settings/account/passkeys",
  /** POST: `provider`, `password`: connects an account elsewhere; or `remove` (an id). */
  foreign: "/settings/account/elsewhere",
  /** POST: `password`, `invite`: a guest becomes a member. */
  becomeMember: "/settings/account/membership",
  /** POST: `session`, or `others` = “on”: ends it, or all others. */
  endSessions: "/settings/account/sessions",
  /** POST: `password`, `messages` (`stay` or `go`), `confirmed` = “on”. */
  deleteAccount: "/settings/account/deletion",
  /** GET: the personal export, as NDJSON. */
  ownData: "/api/v1/me/data",
} as const;

/** The ways in, and the page of the first administrator. */
export const DOOR_PATHS = {
  /** POST: `name`, `next`, `id` (a UUID: a second press is harmless). */
  enterAsGuest: "/door/guest",
  /** POST: `name`, `password`, `next`. */
  signIn: "/door/sign-in",
  /** POST: `response` (what a passkey signed), `next`. */
  signInByPasskey: "/door/passkey",
  /** GET: shows a code that is confirmed at `PATHS.pair`, and goes on by itself. */
  device: "/door/device",
  /** GET, followed by a provider’s id, `next`: leads there. */
  foreign: "/door/with",
  /** GET: asks for the code of a second factor. POST: `code`, `trusts` = “on”, `next`. */
  secondStep: "/door/code",
  /** POST: `name`, `password`, `invite`, `next`, `id`. */
  register: "/door/register",
  /** POST: the fields of a way in, `way` in the address, and `locale`: the same in that language. */
  doorLanguage: "/door/language",
  /** GET with `code`: asks for a new password. POST: `code`, `password`. */
  recover: "/recover",
  /** GET with `code`: makes the first administrator. POST: `code`, `name`, `password`. */
  setup: "/setup",
  /** POST: its fields and `locale`: the same in that language. */
  setupLanguage: "/setup/language",
} as const;

/**
 * GET: the room. POST: write into it (`text`, `id`: a UUID that makes a second press harmless,
 * `after`: the last seq when the id was made).
 */
export function roomPath(name: string): string {
  return `${PATHS.rooms}/${encodeURIComponent(name)}`;
}

/**
 * GET: the conversation with a person. POST: write to them (`text`, `id`, `after`). The address stays
 * theirs; a name in its place leads to whoever bears it now.
 */
export function directPath(person: Pick<Person, "id" | "name">): string {
  return `${PATHS.direct}/${encodeURIComponent(personAddress(person))}`;
}

/** GET: the group. POST: write to it. It keeps its address, whoever is in it and whatever it is called. */
export function groupPath(id: ConversationId): string {
  return `${PATHS.groups}/${id.slice(id.indexOf(":") + 1)}`;
}

/** The group at an address. */
export function groupAt(name: string): ConversationId {
  return `group:${name}`;
}

/**
 * GET: who is in a direct conversation, of two or more, with the forms below. POST: add somebody
 * (`person`, `all` = “on”); beside `…/title`: name the group (`title`), and `…/leave`.
 */
export function peoplePath(conversation: ConversationSummary): string {
  return `${conversationPath(conversation)}/people`;
}

/** GET: what is pinned in a conversation, and of a room who is in it, from behind a cursor on. */
export function aboutPath(conversation: ConversationSummary, after?: string): string {
  const asked = after === undefined ? "" : `?${new URLSearchParams({ after })}`;
  return `${conversationPath(conversation)}/about${asked}`;
}

/** POST: leave the conversation with somebody who is gone. */
export function directLeavePath(person: Pick<Person, "id" | "name">): string {
  return `${directPath(person)}/leave`;
}

/** POST: join or leave the room, say no to an invitation, or set the topic (`topic`). */
export function roomActionPath(
  name: string,
  action: "join" | "leave" | "decline" | "topic",
): string {
  return `${roomPath(name)}/${action}`;
}

/** Where a room is looked after by administrators and moderators: it alone, with what may be done to it. */
export function roomAdministrationPath(id: ConversationId): string {
  return `${PATHS.administration}/rooms?${new URLSearchParams({ room: id })}`;
}

/** The whole address of an invitation; `origin` is this server as the reader names it. */
export function invitationLink(origin: string, code: string): string {
  return `${origin}${PATHS.join}/${code}`;
}

/** The second step of a sign-in that leads to `next`. */
export function secondStepPath(next: string): string {
  if (next === "") return DOOR_PATHS.secondStep;
  return `${DOOR_PATHS.secondStep}?${new URLSearchParams({ next })}`;
}

/** Where the device that shows this code is let in. */
export function pairPath(code: string): string {
  return `${PATHS.pair}?${new URLSearchParams({ code })}`;
}

/** The page of a conversation. */
export function conversationPath(conversation: ConversationSummary): string {
  if (conversation.with) return directPath(conversation.with);
  if (conversation.people) return groupPath(conversation.id);
  return roomPath(conversation.name ?? conversation.id);
}

/** GET: the conversation with what another app shares in the composer; `held`: files on this device. */
export function sharedPath(
  conversation: ConversationSummary,
  { text, held }: { text: string; held?: string },
): string {
  const shared = new URLSearchParams({ share: text, ...(held !== undefined && { held }) });
  return `${conversationPath(conversation)}?${shared}`;
}

/**
 * POST: vote in a poll (`option`, or `option-0`… where several may be chosen), take the vote back
 * (`do`: back) or end it (`do`: close).
 */
export function votePath(conversation: ConversationSummary, seq: number): string {
  return `${conversationPath(conversation)}/messages/${seq}/vote`;
}

/** The inbox, or one section of it. */
export function inboxPath(section?: string, after?: string): string {
  const asked = new URLSearchParams({ ...(section && { section }), ...(after && { after }) });
  return asked.size > 0 ? `${PATHS.inbox}?${asked}` : PATHS.inbox;
}

/** What a query finds, in an order, or the next page of it. */
export function searchPath(
  query: string,
  { order = "newest", after }: { order?: "newest" | "best"; after?: string } = {},
): string {
  const asked = new URLSearchParams({
    ...(query && { query }),
    ...(order === "best" && { order }),
    ...(after && { after }),
  });
  return asked.size > 0 ? `${PATHS.search}?${asked}` : PATHS.search;
}

/** The page of a conversation that ends before a seq: older history without a script. */
export function earlierPath(conversation: ConversationSummary, before: number): string {
  return `${conversationPath(conversation)}?before=${before}`;
}

/** The page of a conversation, open at one of its messages: the link of that message. */
export function messagePath(conversation: ConversationSummary, seq: number): string {
  return `${conversationPath(conversation)}/${seq}`;
}

/**
 * GET: the conversation with the thread of a root. POST: reply there (`text`, `id`, `after`,
 * `alsoInRoom` = “on”), or follow the thread or leave it (`follow` = “on” or “off”).
 */
export function threadPath(conversation: ConversationSummary, root: number): string {
  return `${messagePath(conversation, root)}/thread`;
}

/** GET: the thread, open at one of its replies. */
export function replyPath(conversation: ConversationSummary, root: number, seq: number): string {
  return `${threadPath(conversation, root)}/${seq}`;
}

/**
 * A conversation by its address; `at` is the seq of a message in it, `thread` the root of a thread. With both, the
 * message is a reply in that thread.
 */
export type Place = ({ room: string } | { direct: string } | { group: ConversationId }) & {
  at?: number;
  thread?: number;
};

const PLACE =
  /^\/(rooms|direct|groups)\/([^/]+)(?:\/([1-9]\d{0,14})(\/thread(?:\/([1-9]\d{0,14}))?)?)?\/?$/;

/** The conversation of a path, if it is one's. */
export function conversationFromPath(path: string): Place | undefined {
  const match = PLACE.exec(path);
  if (!match?.[2]) return undefined;
  try {
    const name = decodeURIComponent(match[2]);
    const [seq, reply] = [Number(match[3]), Number(match[5])];
    const inThread = match[5] === undefined ? { thread: seq } : { thread: seq, at: reply };
    const at = match[3] === undefined ? {} : match[4] ? inThread : { at: seq };
    if (match[1] === "groups") return { group: groupAt(name), ...at };
    return match[1] === "rooms" ? { room: name, ...at } : { direct: name, ...at };
  } catch {
    return undefined; // a broken escape names no conversation
  }
}

/** GET: what was shared in a conversation, of one `kind` if asked, before a seq. */
export function filesPath(
  conversation: ConversationSummary,
  kind?: string,
  before?: number,
): string {
  const asked = new URLSearchParams({
    ...(kind && { kind }),
    ...(before !== undefined && { before: String(before) }),
  });
  const path = `${conversationPath(conversation)}/files`;
  return asked.size > 0 ? `${path}?${asked}` : path;
}

/** GET: a file of a message; with `?save`, to be saved. */
export function filePath(id: string): string {
  return `/files/${id}`;
}

/** Where somebody's picture is read. */
export function personPicturePath(user: string, picture: string): string {
  return `/files/people/${user}/${picture}`;
}

/** Where the picture of an emoji is read. */
export function emojiPath(tag: string): string {
  return `/files/emoji/${tag}`;
}

/** Where the community's picture is read. */
export function communityPicturePath(picture: string): string {
  return `/files/community/${picture}`;
}

/**
 * What waits for one's answer in a conversation. GET: the page. POST: `do` = “accept”, “ignore”, “block”,
 * or “report” with `words`.
 */
export function requestPath(conversation: ConversationId): string {
  return `${PATHS.requests}/${encodeURIComponent(conversation)}`;
}
