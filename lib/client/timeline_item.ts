import type { LogEvent, Profile, Replies, UserId } from "../protocol/events.ts";
import type { OwnMark } from "../protocol/own_marks.ts";
import type { OutboxEntry, Quoted, ShownReplies, TimelineItem } from "./model.ts";

/** What is known about an event beside it: who made it, and what the reader marked about it. */
export interface ItemContext {
  author: Profile;
  own: boolean;
  mine: OwnMark | undefined;
  /** What somebody is called. */
  nameOf(user: UserId): string;
  /** A message that it quotes, as far as it is known. */
  quote(seq: number): Quoted | undefined;
}

/** The line of a timeline that an event is; `undefined` where it shows none. */
export function itemOf(
  event: LogEvent,
  { author, own, mine, nameOf, quote }: ItemContext,
): TimelineItem | undefined {
  switch (event.kind) {
    case "message": {
      const key = own ? event.id : `at-${event.seq}`; // its outbox entry had the id for a key
      return {
        is: "message",
        key,
        event,
        author,
        own,
        ...(mine && { mine }),
        ...quotesOf(event, quote),
        ...(event.replies && { replies: shownReplies(event.replies, nameOf) }),
      };
    }
    case "join": {
      const addedBy = event.addedBy === undefined ? undefined : nameOf(event.addedBy);
      const added = addedBy !== undefined && { addedBy };
      return { is: "change", key: `at-${event.seq}`, event, author, ...added };
    }
    case "leave":
    case "topic":
    case "vanish":
    case "rename":
      return { is: "change", key: `at-${event.seq}`, event, author };
    default:
      return undefined; // applied to the message that it changes
  }
}

/** Faces that a root shows. */
const MAX_FACES = 3;

function shownReplies({ count, at, by }: Replies, nameOf: ItemContext["nameOf"]): ShownReplies {
  return { count, at, faces: by.slice(0, MAX_FACES).map((id) => ({ id, name: nameOf(id) })) };
}

/** What a message quotes: what it replies to, and the root of the thread that it was sent from. */
function quotesOf(
  { replyTo, thread, alsoInRoom }: { replyTo?: number; thread?: number; alsoInRoom?: boolean },
  quote: ItemContext["quote"],
): { quote?: Quoted; origin?: Quoted } {
  const replied = replyTo === undefined ? undefined : quote(replyTo);
  const origin = thread === undefined || !alsoInRoom ? undefined : quote(thread);
  return { ...(replied && { quote: replied }), ...(origin && { origin }) };
}

/** What waits to be sent, as the timeline shows it, or the thread of a root. */
export function outgoingItems(
  entries: readonly OutboxEntry[],
  root: number | undefined,
  quote: ItemContext["quote"],
): TimelineItem[] {
  const shown = entries.filter(({ thread, alsoInRoom }) =>
    root === undefined ? thread === undefined || alsoInRoom === true : thread === root
  );
  return shown.map((entry) => ({
    is: "outgoing",
    key: entry.id,
    entry,
    ...quotesOf(entry, quote),
  }));
}
