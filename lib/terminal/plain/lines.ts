// The lines of the chat without a screen: each a sentence, so that it can be listened to. Pure.
import type { TimelineItem } from "../../client/model.ts";
import { bytesText } from "../../i18n/sizes.ts";
import type { MessageEvent, Person } from "../../protocol/events.ts";
import type { Poll } from "../../protocol/polls.ts";
import { readAction } from "../../text/action.ts";
import { changeWords } from "../../ui/timeline/change_words.ts";
import { personLabel } from "../../ui/people_names.ts";
import { isolated, safeLine } from "../safe_text.ts";
import type { Speech } from "../speech.ts";
import { richLines, type TextContext } from "../text/rich_lines.ts";
import { textOf } from "../text/styled.ts";

type MessageItem = Extract<TimelineItem, { is: "message" }>;

export interface LineContext {
  speech: Speech;
  text: TextContext;
  /** The reader's id. */
  me: string;
  /** Whom the reader blocked. */
  blocked: readonly string[];
  /** The address of a file. */
  fileUrl(id: string): string;
  /** Emoji as words, where they have a name. */
  emojiName(emoji: string): string;
}

/** Where a message was said, as far as that is told with it. */
export type Where =
  | { is: "here" }
  /** A direct conversation that is not the open one; `other`: with whom. */
  | { is: "direct"; other: string }
  | { is: "elsewhere"; place: string };

/** What further lines of a message begin with. */
const INDENT = "      ";

/** A message with all that belongs to it. */
export function messageLines(item: MessageItem, where: Where, context: LineContext): string[] {
  const { event } = item;
  const { own, times } = context.speech;
  const time = times.time(event.at);
  const name = nameOf(item, context);
  if (event.deletedAt !== undefined) return [own.t("line.deleted", { time, name })];
  if (context.blocked.includes(event.by)) return [own.t("line.blocked", { time })];
  const action = readAction(event.text);
  const [first = "", ...rest] = richLines(action ?? event.text, context.text).map(textOf);
  const text = [isolated(first), marksOf(item, context)].filter(Boolean).join(" ");
  const head = action !== undefined
    ? own.t("line.action", { time, name, text })
    : sentence(item, where, { time, name, text }, context);
  return [head.trimEnd(), ...rest.map((line) => INDENT + line), ...below(item, context)];
}

function sentence(
  { event, quote, own: mine }: MessageItem,
  where: Where,
  said: { time: string; name: string; text: string },
  { speech: { own }, me }: LineContext,
): string {
  if (where.is === "direct" && mine) {
    return own.t("line.direct-own", { ...said, name: isolated(where.other) });
  }
  if (where.is === "direct") return own.t("line.direct", said);
  if (where.is === "elsewhere") return own.t("line.group", { ...said, place: where.place });
  if (event.editedAt !== undefined) return own.t("line.edited", said);
  if (!mine && event.mentions?.includes(me)) return own.t("line.mentions", said);
  const other = quote && !quote.gone ? isolated(safeLine(quote.author.name)) : "";
  return other === "" ? own.t("line.said", said) : own.t("line.to", { ...said, other });
}

/** What stands behind the words: the thread, and what is hidden in them. */
function marksOf({ event, replies }: MessageItem, { speech: { own, times }, text }: LineContext) {
  const time = times.time(event.at);
  const marks: string[] = [];
  if (event.forwarded) marks.push(`(${own.t("line.forwarded")})`);
  if (event.pinned) marks.push(`(${own.t("line.pinned")})`);
  if (!text.revealed && /\|\|.+?\|\|/s.test(event.text)) {
    marks.push(`(${own.t("line.hidden", { time })})`);
  }
  if (replies) marks.push(own.t("line.thread", { count: replies.count, time }));
  return marks.join(" ");
}

function below(item: MessageItem, context: LineContext): string[] {
  const { event } = item;
  const { own, locale, times } = context.speech;
  const files = (event.files ?? []).map(({ id, name, size }) =>
    own.t("line.files", {
      name: safeLine(name),
      size: bytesText(locale, size),
      address: context.fileUrl(id),
    })
  );
  const poll = event.poll
    ? pollLines(event.poll, item.mine?.votes ?? [], times.time(event.at), context)
    : [];
  return [...files, ...poll, ...reactionLines(event, item.mine?.reactions, context)]
    .map((line) => INDENT + line);
}

function pollLines(
  poll: Poll,
  votes: readonly number[],
  time: string,
  { speech: { own } }: LineContext,
): string[] {
  const { voters: count } = poll;
  const head = poll.closedAt === undefined
    ? own.t("line.poll", { count, time })
    : own.t("line.poll-closed", { count });
  const options = poll.options.map((option, at) =>
    own.t(votes.includes(at) ? "line.poll-chosen" : "line.poll-option", {
      number: String(at + 1),
      text: safeLine(option.text),
      count: option.count,
    })
  );
  return [head, ...options];
}

/** “yes 1, no 0” */
export function voteCounts({ options }: Poll): string {
  return options.map(({ text, count }) => `${safeLine(text)} ${count}`).join(", ");
}

/** “reactions: eyes 2 (you too), folded hands 4”; none where nobody reacted. */
export function reactionLines(
  { reactions = {} }: Pick<MessageEvent, "reactions">,
  mine: readonly string[] | undefined,
  { speech: { own }, emojiName, me }: Pick<LineContext, "speech" | "emojiName" | "me">,
): string[] {
  const said = Object.entries(reactions).map(([sign, { count, by }]) => {
    const isMine = mine?.includes(sign) || by.includes(me);
    const of = { emoji: emojiName(sign), count };
    return own.t(isMine ? "line.reaction-own" : "line.reaction", of);
  });
  return said.length > 0 ? [own.t("line.reactions", { reactions: said.join(", ") })] : [];
}

/** Who came, went, or changed the place: “* Zoltan joined the room”; `undefined` for what has no line. */
export function changeLine(
  item: Extract<TimelineItem, { is: "change" }>,
  made: boolean,
  { words }: Speech,
): string | undefined {
  const name = personLabel(words, { id: item.event.by, ...item.author });
  const by = item.addedBy || words.t("message.left");
  const said = changeWords(words, item.event, { name, by }, made);
  return said && `* ${safeLine(said.join(""))}`;
}

/** Those who came or went, all by name. */
export function presenceLine(
  state: Extract<TimelineItem, { is: "presence" }>["state"],
  names: readonly string[],
  { words }: Speech,
): string {
  const [first = "", second] = names.map(safeLine);
  if (second === undefined) return `* ${words.t(`change.${state}`, { name: first })}`;
  const before = names.slice(0, -1).map(safeLine).join(", ");
  return `* ${
    words.t(`change.${state}.two`, { first: before, second: safeLine(names.at(-1) ?? "") })
  }`;
}

function nameOf(
  { event, author, own: mine }: MessageItem,
  { speech: { own, words } }: LineContext,
) {
  return mine ? own.t("line.you") : isolated(authorName(words, { id: event.by, ...author }));
}

/** Who wrote a message, as others are told; a bot is called so. */
export function authorName(words: Speech["words"], author: Person): string {
  const name = safeLine(personLabel(words, author));
  return author.bot ? `${name} [${words.t("role.bot")}]` : name;
}
