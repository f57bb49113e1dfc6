// The timeline as lines of looks, before they are broken into rows. Pure.
import type { TimelineItem } from "../../client/model.ts";
import { bytesText } from "../../i18n/sizes.ts";
import type { UserId } from "../../protocol/events.ts";
import { personHue } from "../../protocol/people.ts";
import type { Poll } from "../../protocol/polls.ts";
import { readAction } from "../../text/action.ts";
import { plainText } from "../../text/plain.ts";
import { rejectionMessage } from "../../ui/failure_message.ts";
import { personLabel } from "../../ui/people_names.ts";
import type { MessageItem } from "../../ui/room/timeline_rows.ts";
import { authorName, changeLine, presenceLine } from "../plain/lines.ts";
import { safeLine } from "../safe_text.ts";
import type { Speech } from "../speech.ts";
import { richLines, type TextContext } from "../text/rich_lines.ts";
import type { Turner } from "./bidi.ts";
import type { CellSize } from "./picture_slot.ts";
import { type Look, run, type StyledLine } from "../text/styled.ts";

export interface DrawContext {
  speech: Speech;
  text: TextContext;
  me: { id: UserId; name: string };
  fileUrl(id: string): string;
  /** Who puts right-to-left text into its order. */
  turner: Turner;
  /** Set where the terminal shows pictures: the pixels of its cells, and the files that are none to it. */
  pictures?: { cell: CellSize; failed: ReadonlySet<string> };
  /** Whether the open room was made by somebody, who joined first. */
  made: boolean;
  /** Whom the reader blocked. */
  blocked: readonly UserId[];
}

const DIM: Look = { ink: "dim" };
const LEAF: Look = { ink: "leaf" };
const CLAY: Look = { ink: "clay" };

/** Who wrote a message, and the look of their name. */
export function authorOf(item: MessageItem, context: DrawContext): { name: string; look: Look } {
  const { own, words } = context.speech;
  if (item.is === "outgoing" || item.own) {
    return { name: own.t("line.you"), look: { ink: "leaf", bold: true } };
  }
  const { by } = item.event;
  const name = authorName(words, { id: by, ...item.author });
  return { name, look: { ink: { hue: personHue(by) } } };
}

/** The words of a message with all that belongs to it. */
export function bodyLines(item: MessageItem, context: DrawContext): StyledLine[] {
  const { own } = context.speech;
  if (item.is === "message" && item.event.deletedAt !== undefined) {
    return [{ runs: [run(own.t("screen.deleted"), DIM)] }];
  }
  if (item.is === "message" && context.blocked.includes(item.event.by)) {
    return [{ runs: [run(own.t("screen.blocked"), DIM)] }];
  }
  const text = item.is === "outgoing" ? item.entry.text : item.event.text;
  const action = readAction(text);
  const lines = richLines(action ?? text, context.text);
  const [first, ...rest] = lines;
  const told = action !== undefined && first
    ? [{ ...first, runs: [run(`* ${authorOf(item, context).name} `, DIM), ...first.runs] }, ...rest]
    : lines;
  const { quote, origin } = item;
  const above = [quote, origin].flatMap((one) =>
    one
      ? [{
        runs: [run(`┌ ${safeLine(one.author.name)}: ${safeLine(plainText(one.text))}`, DIM)],
        single: true,
      }]
      : []
  );
  const marked = withMarks(told, marksOf(item, context));
  return [...above, ...marked, ...(item.is === "message" ? below(item, context) : [])];
}

function marksOf(item: MessageItem, { speech: { own, words } }: DrawContext): string[] {
  if (item.is === "outgoing") {
    const { state, error } = item.entry;
    if (state === "pending") return [own.t("screen.sending")];
    const why = rejectionMessage(words, error ?? { code: "internal", message: "" });
    return [own.t("screen.not-sent", { why: safeLine(why) })];
  }
  const { event } = item;
  return [
    ...(event.editedAt === undefined ? [] : [own.t("screen.edited")]),
    ...(event.forwarded ? [`(${own.t("line.forwarded")})`] : []),
    ...(event.pinned ? [`(${own.t("line.pinned")})`] : []),
  ];
}

/** Behind the last words, where those are no code. */
function withMarks(lines: readonly StyledLine[], marks: readonly string[]): StyledLine[] {
  if (marks.length === 0) return [...lines];
  const mark = run(` ${marks.join(" ")}`, DIM);
  const last = lines.at(-1);
  if (!last || last.cut) return [...lines, { runs: [mark] }];
  return [...lines.slice(0, -1), { ...last, runs: [...last.runs, mark] }];
}

function below(item: Extract<MessageItem, { is: "message" }>, context: DrawContext): StyledLine[] {
  const { event, mine, replies } = item;
  const { own, locale, times } = context.speech;
  const files = (event.files ?? []).flatMap((file): StyledLine[] => [
    {
      runs: [
        run("▪ ", DIM),
        run(safeLine(file.name), { underline: true, link: context.fileUrl(file.id) }),
        run(` ${bytesText(locale, file.size)}`, DIM),
      ],
      indent: 2,
    },
    ...(context.pictures?.failed.has(file.id) === false ? [{ runs: [], picture: file }] : []),
  ]);
  const poll = event.poll ? pollLines(event.poll, mine?.votes ?? [], context) : [];
  const kinds = Object.entries(event.reactions ?? {});
  const reactions = kinds.map(([emoji, { count, by }]) =>
    run(
      `[${safeLine(emoji)} ${count}] `,
      mine?.reactions?.includes(emoji) || by.includes(context.me.id) ? LEAF : DIM,
    )
  );
  const thread = replies
    ? [run(own.t("screen.replies", { count: replies.count, time: times.time(replies.at) }), DIM)]
    : [];
  return [
    ...files,
    ...poll,
    ...(reactions.length > 0 ? [{ runs: reactions }] : []),
    ...(thread.length > 0 ? [{ runs: thread }] : []),
  ];
}

/** Columns of the bar of an answer that everybody chose. */
const BAR = 10;

function pollLines(poll: Poll, votes: readonly number[], { speech: { own } }: DrawContext) {
  const most = Math.max(1, poll.voters);
  const options = poll.options.map(({ text, count }, at): StyledLine => {
    const part = Math.round(BAR * count / most);
    const chosen = votes.includes(at);
    return {
      runs: [
        run(`${at + 1}. `, DIM),
        run("█".repeat(part), chosen ? LEAF : DIM),
        run("░".repeat(BAR - part), DIM),
        run(` ${safeLine(text)} `, chosen ? { bold: true } : {}),
        run(String(count), DIM),
      ],
      indent: 3,
    };
  });
  const { voters: count } = poll;
  const isClosed = poll.closedAt !== undefined;
  const head = own.t(isClosed ? "screen.poll-closed" : "screen.poll", { count });
  return [...options, { runs: [run(head, DIM)] }];
}

/** What is said of a change, or of who came and went; `undefined` for what has no line. */
export function noticeText(
  item: Extract<TimelineItem, { is: "change" | "presence" }>,
  { speech, made }: DrawContext,
): string | undefined {
  const { words, times } = speech;
  if (item.is === "change") {
    const line = changeLine(item, made, speech);
    return line && `${line} · ${times.time(item.event.at)}`;
  }
  if (item.people.length === 0) return undefined;
  const names = item.people.map(({ user: id, ...one }) => personLabel(words, { id, ...one }));
  return `${presenceLine(item.state, names, speech)} · ${times.time(item.at)}`;
}

export { CLAY, DIM, LEAF };
