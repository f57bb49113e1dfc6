// Coming into a channel and leaving it, as the client sees it.
import type { ConversationSummary } from "../../protocol/events.ts";
import { SERVER } from "../gateway.ts";
import { Numeric, tell } from "../numerics.ts";
import type { Sink } from "../output.ts";
import type { Session } from "../session.ts";
import { type Conversation, topicOf } from "../state/conversations.ts";
import { maskOf } from "../state/people.ts";
import { sendJoin } from "./join_line.ts";
import { sendNames, TOLD_AT_FIRST } from "./member_lines.ts";
import { timeTag } from "./message_lines.ts";

/** Puts the user into the channel of a conversation: JOIN, topic, how far they have read. */
export async function enterChannel(
  session: Session,
  out: Sink,
  summary: ConversationSummary,
): Promise<void> {
  const { conversation, before } = session.conversations.put(summary);
  const { channel, members } = conversation;
  if (channel === undefined) return;
  if (before !== undefined) renameChannel(session, out, conversation, before);
  if (members.has(session.me.id)) return;
  members.add(session.me.id);
  sendJoin(session, out, session.me, channel);
  const topic = topicOf(summary);
  if (topic !== "") tell(out, session.me.nick, Numeric.topic, channel, topic);
  if (session.has("draft/read-marker")) await sendReadMarker(session, out, conversation);
  if (!session.has("draft/no-implicit-names")) {
    await sendNames(session, out, conversation, TOLD_AT_FIRST);
  }
}

function renameChannel(session: Session, out: Sink, conversation: Conversation, before: string) {
  const { channel = "", members } = conversation;
  if (!members.has(session.me.id)) return;
  if (session.has("draft/channel-rename")) {
    out.send({ source: SERVER, command: "RENAME", params: [before, channel, ""] });
    return;
  }
  out.send({ source: maskOf(session.me), command: "PART", params: [before, channel] });
  members.clear();
}

/** Takes the user out of a channel. */
export function leaveChannel(
  session: Session,
  out: Sink,
  { summary, channel, members }: Conversation,
) {
  if (session.looking === summary.id) session.looking = undefined;
  if (channel === undefined || !members.has(session.me.id)) return;
  members.clear();
  out.send({ source: maskOf(session.me), command: "PART", params: [channel] });
}

/** Says up to when the user has read in a conversation. */
export async function sendReadMarker(
  session: Session,
  out: Sink,
  conversation: Conversation,
): Promise<void> {
  const target = session.targetName(conversation);
  if (target === undefined) return;
  conversation.readAt ??= await timeOf(session, conversation, conversation.summary.read);
  const stamp = conversation.readAt > 0 ? `timestamp=${timeTag(conversation.readAt)}` : "*";
  out.send({ source: SERVER, command: "MARKREAD", params: [target, stamp] });
}

/** When an event was appended (milliseconds UTC); 0 where there is none. */
export async function timeOf(
  session: Session,
  { summary, head, lastAt }: Conversation,
  seq: number,
): Promise<number> {
  if (seq <= 0) return 0;
  if (seq >= head) return lastAt;
  const { events } = await session.link.ask("history", {
    conversation: summary.id,
    after: seq - 1,
    limit: 1,
  });
  return events[0]?.at ?? 0;
}
