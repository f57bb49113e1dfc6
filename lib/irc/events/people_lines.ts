// How people change, as the client sees it: names, roles, whether they are here.
import { GENERAL, type PresenceChange, type Profiles } from "../../protocol/events.ts";
import type { Member } from "../../protocol/requests/people.ts";
import { SERVER } from "../gateway.ts";
import type { Session } from "../session.ts";
import { accountOf, type Known, maskOf, type ProfileChange, rankOf } from "../state/people.ts";
import { sendJoin } from "./join_line.ts";
import type { Conversation } from "../state/conversations.ts";

/** Takes what people are called now, and tells of those whom the client knew otherwise. */
export function applyProfiles(session: Session, profiles: Profiles): void {
  for (const change of session.people.learnAll(profiles)) tellChange(session, change);
}

/** Takes what a list says of somebody. */
export function learnMember(
  session: Session,
  { id, name, role, bot, state, status }: Member,
): void {
  applyProfiles(session, { [id]: { name, role, ...(bot && { bot }) } });
  session.people.setPresence(id, { state, status });
}

function tellChange(session: Session, { before, now }: ProfileChange): void {
  const { out } = session.client;
  const channels = session.conversations.of(now.id);
  const isShown = channels.length > 0 || session.isMe(now.id) ||
    session.conversations.withPerson(now.id) !== undefined;
  if (!isShown) return;
  if (now.gone) return quit(session, now, channels);
  if (before.nick !== now.nick) {
    out.send({ source: maskOf(before), command: "NICK", params: [now.nick] });
  }
  if (before.name !== now.name && session.has("setname")) {
    out.send({ source: maskOf(now), command: "SETNAME", params: [now.name] });
  }
  const account = accountOf(now);
  if (accountOf(before) === undefined && account !== undefined && session.has("account-notify")) {
    out.send({ source: maskOf(now), command: "ACCOUNT", params: [account] });
  }
  if (rankOf(before) !== rankOf(now)) tellRank(session, before, now, channels);
}

const MODE_OF_RANK = { "~": "q", "@": "o" } as const;

function tellRank(session: Session, before: Known, now: Known, channels: Conversation[]): void {
  const off = rankOf(before);
  const on = rankOf(now);
  for (const { channel } of channels) {
    if (channel === undefined) continue;
    for (const [sign, rank] of [["-", off], ["+", on]] as const) {
      if (rank === "") continue;
      session.client.out.send({
        source: SERVER,
        command: "MODE",
        params: [channel, `${sign}${MODE_OF_RANK[rank]}`, now.nick],
      });
    }
  }
}

/** Somebody is in no channel any more. */
function quit(session: Session, who: Known, channels: readonly Conversation[]): void {
  if (session.isMe(who.id) || channels.length === 0) return;
  for (const { members } of channels) members.delete(who.id);
  session.client.out.send({ source: maskOf(who), command: "QUIT", params: ["gone"] });
}

/** Takes how people are. Guests are in no list while they are not here (P8). */
export function applyPresence(session: Session, changes: readonly PresenceChange[]): void {
  for (const { user, name, role, state, status } of changes) {
    applyProfiles(session, { [user]: { name, role } });
    const known = session.people.get(user);
    const before = known && awayWords(known);
    session.people.setPresence(user, { state, status });
    const who = session.people.get(user);
    if (!who || session.isMe(user)) continue;
    if (state === "offline" && role === "guest") leaveAll(session, who);
    else {
      comeBack(session, who);
      if (known && before !== awayWords(who)) tellAway(session, who);
    }
  }
}

/** A guest who is not here is in no channel, until they come back. */
function leaveAll(session: Session, who: Known): void {
  const channels = session.conversations.of(who.id);
  if (channels.length === 0) return;
  session.absent.set(who.id, channels.map(({ summary }) => summary.id));
  quit(session, who, channels);
}

/** Whoever is here is in `general`, and a guest in the channels that they left by going. */
function comeBack(session: Session, who: Known): void {
  if (who.state === "offline") return;
  for (const id of [GENERAL, ...session.absent.get(who.id) ?? []]) {
    const conversation = session.conversations.get(id);
    if (conversation?.members.has(session.me.id)) ensureSeen(session, conversation, who);
  }
  session.absent.delete(who.id);
}

function tellAway(session: Session, who: Known): void {
  if (!session.has("away-notify") || session.conversations.of(who.id).length === 0) return;
  const words = awayWords(who);
  session.client.out.send({
    source: maskOf(who),
    command: "AWAY",
    params: words === undefined ? [] : [words],
  });
}

/** What is said of somebody who is not looking; `undefined` of whoever is. */
export function awayWords({ state, status }: Pick<Known, "state" | "status">): string | undefined {
  return state === undefined || state === "online" ? undefined : status || state;
}

/** Somebody who does something in a channel is in it, whether the client was told so or not. */
export function ensureSeen(session: Session, { channel, members }: Conversation, who: Known): void {
  if (channel === undefined || members.has(who.id) || who.gone) return;
  members.add(who.id);
  sendJoin(session, session.client.out, who, channel);
}
