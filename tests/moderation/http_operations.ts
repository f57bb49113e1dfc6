// What each operation of the API is asked with, and who may.
import { BROWSER_KEYS } from "../support/push_service.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import type { Asker, Case, Row } from "./http_case.ts";
import { EMOJI_OPERATIONS } from "./emoji_operations.ts";
import { IMPORT_OPERATIONS } from "./import_operations.ts";
import { PROVIDER_OPERATIONS } from "./provider_operations.ts";
import { SAFETY_OPERATIONS } from "./safety_operations.ts";

const password = "correct horse";
const everyone = () => true;
const never = () => false;
const known = (who: Asker) => who !== "stranger";
const accounts = (who: Asker) => known(who) && who !== "guest";
const member = (who: Asker, isMember: boolean) => known(who) && isMember;
const registered = (who: Asker, isMember: boolean) => isMember && accounts(who);
const moderators = (who: Asker) => who === "administrator" || who === "moderator";
const administrators = (who: Asker) => who === "administrator";
const moderates = (who: Asker, isMember: boolean) => moderators(who) && isMember;

const inRoom = (rest: string) => ({ conversation }: Case) =>
  `/conversations/${conversation}${rest}`;
const ofMessage = (rest: string) => (c: Case) => inRoom(`/messages/${c.seq}${rest}`)(c);
const inThread = (rest: string) => (c: Case) => inRoom(`/threads/${c.seq}${rest}`)(c);
const TREE = `/reactions/${encodeURIComponent("🌳")}`;
const victim = (more: object = {}) => async (c: Case) => ({ user: await c.victim(), ...more });

/** What is somebody else's is nobody's to end. */
const ofAnother = (list: string) => ({ path: () => `${list}/of-somebody-else`, may: never });
const newBot = ({ n }: Case) => ({ name: `bot ${n}`, scopes: ["read"], rooms: [] });
/** How far somebody has read. */
const upToSeq = { json: ({ seq }: Case) => ({ seq }), may: member };

const OUTGOING = { rooms: [GENERAL], url: "https://x.example", events: ["join"] };
const inAnHour = ({ clock }: { clock: { now(): number } }) => clock.now() + 3_600_000;

