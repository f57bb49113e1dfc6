import type { EventOf, LogEvent, MessageEvent } from "../protocol/events.ts";

/** An event that changes a message before it in the log. */
export type Change = EventOf<"edit" | "delete" | "reaction" | "pin">;

/** Whether an event changes a message before it. */
export function isChange(event: LogEvent): event is Change {
  return "target" in event;
}

/**
 * The message after the change. A page of history is folded already and may be newer than the change:
 * folding twice gives the same, and an edit never undoes a later one.
 */
export function folded(message: MessageEvent, change: Change): MessageEvent {
  switch (change.kind) {
    case "edit":
      if (message.deletedAt || (message.editedAt ?? 0) > change.at) return message;
      return { ...message, text: change.text, editedAt: change.at };
    case "delete": {
      const { kind, seq, at, by, id, replyTo } = message;
      const emptied = { kind, seq, at, by, id, text: "", deletedAt: change.at };
      return replyTo === undefined ? emptied : { ...emptied, replyTo };
    }
    case "reaction":
      return { ...message, reactions: reacted(message.reactions ?? {}, change) };
    case "pin":
      return { ...message, pinned: change.on };
  }
}

function reacted(
  reactions: Record<string, string[]>,
  { emoji, by, on }: EventOf<"reaction">,
): Record<string, string[]> {
  const { [emoji]: before = [], ...others } = reactions;
  const held = before.includes(by);
  const after = on ? (held ? before : [...before, by]) : before.filter((user) => user !== by);
  return after.length > 0 ? { ...reactions, [emoji]: after } : others;
}
