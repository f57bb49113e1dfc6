// Addresses of the administration. Every form redirects (303) to `next`, one of these.
import type { SanctionKind } from "../../protocol/sanctions.ts";

/** The pages, each a GET. */
export const ADMIN = {
  /** GET: figures, who is connected, and what concerns everyone. */
  overview: "/admin",
  /** GET: what the community says of itself. */
  community: "/admin/community",
  /** GET: who may come in; of administrators. */
  admission: "/admin/admission",
  /** GET: providers of OpenID Connect; one with `provider`, an id, and what is asked with `do` (off, remove). */
  providers: "/admin/providers",
  /** GET: what newcomers may do; of administrators. */
  safety: "/admin/safety",
  /** GET: people by the beginning of a name (`q`). */
  people: "/admin/people",
  /** GET: rooms by title or name (`q`), those behind `after`; or one (`room`, an id) with its menu open. */
  rooms: "/admin/rooms",
  /** GET: all that waits for a moderator; `state` = `all`: all reports. `before`: on from there. */
  reports: "/admin/reports",
  sanctions: "/admin/sanctions",
  invitations: "/admin/invitations",
  /** GET: bots; also for members who may add some. `hook`: what this one was told. */
  integrations: "/admin/integrations",
  /** GET: what may be taken along. */
  moving: "/admin/moving",
  /** GET: the newest; `before`: on from there. */
  journal: "/admin/journal",
} as const;

