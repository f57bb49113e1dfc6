// How the events of a conversation read in IRC.
import { filled } from "../../i18n/irc.ts";
import { spanOf } from "../../i18n/spans.ts";
import type { EventOf, LogEvent, Profiles, Quotes } from "../../protocol/events.ts";
import { readAction } from "../../text/action.ts";
import { SERVER } from "../gateway.ts";
import { behind, type Session } from "../session.ts";
import type { Conversation } from "../state/conversations.ts";
import { type Known, maskOf } from "../state/people.ts";
import { bare, toIrc } from "../text/formatting.ts";
import { sendJoin } from "./join_line.ts";
import { eventTags, msgidOf, sendMessage, sendWords, targetOf } from "./message_lines.ts";
import { ensureSeen } from "./people_lines.ts";
import { readPoll } from "./poll_lines.ts";

/** An event beside what it needs to be told. */
export interface EventInContext<E extends LogEvent = LogEvent> {
  conversation: Conversation;
  event: E;
  users: Profiles;
  quotes?: Quotes;
}

/** What is not told of whom the user blocked. */
const SAID: ReadonlySet<LogEvent["kind"]> = new Set(["message", "edit", "delete", "reaction"]);

/** Tells the client of an event that was just appended. */
export function tellEvent(session: Session, told: EventInContext): void {
  const { conversation, event } = told;
  const { channel, members } = conversation;
  if (channel !== undefined && !members.has(session.me.id)) return; // parted for this client alone
  const by = session.people.get(event.by);
  if (!by || session.blocked.has(event.by) && SAID.has(event.kind)) return;
  switch (event.kind) {
    case "message":
      ensureSeen(session, conversation, by);
      return tellMessage(session, { ...told, event });
    case "edit":
      return tellEdit(session, conversation, event, by);
    case "delete":
    case "move":
      return tellRemoval(session, conversation, event, by);
    case "reaction":
      return tellReaction(session, conversation, event, by);
    case "join":
    case "leave":
      return tellMembership(session, conversation, event, by);
    case "topic":
      if (channel === undefined) return;
      return session.client.out.send({
        tags: eventTags(event.at, by),
        source: maskOf(by),
        command: "TOPIC",
        params: [channel, event.topic],
      });
    case "preview":
      return; // whoever follows the link sees the page
    case "vote":
      return; // a line for each would drown the room: VOTE tells how it stands
    case "pollClosed":
      return behind(session, tellResult(session, conversation, event.target, by));
    default:
      return tellNote(session, conversation, by, noteOf(session, conversation, event, by));
  }
}

function tellMessage(session: Session, told: EventInContext<EventOf<"message">>): void {
  const { event, conversation } = told;
  const echo = session.echoes.get(event.id);
  if (echo && session.isMe(event.by)) {
    session.echoes.delete(event.id);
    return echo(event, (out) => sendMessage(session, out, told));
  }
  const fromElsewhere = session.isMe(event.by) && conversation.channel === undefined;
  if (fromElsewhere && !session.has("echo-message")) return;
  sendMessage(session, session.client.out, told);
}

function tellEdit(
  session: Session,
  conversation: Conversation,
  { text = "", at, target }: EventOf<"edit">,
  by: Known,
): void {
  if (text === "") return;
  const action = readAction(text);
  const lines = toIrc(action ?? text).split("\n").filter((line) => line !== "");
  const [first = "", ...rest] = lines;
  const original = msgidOf(conversation.summary.id, target);
  sendWords(session, session.client.out, {
    by,
    target: targetOf(session, conversation, by.id),
    action: action !== undefined,
    lines: [`${session.client.words.edited}${first}`, ...rest],
    tags: { ...eventTags(at, by), "+draft/edit": original, "+draft/reply": original },
  });
}

