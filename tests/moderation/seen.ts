// What others see of each act, by every door: what the muted are refused, and whoever writes where it is
// read-only. A new act without its row here is a failed test.
import type { FrameType } from "./frames.ts";

/**
 * `said`: in a conversation; the muted are refused it, and where it is read-only whoever may not write
 * there. `shown`: of a person or a place; the muted are refused it. `not`: reading, what is one's own,
 * what is taken back, reports, and what keeps order, with the reasons that are given for it: it goes on.
 */
export type Seen = "said" | "shown" | "not";

/** Each with the same answer. */
const all = <Name extends string>(seen: Seen, ...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, seen])) as Record<Name, Seen>;

/** By the type of the frame. Typing shows by itself: nobody answers it. */
export const FRAMES_SEEN: Record<FrameType, Seen> = {
  ...all("said", "send", "edit", "react", "pin", "vote", "topic", "vanish", "typing", "command"),
  ...all("said", "forward", "schedule", "send-now"),
  ...all("shown", "open", "add", "rename", "create", "closePoll", "invite", "move", "moveAll"),
  ...all("shown", "settings"), // by the pronouns of a card; all else of it is one's own
  ...all("not", "sync", "ping", "rooms", "profiles", "people", "versions", "delete", "reactors"),
  ...all("not", "pins", "history", "join", "leave", "invitations", "decline", "read", "follow"),
  ...all("not", "threads", "unread", "members", "mentions", "done", "notifications"),
  ...all("not", "why", "notify", "drafts", "draft", "bookmark", "bookmarks", "search", "commands"),
  ...all("not", "origins", "later", "remind", "reschedule", "unschedule", "presence"),
  ...all("not", "withdraw"),
  ...all("not", "removePreview"),
};

const PLACE = "/conversations/{conversation}";
const MESSAGE = `${PLACE}/messages/{seq}`;

