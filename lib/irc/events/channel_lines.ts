// Coming into a channel and leaving it, as the client sees it.
import { MAX_MEMBERS } from "../../protocol/limits.ts";
import type { ConversationSummary } from "../../protocol/events.ts";
import { SERVER } from "../gateway.ts";
import { Numeric, tell } from "../numerics.ts";
import type { Sink } from "../output.ts";
import type { Session } from "../session.ts";
import { type Conversation, topicOf } from "../state/conversations.ts";
import { type Known, maskOf, rankOf } from "../state/people.ts";
import { byteLength } from "../text/bytes.ts";
import { MAX_BODY_BYTES } from "../text/line.ts";
import { sendJoin } from "./join_line.ts";
import { timeTag } from "./message_lines.ts";
import { applyProfiles } from "./people_lines.ts";

/** Pages of members that a client is told of: 1,000 people, those who are here first. */
const MAX_PAGES = 10;

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
  if (!session.has("draft/no-implicit-names")) await sendNames(session, out, conversation);
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
export function leaveChannel(session: Session, out: Sink, { channel, members }: Conversation) {
  if (channel === undefined || !members.has(session.me.id)) return;
  members.clear();
  out.send({ source: maskOf(session.me), command: "PART", params: [channel] });
}

/** Lists who is in a channel, and notes whom the client was told of. */
export async function sendNames(
  session: Session,
  out: Sink,
  conversation: Conversation,
): Promise<void> {
  const { channel = "*", summary } = conversation;
  const nick = session.me.nick;
  const sign = summary.private || summary.kind === "direct" ? "@" : "=";
  await readMembers(session, conversation, () => {});
  // Those whom the client was told of meanwhile are in it too; oneself first of all.
  const names = [...conversation.members].flatMap((id) => {
    const who = session.people.get(id);
    if (!who || who.gone) return [];
    return `${rankOf(who)}${session.has("userhost-in-names") ? maskOf(who) : who.nick}`;
  });
  const room = MAX_BODY_BYTES - byteLength(`:${SERVER} 353 ${nick} ${sign} ${channel} :`);
  let line = "";
  const flush = () => {
    if (line !== "") tell(out, nick, Numeric.names, sign, channel, line);
    line = "";
  };
  for (const name of names) {
    if (line !== "" && byteLength(line) + 1 + byteLength(name) > room) flush();
    line += line === "" ? name : ` ${name}`;
  }
  flush();
  tell(out, nick, Numeric.endOfNames, channel, "End of /NAMES list");
}

/**
 * Reads the members of a conversation page by page, and calls `found` for each. The client is told of
 * them by what follows, unless `found` is there to `tell` it.
 */
export async function readMembers(
  session: Session,
  { summary, members }: Conversation,
  found: (who: Known) => void,
  how: "noted" | "tell" = "noted",
): Promise<void> {
  let after: string | undefined;
  session.looking = summary.id;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await session.link.ask("members", {
      conversation: summary.id,
      limit: MAX_MEMBERS,
      ...(after !== undefined && { after }),
    });
    for (const { id, name, role, bot, state, status } of page.members) {
      applyProfiles(session, { [id]: { name, role, ...(bot && { bot }) } });
      session.people.setPresence(id, { state, status });
      if (how === "noted") members.add(id);
      const known = session.people.get(id);
      if (known) found(known);
    }
    after = page.next;
    if (after === undefined) return;
  }
}

/** Has the chat tell of the people of the channel that the user writes in (P5). */
export async function lookAt(session: Session, { summary }: Conversation): Promise<void> {
  if (session.looking === summary.id || summary.kind !== "room") return;
  session.looking = summary.id;
  await session.link.ask("members", { conversation: summary.id, limit: 1 });
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