/** POST, each with `next`. */
export const ACTIONS = {
  /** `what` (kick, mute, ban), `id`, `duration`, `other`, `reason`, `addresses` = “on”. */
  sanction: "/admin/do/sanction",
  /** `what`, `id`. */
  lift: "/admin/do/lift",
  /** `id`. */
  vouch: "/admin/do/vouch",
  /** `newcomerDays`, `newcomerMessages`, `newcomerLinks`, `newcomerFiles`, `newcomerSlowSeconds`. */
  newcomers: "/admin/do/newcomers",
  /** `id`, `role`. */
  role: "/admin/do/role",
  /** `id`. */
  passwordLink: "/admin/do/password-link",
  /** `id`. */
  secondFactor: "/admin/do/second-factor",
  /** `text`. */
  say: "/admin/do/say",
  /** `in`, `words`, `sure` = “on”. */
  shutdown: "/admin/do/shutdown",
  cancelShutdown: "/admin/do/shutdown-cancel",
  /** `guests` = “on”, `registration`, `guestsPerAddress`, `requests`, `secondFactor` = “on”. */
  door: "/admin/do/door",
  /**
   * `name`, `id`, `issuer`, `client`, `secret`, `scopes`, `domains`, `claims` (a line each), `register` = “on”,
   * `roleClaim`, `administrators` and `moderators` (a line each), and a proof; or `do` = “ask”.
   */
  addProvider: "/admin/do/provider",
  /** The same, of `id` without its `issuer`; `secretNone` and `sure` = “on”, `do` = “on” or “ask”. */
  changeProvider: "/admin/do/provider-change",
  /** `id`, `what` (off, remove), `sure` = “on”, and a proof. */
  endProvider: "/admin/do/provider-end",
  /** `id`, `to` (up, down). */
  orderProvider: "/admin/do/provider-order",
  /** `name`, `icon`, `welcome`, `rules` (a line each). */
  community: "/admin/do/community",
  /** `picture`, or `remove` = “on”. */
  picture: "/admin/do/picture",
  /** `status0` and `until0`, and so on: the statuses to choose from. */
  presets: "/admin/do/presets",
  /** `name` and `picture`: an emoji of the community. */
  addEmoji: "/admin/do/emoji",
  /** `name`, `to`. */
  renameEmoji: "/admin/do/emoji-rename",
  /** `name`. */
  removeEmoji: "/admin/do/emoji-remove",
  /** Puts the founder's checklist away. */
  hideChecklist: "/admin/do/checklist-hide",
  /** `uses`, `duration`. */
  invite: "/admin/do/invite",
  /** `code`. */
  revoke: "/admin/do/revoke",
  /** `name`, `read` and `write` (“on”), `room` (each an id). */
  addBot: "/admin/do/bot",
  /** `id`. */
  botToken: "/admin/do/bot-token",
  /** `name`, `room` (an id), `format`. */
  addHook: "/admin/do/hook",
  /** `id`. */
  hookAddress: "/admin/do/hook-address",
  /** `payload`, `format`: reads it, and posts nothing; with `post` = “on” as `hook` (an id), it does. */
  tryHook: "/admin/do/hook-try",
  /** `name`, `url`, `keywords`, `event` (each), `room` (each an id). */
  addOutgoing: "/admin/do/outgoing",
  /** `id`, `url`, `keywords`, `event` (each); or `on` = “on”, “off”. */
  changeOutgoing: "/admin/do/outgoing-change",
  /** `id`. */
  outgoingSecret: "/admin/do/outgoing-secret",
  /** `id`, `delivery`. */
  sendAgain: "/admin/do/outgoing-again",
  /** `name`, `usage`, `about`, `url`, `bot` (an id). */
  addCommand: "/admin/do/command",
  /** `name`. */
  commandSecret: "/admin/do/command-secret",
  removeCommand: "/admin/do/command-remove",
  /** `id`, `room` (each an id). */
  botRooms: "/admin/do/bot-rooms",
  /** `id`. */
  removeBot: "/admin/do/bot-remove",
  /** `bots`: who may add some. */
  botMakers: "/admin/do/bot-makers",
  previews: "/admin/do/previews",
  /**
   * `of` = “all”: `days` (empty: messages stay). `of` = “room”: `room` (a name), `rule` (one of
   * `ROOM_RULES`), and its `days`. What shortens: `sure` = “on”, once it was `asked` about just that.
   */
  retention: "/admin/do/retention",
  /**
   * `id`; `person` (each a key) with as many `as` (“name”, “skip” or “member:” and an id); `room` (each a
   * key) with as many `roomAs`; `then`: “save”, “names” or “start”.
   */
  importChoose: "/admin/do/import-choose",
  /** `id`, `sure` = “on”. */
  importUndo: "/admin/do/import-undo",
  /** `id`. */
  importForget: "/admin/do/import-forget",
  /** `id`: goes on with one that failed. */
  importAgain: "/admin/do/import-again",
  /** `id` of a name without an account, `user` (the id of a member): who it is said to be. */
  placeholderLook: "/admin/do/placeholder",
  /** `id`, `user` and `at` of what was counted, and a proof: gives it. */
  placeholderMerge: "/admin/do/placeholder-merge",
  /** `id`: forgets who it was said to be. */
  placeholderForget: "/admin/do/placeholder-forget",
  /** `form`: answers with the file. */
  exportAll: "/admin/do/export",
  /** `id`, and one of `closed`, `readOnly`, `topicLocked` (“on”, “off”), `slowSeconds`, `name`. */
  room: "/admin/do/room",
  /** `id`, `do` = `approve`, `vouch` (the same, and for its author) or `refuse`, `words`. */
  held: "/admin/do/held",
  /** `id`, `do` = `lift` or `keep`, `words`. */
  appeal: "/admin/do/appeal",
  /** `proof` = “on”. */
  proof: "/admin/do/proof",
  /** `on` = “on”, “off”. */
  raid: "/admin/do/raid",
  /** `words`, a line each. */
  heldWords: "/admin/do/held-words",
  /** `id`, `words`; `delete` = “on”: the message, by `conversation` and `seq`, goes first. */
  report: "/admin/do/report",
} as const;

/** The administration page of a person. */
export function personPath(id: string, what?: SanctionKind): string {
  const path = `${ADMIN.people}/${encodeURIComponent(id)}`;
  return what ? `${path}#${what}` : path;
}

/** One provider; `what`: asked before that is done. */
export function providerPath(id: string, what?: "off" | "remove"): string {
  return `${ADMIN.providers}?${new URLSearchParams({ provider: id, ...(what && { do: what }) })}`;
}

/** One import. */
export function importPath(id: string): string {
  return `${ADMIN.moving}?import=${encodeURIComponent(id)}`;
}

/** Where the role of a person is given. */
export function rolePath(id: string): string {
  return `${personPath(id)}#role`;
}

/** What an outgoing hook was told. */
export function deliveriesPath(id: string): string {
  return `${ADMIN.integrations}?hook=${encodeURIComponent(id)}#deliveries`;
}

/** What a room may say of how long messages are kept in it; “all” is as in all others. */
export const ROOM_RULES = ["days", "stay", "all"] as const;

/** Identifies a form of a page: its address and what it is about. */
export function formKey(action: string, ...about: string[]): string {
  return [action, ...about].join(" ");
}