/** By method and path, as the OpenAPI document spells them. */
export const OPERATIONS_SEEN: Record<string, Seen> = {
  ...all("said", "POST /messages", `PATCH ${MESSAGE}`, `PUT ${MESSAGE}/vote`, `PUT ${MESSAGE}/pin`),
  ...all("said", `PUT ${MESSAGE}/reactions/{emoji}`, `DELETE ${MESSAGE}/reactions/{emoji}`),
  ...all("said", `DELETE ${MESSAGE}/pin`, `PUT ${PLACE}/topic`, `PUT ${PLACE}/vanish`),
  ...all("said", `POST ${MESSAGE}/forward`, "POST /later/messages", "POST /later/{id}/send"),
  ...all("said", `POST ${PLACE}/commands`),
  ...all("shown", "POST /conversations", "POST /rooms", `POST ${PLACE}/people`),
  ...all("shown", `PUT ${PLACE}/title`, `POST ${PLACE}/members`, `POST ${MESSAGE}/poll/close`),
  ...all("shown", `POST ${MESSAGE}/move`, `POST ${PLACE}/moves`, "POST /files", "PUT /me/picture"),
  ...all("shown", "PATCH /me", "PATCH /me/settings"), // by a name, by pronouns; all else is one's own
  ...all("shown", "POST /bots", "POST /hooks", "POST /outgoing", "POST /commands"),
  ...all("shown", "PATCH /admin/rooms/{room}", "POST /admin/invitations", "POST /admin/notices"),
  ...all("shown", "PATCH /admin/community", "PUT /admin/community/picture", "POST /admin/shutdown"),
  ...all("shown", "PUT /admin/emoji/{name}", "PATCH /admin/emoji/{name}"),
  ...all("not", "GET /emoji", "DELETE /admin/emoji/{name}"),
  ...all("not", "GET /sessions", "POST /sessions", "POST /pairings", "POST /pairings/session"),
  ...all("not", "POST /sessions/recovery", "POST /sessions/second-factor", "GET /providers"),
  ...all("not", "GET /me/foreign-accounts", "DELETE /me/foreign-accounts/{account}"),
  ...all("not", "GET /me/second-factor", "POST /me/second-factor", "DELETE /me/second-factor"),
  ...all("not", "POST /me/second-factor/confirmation", "POST /me/second-factor/codes"),
  ...all("not", "DELETE /me/second-factor/devices/{device}", "POST /me/tokens"),
  ...all("not", "POST /sessions/passkey/options", "POST /sessions/passkey", "GET /me/passkeys"),
  ...all("not", "POST /me/passkeys/options", "POST /me/passkeys", "PATCH /me/passkeys/{passkey}"),
  ...all(
    "not",
    "DELETE /me/passkeys/{passkey}",
    "POST /me/proofs",
    "POST /users",
    "DELETE /sessions/current",
  ),
  ...all("not", "DELETE /sessions/others", "DELETE /sessions/{session}", "GET /me"),
  ...all("not", "DELETE /me", "PUT /me/sign-in-name", "PUT /me/password", "POST /me/membership"),
  ...all("not", "GET /me/data", "GET /conversations", `GET ${PLACE}`, `GET ${PLACE}/events`),
  ...all("not", `PUT ${PLACE}/read`, `PUT ${PLACE}/unread`, `GET ${PLACE}/members`),
  ...all("not", "GET /me/mentions", "GET /me/settings", "GET /me/devices"),
  ...all("not", "GET /me/notifications", "PATCH /me/notifications", `PUT ${PLACE}/notify`),
  ...all("not", "POST /me/devices", "DELETE /me/devices/{device}", "GET /me/drafts"),
  ...all("not", "POST /me/devices/{device}/try", `GET ${MESSAGE}/why`, `PUT ${PLACE}/draft`),
  ...all("not", "GET /me/bookmarks", "GET /search", `PUT ${MESSAGE}/bookmark`, "GET /threads"),
  ...all("not", `DELETE ${MESSAGE}/bookmark`, `GET ${PLACE}/origins`, `PUT ${MESSAGE}/done`),
  ...all("not", `GET ${PLACE}/threads/{root}`, `PUT ${PLACE}/threads/{root}/follow`),
  ...all("not", `PUT ${PLACE}/threads/{root}/read`, `PUT ${PLACE}/threads/{root}/unread`),
  ...all("not", "GET /invitations", "POST /decline", "GET /rooms", "POST /join", "POST /leave"),
  ...all(
    "not",
    "GET /people",
    "GET /people/{person}",
    `GET ${MESSAGE}/versions`,
    `DELETE ${MESSAGE}`,
  ),
  ...all("not", `DELETE ${MESSAGE}/preview`),
  ...all("not", `GET ${MESSAGE}/reactions/{emoji}`, `GET ${PLACE}/pins`, `GET ${PLACE}/files`),
  ...all("not", `POST ${MESSAGE}/reports`, "OPTIONS /files", "GET /files", "GET /files/{id}"),
  ...all("not", "PATCH /files/{id}", "POST /files/{id}", "DELETE /files/{id}", "GET /later"),
  ...all("not", "POST /later/reminders", "PATCH /later/{id}", "DELETE /later/{id}", "GET /bots"),
  ...all("not", "POST /hooks/{bot}/address", "PATCH /outgoing/{bot}", "GET /commands"),
  ...all("not", "POST /outgoing/{bot}/secret", "GET /outgoing/{bot}/deliveries", "GET /events"),
  ...all("not", "POST /outgoing/{bot}/deliveries/{delivery}/again", `GET ${PLACE}/commands`),
  ...all("not", "POST /commands/{name}/secret", "DELETE /commands/{name}", "POST /setup"),
  ...all("not", "POST /bots/{bot}/token", "PUT /bots/{bot}/rooms", "DELETE /bots/{bot}"),
  ...all("not", "POST /admin/kicks", "POST /admin/mutes", "POST /admin/bans", "POST /admin/lifts"),
  ...all("not", "GET /admin/sanctions", "POST /admin/password-links", "POST /admin/roles"),
  ...all(
    "not",
    "POST /admin/second-factor-removals",
    "GET /settings",
    "PATCH /admin/settings",
    "POST /admin/vouchings",
  ),
  ...all("not", "GET /community", "GET /admin/invitations", "DELETE /admin/invitations/{code}"),
  ...all(
    "not",
    "GET /admin/figures",
    "GET /admin/connected",
    "GET /admin/jobs",
    "GET /admin/rooms",
  ),
  ...all("not", "GET /admin/journal", "GET /admin/shutdown", "DELETE /admin/shutdown"),
  ...all("not", "GET /admin/reports", "POST /admin/reports/{report}/handled"),
  ...all("not", "GET /admin/imports", "POST /admin/imports", "GET /admin/imports/{import}"),
  ...all("not", "PATCH /admin/imports/{import}", "DELETE /admin/imports/{import}"),
  ...all("not", "GET /admin/imports/{import}/losses", "GET /admin/imports/{import}/people"),
  ...all("not", "GET /admin/imports/{import}/rooms", "POST /admin/imports/{import}/start"),
  ...all("not", "POST /admin/imports/{import}/undo", "PUT /admin/imports/{import}/parts/{part}"),
  ...all("not", "GET /admin/placeholders", "GET /admin/placeholders/{placeholder}"),
  ...all("not", "PUT /admin/placeholders/{placeholder}/merge"),
  ...all("not", "POST /admin/placeholders/{placeholder}/merge/start"),
  ...all("not", "DELETE /admin/placeholders/{placeholder}/merge"),
  ...all("not", "GET /admin/waiting-messages", "DELETE /me/waiting-messages/{message}"),
  ...all("not", "POST /admin/waiting-messages/{message}/approved"),
  ...all("not", "POST /admin/waiting-messages/{message}/refused"),
  ...all("shown", "POST /admin/providers", "PATCH /admin/providers/{provider}"),
  ...all("not", "GET /admin/providers", "PUT /admin/providers", "POST /admin/providers/answers"),
  ...all(
    "not",
    "DELETE /admin/providers/{provider}",
    "GET /admin/providers/{provider}/use",
  ),
  ...all("not", "GET /admin/held-words", "PUT /admin/held-words", "GET /admin/raid"),
  ...all("not", "POST /admin/raid", "DELETE /admin/raid", "GET /admin/appeals", "GET /me/appeal"),
  ...all("not", "GET /me/standing"),
  ...all("not", "POST /admin/appeals/{appeal}/answer", "POST /me/appeal"),
  ...all("not", "GET /me/reports", "POST /me/reports/seen"),
  ...all("not", "GET /community/kept", `GET ${PLACE}/kept`),
  ...all("not", "GET /me/rules", "POST /me/rules", "DELETE /me/welcome"),
};

