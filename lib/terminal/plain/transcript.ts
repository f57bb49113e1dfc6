import type { TimelineItem } from "../../client/model.ts";
import { GENERAL } from "../../protocol/events.ts";
import { personLabel } from "../../ui/people_names.ts";
import { rejectionMessage } from "../../ui/failure_message.ts";
import { newMessages, timeOf } from "../../ui/room/timeline_rows.ts";
import { safeLine } from "../safe_text.ts";
import {
  changeLine,
  type LineContext,
  messageLines,
  presenceLine,
  reactionLines,
  voteCounts,
  type Where,
} from "./lines.ts";

type MessageItem = Extract<TimelineItem, { is: "message" }>;

/** What was written of a message, to tell what changed. */
interface Written {
  version: number;
  deleted: boolean;
  reactions: string;
  votes: string;
}

/**
 * What was written of one conversation line by line: each call gives the lines that the items have beyond
 * that. Nothing is written twice; what changes an earlier message is a line of its own.
 */
export class Transcript {
  readonly #messages = new Map<string, Written>();
  readonly #failed = new Set<string>();
  /** By key of the notice: the ids of those whom it named. */
  readonly #named = new Map<string, Set<string>>();
  #day: string | undefined;
  #last = -Infinity; // the time of the newest item that was written

  constructor(readonly conversation: string, readonly where: () => Where) {}

  /** `read`: the seq up to which the reader knew it; `quiet`: arrivals are not told. */
  lines(
    items: readonly TimelineItem[],
    context: LineContext,
    { read, quiet, now }: { read?: number; quiet: boolean; now: number },
  ): string[] {
    const unread = read === undefined ? undefined : newMessages(items, read);
    return items.flatMap((item) => {
      const lines = this.#linesOf(item, context, quiet);
      if (lines.length === 0) return [];
      const news = item.key === unread?.first
        ? [context.speech.own.t("line.new", { count: unread.count })]
        : [];
      return [...this.#dayMark(item, context, now), ...news, ...lines];
    });
  }

  /** Takes these as written: they were seen elsewhere. */
  skip(items: readonly TimelineItem[], context: LineContext): void {
    for (const item of items) this.#linesOf(item, context, true);
  }

  #dayMark(item: TimelineItem, { speech: { times } }: LineContext, now: number): string[] {
    const at = timeOf(item);
    const day = times.dayKey(at);
    if (at < this.#last || day === this.#day) return [];
    this.#last = at;
    this.#day = day;
    return [times.day(at, now)];
  }

  #linesOf(item: TimelineItem, context: LineContext, quiet: boolean): string[] {
    switch (item.is) {
      case "message":
        return this.#message(item, context);
      case "outgoing":
        return this.#outgoing(item, context);
      case "change": {
        if (this.#named.has(item.key)) return [];
        this.#named.set(item.key, new Set());
        const passes = item.event.kind === "join" || item.event.kind === "leave";
        const wasSentOut = item.event.kind === "leave" && item.event.reason !== "left";
        if (quiet && passes && !wasSentOut) return [];
        const line = changeLine(item, this.conversation !== GENERAL, context.speech);
        return line === undefined ? [] : [line];
      }
      case "presence": {
        const named = this.#named.get(item.key) ?? new Set();
        const fresh = item.people.filter(({ user }) => !named.has(user));
        // Who is not in it any more went the other way: they may come again.
        this.#named.set(item.key, new Set(item.people.map(({ user }) => user)));
        if (quiet || fresh.length === 0) return [];
        const { words } = context.speech;
        const names = fresh.map(({ user: id, ...one }) => personLabel(words, { id, ...one }));
        return [presenceLine(item.state, names, context.speech)];
      }
    }
  }

  #message(item: MessageItem, context: LineContext): string[] {
    const { event } = item;
    const reactions = reactionLines(event, item.mine?.reactions, context).join();
    const now: Written = {
      version: event.version ?? 0,
      deleted: event.deletedAt !== undefined,
      reactions,
      votes: event.poll ? voteCounts(event.poll) : "",
    };
    const before = this.#messages.get(item.key);
    this.#messages.set(item.key, now);
    if (before === undefined) return messageLines(item, this.where(), context);
    if (before.version !== now.version || before.deleted !== now.deleted) {
      return messageLines(item, this.where(), context);
    }
    if (now.deleted) return [];
    const { own, times } = context.speech;
    const time = times.time(event.at);
    const name = safeLine(item.own ? own.t("line.you") : item.author.name);
    const changes = [
      ...before.reactions === now.reactions
        ? []
        : [reactions || own.t("line.reactions", { reactions: "–" })],
      ...before.votes === now.votes ? [] : [own.t("line.votes", { votes: now.votes })],
    ];
    return changes.map((text) => own.t("line.said", { time, name, text }));
  }

  #outgoing(
    { key, entry }: Extract<TimelineItem, { is: "outgoing" }>,
    { speech: { own, words } }: LineContext,
  ): string[] {
    if (entry.state === "pending") {
      this.#failed.delete(key);
      return [];
    }
    if (this.#failed.has(key)) return [];
    this.#failed.add(key);
    const text = safeLine(entry.text);
    if (entry.state === "held") return [own.t("line.held", { text })];
    const why = rejectionMessage(words, entry.error ?? { code: "internal", message: "" });
    return [own.t("line.not-sent", { text, why: safeLine(why) })];
  }
}
