// How much of a conversation notifies somebody.

/** `all`: each message; `mentions`: those that call one by name, with everyone, or by a keyword. */
export const LEVELS = ["all", "mentions", "nothing"] as const;
export type Level = (typeof LEVELS)[number];

/** How it is for whoever chose nothing: rooms notify of mentions, what is written to one alone always. */
export function usualLevel(kind: "room" | "direct"): Level {
  return kind === "direct" ? "all" : "mentions";
}

/** How many of these messages call somebody at this level, of whom `mentions` mention them. */
export function callsAt(
  level: Level,
  { unread, mentions }: { unread: number; mentions: number },
): number {
  return level === "all" ? unread : level === "mentions" ? mentions : 0;
}
