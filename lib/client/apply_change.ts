import type { EventOf, LogEvent, MessageEvent, UserId } from "../protocol/events.ts";
import { emptied } from "../protocol/emptied.ts";
import { foldVote } from "../protocol/polls.ts";
import { type ThreadReply, withReply } from "../protocol/threads.ts";
import { foldReaction } from "../protocol/reactions.ts";

/** An event that changes a message before it in the log. */
export type Change = EventOf<
  "edit" | "preview" | "delete" | "move" | "reaction" | "pin" | "vote" | "pollClosed"
>;

/** Whether an event changes a message before it. */
export function isChange(event: LogEvent): event is Change {
  return "target" in event;
}

/** Whether an event is a message that somebody moved here: its author did not write it now. */
export function wasMoved(event: LogEvent): boolean {
  return event.kind === "message" && event.movedHere !== undefined;
}

/** Whether somebody wrote a message in its place, and so has read up to it. */
export function wroteHere(user: UserId | undefined, event: MessageEvent): boolean {
  return event.by === user && !wasMoved(event);
}

/**
 * The message after the change. A page of history has its changes applied already and may be newer
 * than this one: what the message says is in it is not applied again.
 */
export function applyChange(message: MessageEvent, change: Change): MessageEvent {
  if ((message.changed ?? 0) >= change.seq) return message;
  return { ...changed(message, change), changed: change.seq };
}

/** The root of a thread with one more reply, counted once. */
export function countReply(root: MessageEvent, reply: ThreadReply): MessageEvent {
  if ((root.changed ?? 0) >= reply.seq) return root;
  return { ...root, replies: withReply(root.replies, reply), changed: reply.seq };
}

function changed(message: MessageEvent, change: Change): MessageEvent {
  switch (change.kind) {
    case "edit":
      return edited(message, change);
    case "preview":
      return previewed(message, change);
    case "delete":
      return emptied(message, change.at);
    case "move":
      return { ...emptied(message, change.at), moved: change.to };
    case "reaction": {
      const { reactions: before = {}, ...rest } = message;
      const reactions = foldReaction(before, change);
      return Object.keys(reactions).length > 0 ? { ...rest, reactions } : rest;
    }
    case "vote":
    case "pollClosed":
      return voted(message, change);
    case "pin": {
      const { pinned: _, ...rest } = message;
      return change.on ? { ...rest, pinned: { by: change.by, at: change.at } } : rest;
    }
  }
}

/** A poll that is gone is changed no more. */
function voted(message: MessageEvent, change: EventOf<"vote" | "pollClosed">): MessageEvent {
  const { poll } = message;
  if (!poll) return message;
  if (change.kind === "vote") return { ...message, poll: foldVote(poll, change) };
  return {
    ...message,
    poll: { ...poll, closedAt: Math.min(change.at, poll.closesAt ?? change.at) },
  };
}

/** Whether an edit says that its message is gone by now: no words, of no version. */
export function isGoneEdit({ text, version }: Pick<EventOf<"edit">, "text" | "version">): boolean {
  return text === "" && version === undefined;
}

/** An edit brings the words as they are now: none where the message is gone by now (M1). */
function edited(
  message: MessageEvent,
  { text, version, mentions, previews, at }: EventOf<"edit">,
): MessageEvent {
  if (message.deletedAt !== undefined || text === undefined) return message;
  if (isGoneEdit({ text, version })) return emptied(message, at);
  const { mentions: _, previews: __, ...rest } = message;
  return {
    ...rest,
    text,
    editedAt: at,
    ...(version !== undefined && { version }),
    ...(mentions && { mentions }),
    ...(previews && { previews }),
  };
}

/** It brings the previews as they are now. */
function previewed(message: MessageEvent, { previews }: EventOf<"preview">): MessageEvent {
  if (!previews || message.deletedAt !== undefined) return message;
  const { previews: _, ...rest } = message;
  return previews.length > 0 ? { ...rest, previews } : rest;
}