/** By the command of IRC. `JOIN` also makes a room, of a name that there is not. */
export const LINES_SEEN: Record<string, Seen> = {
  ...all("said", "PRIVMSG", "NOTICE", "TAGMSG", "BATCH", "TOPIC", "VOTE"),
  ...all("shown", "INVITE", "AWAY", "NICK", "SETNAME", "JOIN"),
  ...all("not", "PART", "NAMES", "LIST", "REDACT", "WHO", "WHOIS", "WHOWAS", "USERHOST", "ISON"),
  ...all("not", "KICK", "MODE", "MOTD", "LUSERS", "VERSION", "TIME", "HELP", "CHATHISTORY"),
  ...all("not", "MARKREAD"),
};

const ONE = ":seq{[1-9][0-9]{0,14}}";

/** By the path of the form, as the routes spell it; below `…` the same of rooms, groups and people. */
export const FORMS_SEEN: Record<string, Seen> = {
  ...all("said", "…", "…/attach", `…/${ONE}/edit`, `…/${ONE}/reactions`, `…/${ONE}/pin`, "…/later"),
  ...all("said", `…/${ONE}/forward`, "…/messages/:seq/vote", "…/vanish", "/rooms/:name/topic"),
  ...all("said", `…/${ONE}/thread`),
  ...all("shown", "/rooms", "…/people", "…/title", `…/${ONE}/move`, "/settings/picture"),
  ...all("shown", "/settings", "/settings/account/name", "/admin/do/say", "/admin/do/shutdown"),
  ...all("shown", "/admin/do/invite", "/admin/do/community", "/admin/do/picture"),
  ...all("shown", "/admin/do/bot", "/admin/do/hook", "/admin/do/outgoing", "/admin/do/command"),
  ...all("shown", "/admin/do/room", "/admin/do/hook-try"),
  ...all("shown", "/admin/do/presets", "/settings/status", "/admin/do/emoji"),
  ...all("shown", "/admin/do/emoji-rename"),
  ...all("shown", "/admin/do/provider", "/admin/do/provider-change"),
  ...all("not", "/admin/do/provider-end", "/admin/do/provider-order"),
  ...all("not", "/admin/do/emoji-remove"),
  ...all("not", "/door/language", "/door/guest", "/door/sign-in", "/door/passkey", "/door/code"),
  ...all("not", "/door/register", "/door/sign-out", "/rooms/:name/join", "/rooms/:name/decline"),
  ...all("not", "…/leave", `…/${ONE}/bookmark`, `…/${ONE}/unread`, `…/${ONE}/delete`),
  ...all("not", `…/${ONE}/later`, "/inbox", "/settings/time-zone", "/language"),
  ...all("not", "/settings/notifications", "/settings/notifications/mail", "/mail/confirm/:code"),
  ...all("not", "/mail/stop/:code", "/settings/blocked", "/settings/account/sign-in-name"),
  ...all("not", "/requests/:conversation", "/admin/do/newcomers", "/admin/do/vouch"),
  ...all("not", "/settings/account/passkeys", "/settings/account/password", "/pair", "/share"),
  ...all("not", "/settings/account/membership", "/settings/account/sessions", "/recover", "/setup"),
  ...all("not", "/settings/account/deletion", "/settings/account/second-factor"),
  ...all("not", "/settings/account/elsewhere", "/setup/language", "/admin/do/shutdown-cancel"),
  ...all("not", "/admin/do/door", "/admin/do/revoke", "/admin/do/checklist-hide"),
  ...all("not", "/admin/do/bot-token", "/admin/do/bot-rooms", "/admin/do/bot-remove"),
  ...all("not", "/admin/do/bot-makers", "/admin/do/hook-address"),
  ...all("not", "/admin/do/outgoing-change", "/admin/do/outgoing-secret"),
  ...all("not", "/admin/do/outgoing-again", "/admin/do/command-secret", "/admin/do/command-remove"),
  ...all("not", "/admin/do/retention", "/admin/do/export", "/admin/do/sanction", "/admin/do/lift"),
  ...all("not", "/admin/do/role", "/admin/do/password-link", "/admin/do/second-factor"),
  ...all("not", "/admin/do/report", "/admin/do/previews", `…/${ONE}/preview`),
  ...all("not", "/admin/do/import-choose", "/admin/do/import-forget", "/admin/do/import-undo"),
  ...all("not", "/admin/do/import-again", "/admin/do/placeholder", "/admin/do/placeholder-merge"),
  ...all("not", "/admin/do/placeholder-forget"),
  ...all("not", "/admin/do/held", "/admin/do/held-words", "/admin/do/raid"),
  ...all("not", "/admin/do/appeal", "/appeal", "/reports"),
  ...all("not", "/admin/do/proof", "/rules", "/welcome"),
};