function tellRemoval(
  session: Session,
  conversation: Conversation,
  event: EventOf<"delete"> | EventOf<"move">,
  by: Known,
): void {
  const { words, out } = session.client;
  if (!session.has("draft/message-redaction")) {
    const said = event.kind === "move" ? words.moved : words.deleted;
    return tellNote(session, conversation, by, filled(said, { name: by.nick }));
  }
  out.send({
    tags: eventTags(event.at, by),
    source: maskOf(by),
    command: "REDACT",
    params: [
      targetOf(session, conversation, by.id),
      msgidOf(conversation.summary.id, event.target),
    ],
  });
}

function tellReaction(
  session: Session,
  conversation: Conversation,
  { at, target, emoji, on }: EventOf<"reaction">,
  by: Known,
): void {
  if (session.isMe(by.id) && !session.has("echo-message")) return;
  const { out, words } = session.client;
  const to = targetOf(session, conversation, by.id);
  const tags = eventTags(at, by);
  if (session.has("message-tags")) {
    const kind = on ? "+draft/react" : "+draft/unreact";
    const of = { [kind]: emoji, "+draft/reply": msgidOf(conversation.summary.id, target) };
    return out.send({
      tags: { ...tags, ...of },
      source: maskOf(by),
      command: "TAGMSG",
      params: [to],
    });
  }
  const text = shownWords(session, conversation, target);
  const said = !on ? words.unreacted : text === undefined ? words.reactedThen : words.reacted;
  const line = filled(said, { emoji, text: text ?? "" });
  sendWords(session, out, { by, target: to, action: true, lines: [line], tags });
}

/** How a message begins, if the reader is shown it. */
function shownWords(session: Session, { summary }: Conversation, seq: number): string | undefined {
  if (seq < (summary.from ?? 1)) return undefined;
  const words = session.gateway.frames.wordsOf(summary.id, seq);
  return words && bare(words);
}

function tellMembership(
  session: Session,
  conversation: Conversation,
  event: EventOf<"join"> | EventOf<"leave">,
  by: Known,
): void {
  const { channel, members } = conversation;
  if (channel === undefined || session.isMe(by.id)) return; // one's own comes with the conversation
  const { out } = session.client;
  if (event.kind === "join") {
    if (members.has(by.id)) return;
    members.add(by.id);
    return sendJoin(session, out, by, channel, event.at);
  }
  if (!members.delete(by.id)) return;
  const tags = eventTags(event.at, by);
  if (event.reason === undefined || event.reason === "left") {
    return out.send({ tags, source: maskOf(by), command: "PART", params: [channel] });
  }
  out.send({ tags, source: SERVER, command: "KICK", params: [channel, by.nick, event.reason] });
}

function noteOf(
  session: Session,
  conversation: Conversation,
  event: EventOf<"pin" | "vanish" | "rename">,
  by: Known,
): string | undefined {
  const { words, locale } = session.client;
  switch (event.kind) {
    case "pin": {
      if (!event.on) return undefined;
      const text = shownWords(session, conversation, event.target);
      const said = text === undefined ? words.pinnedThen : words.pinned;
      return filled(said, { name: by.nick, text: text ?? "" });
    }
    case "vanish":
      return event.afterMs === undefined
        ? words.staying
        : filled(words.vanishing, { time: spanOf(locale, event.afterMs) });
    case "rename":
      return filled(words.renamed, { title: bare(event.title || event.name) });
  }
}

/** That a poll has ended, and how. */
async function tellResult(session: Session, conversation: Conversation, seq: number, by: Known) {
  const { pollClosed } = session.client.words;
  const { lines = [] } = await readPoll(session, conversation, seq) ?? {};
  for (const line of [pollClosed, ...lines]) tellNote(session, conversation, by, line);
}

/** A line of the server's where the conversation is shown. */
function tellNote(
  session: Session,
  conversation: Conversation,
  by: Known,
  text: string | undefined,
): void {
  if (text === undefined) return;
  const other = conversation.summary.with && session.people.get(conversation.summary.with.id);
  const inQuery = conversation.channel === undefined && (other ?? by);
  session.client.out.send({
    source: inQuery ? maskOf(inQuery) : SERVER,
    command: "NOTICE",
    params: [conversation.channel ?? session.me.nick, text],
  });
}
