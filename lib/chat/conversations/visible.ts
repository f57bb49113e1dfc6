// What somebody is shown of a conversation: who was added to a group may see what is said from then on.
import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type {
  ConversationId,
  EventBatch,
  LogEvent,
  Quotes,
  UserId,
} from "../../protocol/events.ts";
import { quotesOrNone } from "../../protocol/quotes.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import { isGroup } from "../../store/conversations/groups.ts";

/** The first seq of a conversation that somebody in it is shown. */
export function firstVisible({ from }: Pick<Conversation, "from">, user: UserId): number {
  return from?.[user] ?? 1;
}

/** Throws `unknown-message` for one that was written before somebody is shown anything. */
export function requireVisible(
  conversation: Pick<Conversation, "from">,
  user: UserId,
  seq: number | undefined,
): void {
  if (seq !== undefined && seq < firstVisible(conversation, user)) {
    throw new ChatError("unknown-message");
  }
}

/**
 * Of these places, those in conversations that somebody is in, and that they are shown; in their order.
 * Rejects with `Unavailable`.
 */
export async function visiblePlaces<P extends { conversation: ConversationId }>(
  conversations: Pick<Conversations, "getMany" | "membershipsOf">,
  user: UserId,
  places: readonly P[],
  seqOf: (place: P) => number,
): Promise<P[]> {
  // What is shown to whom stands in the rows of groups; the others need not be read.
  const groups = [...new Set(places.map(({ conversation }) => conversation))].filter(isGroup);
  const [own, rows] = await Promise.all([
    conversations.membershipsOf(user),
    groups.length > 0 ? conversations.getMany(groups) : new Map<ConversationId, Conversation>(),
  ]);
  const mine = new Set(own);
  return places.filter((place) =>
    mine.has(place.conversation) &&
    seqOf(place) >= firstVisible(rows.get(place.conversation) ?? {}, user)
  );
}

/** The log as somebody is shown it: as if it began with `first`. Its order and its seqs stay. */
export function visibleLog<L extends Pick<ConversationLog, "read" | "entries" | "heads">>(
  log: L,
  first: number,
): Pick<ConversationLog, "read" | "entries" | "heads"> {
  if (first <= 1) return log;
  return {
    heads: (conversations) => log.heads(conversations),
    read: (conversation, { after = 0, ...range }) =>
      log.read(conversation, { ...range, after: Math.max(after, first - 1) }),
    async entries(conversation, seqs) {
      const shown = seqs.filter((seq) => seq >= first);
      const found = (await log.entries(conversation, shown)).values();
      return seqs.map((seq) => seq >= first ? found.next().value : undefined);
    },
  };
}

/** What was told of events and beside them, without the words of messages before `first`. */
export function withoutEarlier<P extends { events: LogEvent[]; quotes?: Quotes }>(
  page: P,
  first: number,
): P {
  if (first <= 1) return page;
  const { quotes, ...rest } = page;
  return {
    ...rest,
    events: page.events.filter(({ seq }) => seq >= first).map((event) => told(event, first)),
    ...(quotes && quotesOrNone(hidden(quotes, first))),
  } as P;
}

/** Whether a batch tells words of messages before `first`: most can be sent as they are. */
export function tellsOfEarlier({ events, quotes }: EventBatch, first: number): boolean {
  if (first <= 1) return false;
  return events.some((event) => event.seq < first || told(event, first) !== event) ||
    Object.keys(quotes ?? {}).some((seq) => Number(seq) < first);
}

/** What changed of a message before `first` is told as of one that is gone. */
function told(event: LogEvent, first: number): LogEvent {
  if (event.kind === "preview" && event.target < first) return { ...event, previews: [] };
  if (event.kind !== "edit" || event.target >= first) return event;
  const { mentions: _, previews: __, ...rest } = event;
  return { ...rest, text: "" };
}

function hidden(quotes: Quotes, first: number): Quotes {
  return Object.fromEntries(
    Object.entries(quotes).map(([seq, quote]) => {
      const { file: _, ...rest } = quote;
      return Number(seq) >= first ? [seq, quote] : [seq, { ...rest, text: "", hidden: true }];
    }),
  );
}