/** By method and path, as the OpenAPI document spells them. */
export const OPERATIONS: Record<string, Row> = {
  "POST /sessions": { json: ({ n }) => ({ name: `entered ${n}` }), may: everyone },
  "GET /sessions": { may: known },
  "POST /pairings": { may: everyone },
  "POST /pairings/session": { json: () => ({ deviceCode: "unknown" }), may: never },
  "POST /sessions/recovery": { json: () => ({ code: "unknown", password }), may: never },
  "POST /sessions/second-factor": { json: () => ({ ticket: "none", code: "123456" }), may: never },
  "GET /providers": { may: everyone },
  "GET /me/foreign-accounts": { may: known },
  "DELETE /me/foreign-accounts/{account}": ofAnother("/me/foreign-accounts"),
  "GET /me/second-factor": { may: known },
  "POST /me/second-factor": { json: () => ({ password }), may: accounts },
  "POST /me/second-factor/confirmation": { json: () => ({ code: "123456" }), may: never },
  "POST /me/second-factor/codes": { json: () => ({ password }), may: never },
  "DELETE /me/second-factor": { json: () => ({ password }), may: accounts },
  "DELETE /me/second-factor/devices/{device}": ofAnother("/me/second-factor/devices"),
  "POST /me/tokens": { json: () => ({ name: "IRC", password }), may: accounts },
  "POST /sessions/passkey/options": { may: everyone },
  "POST /sessions/passkey": { json: () => ({ response: "{}" }), may: never },
  "GET /me/passkeys": { may: known },
  "POST /me/passkeys/options": { json: () => ({ password }), may: accounts },
  "POST /me/proofs": { json: () => ({ act: "delete" }), may: never },
  "POST /me/passkeys": { json: () => ({ response: "{}" }), may: never },
  "PATCH /me/passkeys/{passkey}": {
    path: () => "/me/passkeys/of-somebody-else",
    json: () => ({ name: "Mine" }),
    may: never,
  },
  "DELETE /me/passkeys/{passkey}": ofAnother("/me/passkeys"),
  "POST /users": { json: ({ n }) => ({ name: `new ${n}`, password }), may: everyone },
  "DELETE /sessions/current": { may: known },
  "DELETE /sessions/others": { may: known },
  "DELETE /sessions/{session}": { path: () => "/sessions/of-somebody-else", may: () => false },
  "GET /me": { may: known },
  "PATCH /me": { json: () => ({ locale: "fr" }), may: known },
  "DELETE /me": { json: () => ({ password }), may: known },
  "PUT /me/sign-in-name": { json: ({ n }) => ({ name: `signer ${n}`, password }), may: accounts },
  "PUT /me/password": {
    json: () => ({ current: password, next: "battery staple" }),
    may: accounts,
  },
  "PUT /me/picture": { json: () => ({ file: null }), may: accounts },
  "POST /me/membership": { json: () => ({ password }), may: (who) => who === "guest" },
  "GET /me/data": { may: known },
  "GET /conversations": { may: known },
  "POST /conversations": { json: () => ({ with: "owner" }), may: known },
  // A room is no group: see the walk over the socket.
  "POST /conversations/{conversation}/people": {
    path: inRoom("/people"),
    json: () => ({ user: "friend" }),
    may: never,
  },
  "PUT /conversations/{conversation}/title": {
    path: inRoom("/title"),
    json: () => ({ title: "other" }),
    may: never,
  },
  "GET /conversations/{conversation}": { path: inRoom(""), may: member },
  "GET /conversations/{conversation}/events": { path: inRoom("/events"), may: member },
  "PUT /conversations/{conversation}/topic": {
    path: inRoom("/topic"),
    json: () => ({ topic: "new" }),
    may: registered,
  },
  "PUT /conversations/{conversation}/vanish": {
    path: inRoom("/vanish"),
    json: () => ({ afterMs: 60_000 }),
    may: registered,
  },
  "PUT /conversations/{conversation}/read": { path: inRoom("/read"), ...upToSeq },
  "PUT /conversations/{conversation}/unread": { path: inRoom("/unread"), ...upToSeq },
  "GET /conversations/{conversation}/members": { path: inRoom("/members"), may: member },
  "POST /conversations/{conversation}/members": {
    path: inRoom("/members"),
    json: () => ({ user: "friend" }),
    may: registered,
  },
  "GET /me/mentions": { may: known },
  "GET /me/settings": { may: known },
  "PATCH /me/settings": { json: () => ({ keywords: ["olives"] }), may: known },
  "GET /me/notifications": { may: known },
  "PATCH /me/notifications": { json: () => ({ sound: true }), may: known },
  "PUT /conversations/{conversation}/notify": {
    path: inRoom("/notify"),
    json: () => ({ level: "all" }),
    may: member,
  },
  "GET /me/devices": { may: known },
  "POST /me/devices": {
    json: ({ n }) => ({ endpoint: `https://fcm.googleapis.com/${n}`, keys: BROWSER_KEYS }),
    may: known,
  },
  "DELETE /me/devices/{device}": { path: () => "/me/devices/none", may: known },
  "POST /me/devices/{device}/try": { path: () => "/me/devices/none/try", may: () => false },
  "GET /conversations/{conversation}/messages/{seq}/why": { path: ofMessage("/why"), may: member },
  "GET /me/drafts": { may: known },
  "PUT /conversations/{conversation}/draft": {
    path: inRoom("/draft"),
    json: () => ({ text: "not yet", at: 1, begun: 1 }),
    may: member,
  },
  "GET /me/bookmarks": { may: known },
  "GET /search": { path: () => "/search?query=word", may: known },
  "PUT /conversations/{conversation}/messages/{seq}/bookmark": {
    path: ofMessage("/bookmark"),
    json: () => ({ note: "for later" }),
    may: member,
  },
  "DELETE /conversations/{conversation}/messages/{seq}/bookmark": {
    path: ofMessage("/bookmark"),
    may: member,
  },
  "POST /conversations/{conversation}/messages/{seq}/forward": {
    path: ofMessage("/forward"),
    json: () => ({ into: "general" }),
    may: member,
  },
  "GET /conversations/{conversation}/origins": { path: inRoom("/origins?targets=1"), may: member },
  "PUT /conversations/{conversation}/messages/{seq}/done": {
    path: ofMessage("/done"),
    json: () => ({}),
    may: () => false, // the message calls nobody
  },
  "GET /threads": { may: known },
  "GET /conversations/{conversation}/threads/{root}": { path: inThread(""), may: member },
  "PUT /conversations/{conversation}/threads/{root}/follow": {
    path: inThread("/follow"),
    json: () => ({ on: true }),
    may: member,
  },
  "PUT /conversations/{conversation}/threads/{root}/read": { path: inThread("/read"), ...upToSeq },
  "PUT /conversations/{conversation}/threads/{root}/unread": {
    path: inThread("/unread"),
    ...upToSeq,
  },
  "GET /invitations": { may: known },
  "POST /decline": { json: ({ conversation }) => ({ conversation }), may: known },
  "GET /rooms": { may: known },
  "POST /rooms": { json: ({ n }) => ({ name: `made-${n}` }), may: accounts },
  "POST /join": { json: ({ room }) => ({ room }), may: member },
  "POST /leave": { json: ({ room }) => ({ room }), may: member },
  "GET /people": { may: known },
  "GET /people/{person}": {
    path: async (c) => `/people/${encodeURIComponent(await c.victim())}`,
    may: known,
  },
  "POST /messages": { json: ({ conversation }) => ({ conversation, text: "hi" }), may: member },
  "PATCH /conversations/{conversation}/messages/{seq}": {
    path: ofMessage(""),
    json: () => ({ text: "other words" }),
    may: never,
  },
  "GET /conversations/{conversation}/messages/{seq}/versions": {
    path: ofMessage("/versions"),
    may: member,
  },
  "POST /conversations/{conversation}/messages/{seq}/move": {
    path: ofMessage("/move"),
    json: () => ({ to: GENERAL }),
    may: moderates,
  },
  "POST /conversations/{conversation}/moves": {
    path: inRoom("/moves"),
    json: (c) => ({ targets: [c.seq], to: GENERAL }),
    may: moderates,
  },
  "DELETE /conversations/{conversation}/messages/{seq}": { path: ofMessage(""), may: moderates },
  "DELETE /conversations/{conversation}/messages/{seq}/preview": {
    path: ofMessage("/preview?url=https://a.example/"),
    may: moderates,
  },
  "PUT /conversations/{conversation}/messages/{seq}/reactions/{emoji}": {
    path: ofMessage(TREE),
    may: member,
  },
  "DELETE /conversations/{conversation}/messages/{seq}/reactions/{emoji}": {
    path: ofMessage(TREE),
    may: member,
  },
  "GET /conversations/{conversation}/messages/{seq}/reactions/{emoji}": {
    path: ofMessage(TREE),
    may: member,
  },
  "PUT /conversations/{conversation}/messages/{seq}/pin": {
    path: ofMessage("/pin"),
    may: registered,
  },
  "DELETE /conversations/{conversation}/messages/{seq}/pin": {
    path: ofMessage("/pin"),
    may: registered,
  },
  "GET /conversations/{conversation}/pins": { path: inRoom("/pins"), may: member },
  "GET /conversations/{conversation}/files": { path: inRoom("/files"), may: member },
  "PUT /conversations/{conversation}/messages/{seq}/vote": {
    path: ofMessage("/vote"),
    json: () => ({ options: [0] }),
    may: member,
  },
  "POST /conversations/{conversation}/messages/{seq}/poll/close": {
    path: (c) => inRoom(`/messages/${c.seq}/poll/close`)(c),
    may: never,
  },
  "POST /conversations/{conversation}/messages/{seq}/reports": {
    path: ofMessage("/reports"),
    json: () => ({ words: "look" }),
    may: member,
  },
  "OPTIONS /files": { may: everyone },
  "GET /files": { may: known },
  "POST /files": { json: () => ({ name: "a.txt", size: 3 }), may: known },
  // A file on its way is its owner's alone; what was sent: tests/files/shared_test.ts.
  ...Object.fromEntries(["GET", "PATCH", "POST", "DELETE"].map((method) => [
    `${method} /files/{id}`,
    { path: () => `/files/${crypto.randomUUID()}`, may: never },
  ])),
  "GET /later": { may: known },
  "POST /later/messages": {
    json: ({ conversation, here }) => ({ conversation, text: "soon", at: inAnHour(here) }),
    may: member,
  },
  "POST /later/reminders": {
    json: ({ conversation, seq: target, here }) => ({ conversation, target, at: inAnHour(here) }),
    may: member,
  },
  // What is not one's own is not there; taking it back is harmless.
  "PATCH /later/{id}": {
    path: () => `/later/${crypto.randomUUID()}`,
    json: () => ({ text: "x" }),
    may: () => false,
  },
  "DELETE /later/{id}": { path: () => `/later/${crypto.randomUUID()}`, may: known },
  "POST /later/{id}/send": { path: () => `/later/${crypto.randomUUID()}/send`, may: () => false },
  "GET /bots": { may: administrators },
  "POST /bots": { json: newBot, may: administrators }, // and members where the community says so
  "POST /hooks": { json: ({ n }) => ({ name: `hook ${n}`, room: GENERAL }), may: administrators },
  "POST /hooks/{bot}/address": { may: never },
  "POST /outgoing": {
    json: ({ n }) => ({ ...OUTGOING, name: `outgoing ${n}` }),
    may: administrators,
  },
  "PATCH /outgoing/{bot}": { json: () => ({ on: false }), may: never },
  "POST /outgoing/{bot}/secret": { may: never },
  "GET /outgoing/{bot}/deliveries": { may: never },
  "POST /outgoing/{bot}/deliveries/{delivery}/again": { may: never },
  "GET /conversations/{conversation}/commands": { path: inRoom("/commands"), may: member },
  // Nobody has such a command there.
  "POST /conversations/{conversation}/commands": {
    path: inRoom("/commands"),
    json: () => ({ text: "/none" }),
    may: never,
  },
  "GET /events": { streams: true, may: known },
  "GET /commands": { may: administrators },
  "POST /commands": {
    json: () => ({ name: "never", url: "https://x.example", bot: "nobody" }),
    may: never,
  },
  "POST /commands/{name}/secret": { may: never },
  "DELETE /commands/{name}": { may: never },
  "POST /bots/{bot}/token": { json: () => ({}), may: never },
  "PUT /bots/{bot}/rooms": { json: () => ({ rooms: [] }), may: never },
  "DELETE /bots/{bot}": { may: never },
  "POST /setup": { json: () => ({ code: "none", name: "x", password }), may: () => false },
  "POST /admin/kicks": { json: victim({ duration: "1s" }), may: moderators },
  "POST /admin/mutes": { json: victim({ duration: "1s" }), may: moderators },
  "POST /admin/bans": { json: victim(), may: moderators },
  "POST /admin/lifts": { json: victim({ what: "ban" }), may: moderators },
  "GET /admin/sanctions": { may: moderators },
  "POST /admin/password-links": { json: () => ({ user: "friend" }), may: administrators },
  ...PROVIDER_OPERATIONS,
  ...SAFETY_OPERATIONS,
  ...EMOJI_OPERATIONS,
  "POST /admin/second-factor-removals": {
    json: () => ({ user: "friend" }),
    may: administrators,
  },
  "POST /admin/roles": { json: () => ({ user: "friend", role: "member" }), may: administrators },
  "GET /settings": { may: everyone },
  "PATCH /admin/settings": { json: () => ({ guests: true }), may: administrators },
  "GET /community": { may: everyone },
  "PATCH /admin/community": { json: () => ({ welcome: "Come in" }), may: administrators },
  "PUT /admin/community/picture": { json: () => ({ file: null }), may: administrators },
  "POST /admin/invitations": { json: () => ({}), may: moderators },
  "GET /admin/invitations": { may: moderators },
  "DELETE /admin/invitations/{code}": {
    path: async ({ code }) => `/admin/invitations/${await code()}`,
    may: administrators, // a moderator takes back their own alone
  },
  "GET /admin/figures": { may: moderators },
  "GET /admin/connected": { may: moderators },
  "GET /admin/jobs": { may: administrators },
  "GET /admin/journal": { may: moderators },
  "POST /admin/notices": { json: () => ({ text: "hello" }), may: administrators },
  "GET /admin/shutdown": { may: administrators },
  "POST /admin/shutdown": { json: () => ({ in: "7d" }), may: administrators },
  "DELETE /admin/shutdown": { may: administrators },
  ...IMPORT_OPERATIONS,
  "GET /admin/rooms": { may: moderators },
  "PATCH /admin/rooms/{room}": {
    path: ({ conversation }) => `/admin/rooms/${conversation}`,
    json: () => ({ readOnly: true }),
    may: (who, isMember) => moderates(who, isMember) || who === "administrator",
  },
  "GET /admin/reports": { may: moderators },
  "POST /admin/reports/{report}/handled": {
    path: async ({ report }) => `/admin/reports/${await report()}/handled`,
    json: () => ({}),
    may: moderators,
  },
};