/** What an act brings that others read: words, those of whoever keeps order alone, or none of its own. */
export type Brings = "words" | "keepers" | "none";

const bring = <Name extends string>(brings: Brings, ...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, brings])) as Record<Name, Brings>;

/** Of each frame that others see something of. What brings words is asked for held words (`screened_test.ts`). */
export const FRAMES_BRING: Partial<Record<FrameType | "presence", Brings>> = {
  ...bring("words", "send", "edit", "topic", "forward", "schedule", "send-now", "open", "rename"),
  ...bring("words", "create", "presence", "settings"),
  ...bring("none", "react", "pin", "vote", "vanish", "typing", "command", "add", "closePoll"),
  ...bring("none", "invite"),
  ...bring("keepers", "move", "moveAll"),
};

/** Of each operation that others see something of, or by which somebody is called something. */
export const OPERATIONS_BRING: Record<string, Brings> = {
  ...bring("words", "POST /messages", `PATCH ${MESSAGE}`, `PUT ${PLACE}/topic`),
  ...bring("words", `POST ${MESSAGE}/forward`, "POST /later/messages", "POST /later/{id}/send"),
  ...bring("words", "POST /conversations", "POST /rooms", `PUT ${PLACE}/title`, "POST /files"),
  ...bring("words", "POST /bots", "POST /hooks", "POST /outgoing", "POST /commands"),
  ...bring("words", "PATCH /me", "PATCH /me/settings", "POST /users", "POST /sessions"),
  ...bring("none", `PUT ${MESSAGE}/vote`, `PUT ${MESSAGE}/pin`, `DELETE ${MESSAGE}/pin`),
  ...bring("none", `PUT ${MESSAGE}/reactions/{emoji}`, `DELETE ${MESSAGE}/reactions/{emoji}`),
  // What a command is called with goes to its bot, whose answer is asked.
  ...bring("none", `PUT ${PLACE}/vanish`, `POST ${PLACE}/commands`, `POST ${PLACE}/people`),
  ...bring("none", `POST ${PLACE}/members`, `POST ${MESSAGE}/poll/close`, "PUT /me/picture"),
  ...bring("keepers", `POST ${MESSAGE}/move`, `POST ${PLACE}/moves`, "PATCH /admin/rooms/{room}"),
  ...bring("keepers", "POST /admin/invitations", "POST /admin/notices", "POST /admin/shutdown"),
  ...bring("keepers", "PUT /admin/emoji/{name}", "PATCH /admin/emoji/{name}"),
  ...bring("keepers", "POST /admin/providers", "PATCH /admin/providers/{provider}"),
  ...bring("keepers", "PATCH /admin/community", "PUT /admin/community/picture"),
  ...bring("keepers", "PUT /admin/emoji/{name}", "PATCH /admin/emoji/{name}"),
};
