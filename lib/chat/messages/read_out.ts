import type { ConversationLog, LogEntry } from "../../log/log.ts";
import type { ReadEntries } from "../../store/messages/entries.ts";
import { emptied, vanishAt } from "../../protocol/emptied.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { ConversationId, EventOf, LogEvent, MessageEvent } from "../../protocol/events.ts";

/**
 * The one way from the entries of a log to the events that a person is told: pages, resumes, pushes,
 * previews. What was written or previewed anew stands in no event of the log (M1): it is given what its message
 * says as it is now.
 */
export interface ReadOut {
  /** In the order given; reads the messages that are edited and not among the entries. */
  events(conversation: ConversationId, entries: readonly LogEntry[]): Promise<LogEvent[]>;
  /**
   * The same without a read: an edit whose message is neither among the entries nor among `beside` is
   * left without words (`isWhole`), and so is one of previews.
   */
  known(entries: readonly LogEntry[], beside?: readonly LogEntry[]): LogEvent[];
}

/** Over the log. What is past its time is told as gone, whether it was removed yet or not (M11). */
export function createReadOut(
  { log, clock }: { log: Pick<ConversationLog, "entries">; clock: Pick<Clock, "now"> },
): ReadOut {
  return {
    async events(conversation, entries) {
      const missing = missingTargets(entries);
      const read = missing.length > 0 ? await log.entries(conversation, missing) : [];
      const beside = read.filter((entry) => entry !== undefined);
      return toldOf(entries, beside, clock);
    },
    known: (entries, beside = []) => toldOf(entries, beside, clock),
  };
}

/** Whether an event can be told as it is. What cannot is a hint that the log moved, and no more. */
export function isWhole(event: LogEvent): boolean {
  if (event.kind === "preview") return event.previews !== undefined;
  return event.kind !== "edit" || event.text !== undefined;
}

function toldOf(
  entries: readonly LogEntry[],
  beside: readonly LogEntry[],
  clock: Pick<Clock, "now">,
): LogEvent[] {
  const messages = new Map<number, MessageEvent>();
  if (entries.some(({ event }) => tellsOfNow(event))) {
    for (const { event } of [...beside, ...entries]) {
      if (event.kind === "message") messages.set(event.seq, unlessVanished(event, clock));
    }
  }
  return entries.map(({ event }) => {
    if (event.kind === "message") return unlessVanished(event, clock);
    if (event.kind === "preview") return withPreviews(event, messages);
    return event.kind === "edit" ? withWords(event, messages) : event;
  });
}

/** Whether an event is told with what its message says by then. */
function tellsOfNow(event: LogEvent): event is EventOf<"edit" | "preview"> {
  return event.kind === "edit" || event.kind === "preview";
}

/** The message; past its time, what is left of it. */
export function unlessVanished(message: MessageEvent, clock: Pick<Clock, "now">): MessageEvent {
  const gone = vanishAt(message);
  return gone === undefined || clock.now() < gone ? message : emptied(message, gone);
}

/** Reads entries as they may be told: of messages past their time, what is left. */
export function unvanished(read: ReadEntries, clock: Pick<Clock, "now">): ReadEntries {
  return async (places) =>
    (await read(places)).map((entry) =>
      entry?.event.kind === "message"
        ? { ...entry, event: unlessVanished(entry.event, clock) }
        : entry
    );
}

/** A message that is gone has none: “” says so. */
function withWords(
  edit: EventOf<"edit">,
  messages: ReadonlyMap<number, MessageEvent>,
): EventOf<"edit"> {
  const message = messages.get(edit.target);
  if (!message) return edit;
  const { text, version, mentions, previews } = message;
  return {
    ...edit,
    text,
    ...(version !== undefined && { version }),
    ...(mentions && { mentions }),
    ...(previews && { previews }),
  };
}

function withPreviews(
  event: EventOf<"preview">,
  messages: ReadonlyMap<number, MessageEvent>,
): EventOf<"preview"> {
  const message = messages.get(event.target);
  return message ? { ...event, previews: message.previews ?? [] } : event;
}

function missingTargets(entries: readonly LogEntry[]): number[] {
  const edited = new Set<number>();
  for (const { event } of entries) if (tellsOfNow(event)) edited.add(event.target);
  for (const { event } of entries) edited.delete(event.seq);
  return [...edited];
}
