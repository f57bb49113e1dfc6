// What the chat tells a connection, as the client sees it.
import { Throttle } from "../../async/throttle.ts";
import { filled } from "../../i18n/irc.ts";
import { spanOf } from "../../i18n/spans.ts";
import type { ConversationSummary, RoomInvitation } from "../../protocol/events.ts";
import { peopleBeside } from "../../protocol/events.ts";
import type { MessageRequest } from "../../protocol/message_requests.ts";
import type { Push, PushOf } from "../../protocol/server_frames.ts";
import { ROOM_SIGN } from "../text/names.ts";
import { notice } from "../numerics.ts";
import { behind, type Session } from "../session.ts";
import { noteEvent } from "../state/conversations.ts";
import { maskOf } from "../state/people.ts";
import { enterChannel, leaveChannel, sendReadMarker, timeOf } from "./channel_lines.ts";
import { tellEvent } from "./log_lines.ts";
import { MAX_TOLD_OF, tellMembers } from "./member_lines.ts";
import { targetOf } from "./message_lines.ts";
import { applyPresence, applyProfiles } from "./people_lines.ts";

/** Who came is read so often at most. */
const REFRESH_EVERY_MS = 3_000;
/** Events of a conversation that somebody has just begun with the user: more were not said yet. */
const FIRST_EVENTS = 20;

/** Takes a push. What it has to ask for by itself goes on behind; a refusal of that is let be. */
export function takePush(session: Session, frame: Push): void {
  switch (frame.type) {
    case "events":
      return takeEvents(session, frame);
    case "conversation":
      return takeConversation(session, frame);
    case "sync":
      applyProfiles(session, frame.users);
      for (const summary of frame.conversations) behind(session, takeSummary(session, summary));
      return applyPresence(session, frame.presence);
    case "users":
      return applyProfiles(session, frame.users);
    case "presence":
      applyPresence(session, frame.changes);
      return takeCounts(session, frame.counts);
    case "typing":
    case "typing-ended":
      return tellTyping(session, frame);
    case "read":
      return takeRead(session, frame);
    case "invitations":
      tellRequests(session, frame.requests);
      return tellInvitations(session, frame.invitations);
    case "settings":
      session.blocked = new Set(frame.settings.blocked);
      return;
    case "mute":
      return tellOwn(session, frame.mute?.message ?? session.client.words.unmuted);
    case "notice":
      return tellNotice(session, frame);
    default:
      return; // what other clients show, and IRC has no form for
  }
}

function takeEvents(
  session: Session,
  { conversation: id, events, users, quotes }: PushOf<"events">,
) {
  applyProfiles(session, users);
  const conversation = session.conversations.get(id);
  if (!conversation) return;
  for (const event of events) {
    noteEvent(conversation, event);
    tellEvent(session, { conversation, event, users, ...(quotes && { quotes }) });
  }
}

function takeConversation(session: Session, { conversation, gone }: PushOf<"conversation">): void {
  if (!gone) return takeNewSummary(session, conversation);
  const left = session.conversations.remove(conversation.id);
  session.parted.delete(conversation.id);
  if (left) leaveChannel(session, session.client.out, left);
}

/**
 * Takes a conversation that the user is in; a channel is entered, unless the client left it. Rejects
 * with `Refused`.
 */
export async function takeSummary(session: Session, summary: ConversationSummary): Promise<void> {
  for (const { id, ...profile } of peopleBeside(summary)) {
    applyProfiles(session, { [id]: profile });
  }
  if (session.parted.has(summary.id)) session.conversations.put(summary);
  else await enterChannel(session, session.client.out, summary);
}

/** The same, of one that was pushed: what was said before it is followed is read from the log (D9). */
function takeNewSummary(session: Session, summary: ConversationSummary): void {
  const isNew = session.conversations.get(summary.id) === undefined;
  behind(session, takeSummary(session, summary));
  const { id: conversation, kind, head } = summary;
  if (!isNew || kind === "room" || head === 0) return;
  behind(
    session,
    session.link.ask("history", { conversation, limit: FIRST_EVENTS }).then((page) => {
      const { quotes } = page;
      const events = page.events.filter(({ seq }) => seq <= head);
      takeEvents(session, { type: "events", conversation, events, users: page.users, quotes });
    }),
  );
}

/**
 * The members whom the client was not told of are not told one by one: where the numbers of its channel
 * change, those who came are read. In a crowd, they are in the channel when they speak.
 */
function takeCounts(session: Session, counts: PushOf<"presence">["counts"]): void {
  if (!counts || counts.online + counts.away > MAX_TOLD_OF) return;
  session.refreshing ??= new Throttle(
    session.gateway.clock,
    () => REFRESH_EVERY_MS,
    () => behind(session, refreshMembers(session)),
  );
  session.refreshing.request();
}

async function refreshMembers(session: Session): Promise<void> {
  const { looking, me } = session;
  const conversation = looking === undefined ? undefined : session.conversations.get(looking);
  if (!conversation?.members.has(me.id)) return;
  await tellMembers(session, conversation, MAX_TOLD_OF);
}

function tellTyping(session: Session, frame: PushOf<"typing"> | PushOf<"typing-ended">): void {
  const conversation = session.conversations.get(frame.conversation);
  const who = session.people.get(frame.user);
  if (!conversation || !who || session.isMe(who.id) || !session.has("message-tags")) return;
  if (session.parted.has(frame.conversation) || session.blocked.has(who.id)) return;
  session.client.out.send({
    tags: { "+typing": frame.type === "typing" ? "active" : "done" },
    source: maskOf(who),
    command: "TAGMSG",
    params: [targetOf(session, conversation, who.id)],
  });
}

function takeRead(session: Session, { conversation: id, user, seq }: PushOf<"read">): void {
  const conversation = session.conversations.get(id);
  if (!conversation || !session.isMe(user) || !session.has("draft/read-marker")) return;
  behind(
    session,
    timeOf(session, conversation, seq).then((at) => {
      conversation.readAt = at;
      return sendReadMarker(session, session.client.out, conversation);
    }),
  );
}

function tellInvitations(session: Session, invitations: readonly RoomInvitation[]): void {
  const known = session.invited;
  session.invited = new Set(invitations.map(({ room }) => room.id));
  for (const { room, by } of invitations) {
    if (known.has(room.id)) continue;
    applyProfiles(session, { [by.id]: { name: by.name, role: by.role } });
    const inviter = session.people.get(by.id);
    if (!inviter) continue;
    session.client.out.send({
      source: maskOf(inviter),
      command: "INVITE",
      params: [session.me.nick, `${ROOM_SIGN}${room.name}`],
    });
  }
}

/** Who asks to be read is named once; an answer to them accepts. */
function tellRequests(session: Session, requests: readonly MessageRequest[]): void {
  const known = session.asked;
  session.asked = new Set(requests.map(({ conversation }) => conversation));
  for (const { conversation, by, people } of requests) {
    if (known.has(conversation) || people) continue;
    applyProfiles(session, { [by.id]: { name: by.name, role: by.role } });
    const nick = session.people.get(by.id)?.nick ?? by.name;
    tellOwn(session, filled(session.client.words.request, { name: nick }));
  }
}

function tellNotice(session: Session, { text, until }: PushOf<"notice">): void {
  const { locale, words } = session.client;
  if (until === undefined) return tellOwn(session, text);
  const leftMs = Math.max(0, until - session.gateway.clock.now());
  tellOwn(session, filled(words.noticeUntil, { text, time: spanOf(locale, leftMs) }));
}

function tellOwn(session: Session, text: string): void {
  notice(session.client.out, session.me.nick, text);
}
