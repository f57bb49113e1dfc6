// How a message reads in IRC.
import { bytesText } from "../../i18n/sizes.ts";
import { filled } from "../../i18n/irc.ts";
import type { ConversationId, MessageEvent, Profiles, Quotes } from "../../protocol/events.ts";
import { readAction } from "../../text/action.ts";
import type { Sink } from "../output.ts";
import type { Session } from "../session.ts";
import { firstWords } from "../shared_frames.ts";
import type { Conversation } from "../state/conversations.ts";
import { accountOf, type Known, maskOf } from "../state/people.ts";
import { pollLines } from "./poll_lines.ts";
import { byteLength, splitBytes } from "../text/bytes.ts";
import { bare, toIrc } from "../text/formatting.ts";
import { MAX_BODY_BYTES, type Tags } from "../text/line.ts";
import { nickOfName } from "../text/names.ts";

const ACTION_START = "\x01ACTION ";
const ACTION_END = "\x01";

/** The id of a message in IRC. */
export function msgidOf(conversation: ConversationId, seq: number): string {
  return `${conversation}.${seq}`;
}

/** Where a msgid leads; `undefined` for what is none of ours. */
export function readMsgid(id: string): { conversation: ConversationId; seq: number } | undefined {
  const [, conversation, seq] = /^(.{1,100})\.([1-9]\d{0,14})$/s.exec(id) ?? [];
  return conversation === undefined ? undefined : { conversation, seq: Number(seq) };
}

/** A time as IRC writes it. */
export function timeTag(at: number): string {
  return new Date(at).toISOString();
}

/** The same for people, to the minute: “2026-11-29 12:03Z”. */
function minuteOf(at: number): string {
  return `${timeTag(at).slice(0, 16).replace("T", " ")}Z`;
}

/** What goes with an event: when it was, who did it, by their account, and whether that is a bot. */
export function eventTags(at: number, by: Known | undefined): Record<string, string> {
  const account = by && accountOf(by);
  return {
    time: timeTag(at),
    ...(account !== undefined && { account }),
    ...(by?.bot && { bot: "" }),
  };
}

/** Whom a message of a conversation goes to, as this client sees it. */
export function targetOf(
  session: Session,
  { channel, summary }: Pick<Conversation, "channel" | "summary">,
  by: string,
): string {
  if (channel !== undefined) return channel;
  const other = summary.with && session.people.get(summary.with.id);
  return session.isMe(by) && other ? other.nick : session.me.nick;
}

/** Words that many sessions show the same way, by the event: made once. */
const shown = new WeakMap<MessageEvent, string>();

/** The words of a message with the marks of IRC, and mentions by nick. */
function wordsOf(event: MessageEvent, users: Profiles): string {
  const known = shown.get(event);
  if (known !== undefined) return known;
  const action = readAction(event.text);
  let text = toIrc(action ?? event.text);
  for (const id of event.mentions ?? []) {
    const name = users[id]?.name;
    if (name && nickOfName(name) !== name) {
      text = text.replaceAll(`@${name}`, `@${nickOfName(name)}`);
    }
  }
  shown.set(event, text);
  return text;
}

/** Everything that a message says, in lines; what IRC has no form for is a line of its own. */
function bodyOf(
  session: Session,
  { conversation, event, users }: ShownMessage,
  lead: string,
): string[] {
  const { words, locale } = session.client;
  const { origin } = session.gateway.community;
  const text = wordsOf(event, users);
  const forwarded = event.forwarded || event.movedHere ? words.forwarded : "";
  const said = event.poll ? filled(words.poll, { text }) : text;
  const files = (event.files ?? []).map(({ id, name, size }) =>
    filled(words.file, { name: bare(name), size: bytesText(locale, size) }) +
    (origin === undefined ? "" : ` ${origin}/files/${id}`)
  );
  const target = session.targetName(conversation) ?? session.me.nick;
  const answers = event.poll ? pollLines(session, { ...event, poll: event.poll, target }) : [];
  const lines = [...said === "" ? [] : said.split("\n"), ...answers, ...files]
    .filter((line) => line !== "");
  const [first = "", ...rest] = lines;
  return [`${lead}${forwarded}${first}`, ...rest];
}

/** What a client that shows no replies reads before the words. */
function leadOf(session: Session, event: MessageEvent, quotes: Quotes | undefined): string {
  const { words } = session.client;
  if (session.has("message-tags")) return "";
  if (event.replyTo === undefined) return event.thread === undefined ? "" : words.inThread;
  const quote = quotes?.[event.replyTo];
  if (!quote || quote.gone || quote.hidden) return words.replyToGone;
  const name = session.people.get(quote.by)?.nick ?? "";
  return filled(words.replyTo, { name, text: firstWords(quote.text) });
}

/** A message, and where and beside what it stands. */
export interface ShownMessage {
  conversation: Conversation;
  event: MessageEvent;
  users: Profiles;
  quotes?: Quotes;
  /** The batch that it is part of. */
  batch?: string;
  /** It was said before: a client that shows no times of the server's is told when. */
  late?: boolean;
}

/** Sends a message as lines: one, or those of a batch where the client joins them. */
export function sendMessage(session: Session, out: Sink, message: ShownMessage): void {
  const { conversation, event, quotes, batch, late } = message;
  const by = session.people.get(event.by);
  if (!by || event.deletedAt !== undefined || session.blocked.has(event.by)) return;
  const id = conversation.summary.id;
  const reply = event.replyTo ?? event.thread;
  const when = late && !session.has("server-time") ? `[${minuteOf(event.at)}] ` : "";
  sendWords(session, out, {
    by,
    target: targetOf(session, conversation, event.by),
    action: readAction(event.text) !== undefined,
    lines: bodyOf(session, message, `${when}${leadOf(session, event, quotes)}`),
    tags: {
      ...eventTags(event.at, by),
      msgid: msgidOf(id, event.seq),
      ...(reply !== undefined && { "+draft/reply": msgidOf(id, reply) }),
      ...(batch !== undefined && { batch }),
    },
  });
}

/** Sends somebody's words, in as many lines as they need. */
export function sendWords(
  session: Session,
  out: Sink,
  { by, target, action, lines, tags }: {
    by: Known;
    target: string;
    action: boolean;
    lines: readonly string[];
    tags: Tags;
  },
): void {
  const source = maskOf(by);
  const overhead = byteLength(`:${source} PRIVMSG ${target} :`) +
    (action ? ACTION_START.length + ACTION_END.length : 0);
  const said = (text: string) => action ? `${ACTION_START}${text}${ACTION_END}` : text;
  const pieces = lines.flatMap((line) =>
    splitBytes(line, MAX_BODY_BYTES - overhead).map((text, index) => ({ text, goesOn: index > 0 }))
  );
  const send = (text: string, own: Tags) =>
    out.send({ tags: own, source, command: "PRIVMSG", params: [target, said(text)] });
  const joined = pieces.length > 1 && !action && session.has("draft/multiline") &&
    session.has("batch");
  if (!joined) {
    const { msgid: _, "+draft/reply": __, ...beside } = tags;
    pieces.forEach(({ text }, index) => send(text, index === 0 ? tags : beside));
    return;
  }
  const batch = session.client.out.nextBatch();
  out.send({ tags, source, command: "BATCH", params: [`+${batch}`, "draft/multiline", target] });
  for (const { text, goesOn } of pieces) {
    send(text, { batch, ...(goesOn && { "draft/multiline-concat": "" }) });
  }
  out.send({
    ...(tags.batch !== undefined && { tags: { batch: tags.batch } }),
    source,
    command: "BATCH",
    params: [`-${batch}`],
  });
}
