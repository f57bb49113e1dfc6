// The one decision: what a message does to a person. Pure, for both sides: badge, sound, notification
// and push ask it, and “Why I am notified, or not” shows its answers.
import type { ConversationSummary, MentionReason } from "../events.ts";
import { callsAt, type Level } from "./levels.ts";
import { isQuiet } from "./quiet_hours.ts";
import type { NotificationSettings } from "./settings.ts";

/**
 * Where a person looks when a message comes: at its conversation, at something else of the chat, or at
 * no page of it on any device.
 */
export type Looking = "here" | "elsewhere" | "away";

/** All that is asked of a message and a person. Times in milliseconds UTC. */
export interface Situation {
  kind: ConversationSummary["kind"];
  /** It was deleted, or has vanished. */
  gone: boolean;
  /** The person wrote it. */
  own: boolean;
  /** The person is shown it: is in the conversation, and was when it was said, where that counts. */
  shown: boolean;
  /** The person is shut out of the community. */
  banned: boolean;
  /** Why it calls the person, if it does. */
  called?: MentionReason;
  /** Whether the person follows its thread; absent where it is in none. */
  thread?: "followed" | "not-followed";
  /** Whether it stands in the conversation itself, and not in its thread alone. */
  inTimeline: boolean;
  level: Level;
  pausedUntil?: number;
  settings: Pick<NotificationSettings, "threads" | "sound" | "quiet" | "zone">;
  /** The person has read so far, on any device. */
  read: boolean;
  looking: Looking;
  /** When it is asked: when the message comes. */
  at: number;
}

/** Why a message calls somebody; `chatter`: it does not. */
export type Calling = MentionReason | "thread" | "direct" | "every-message" | "chatter";

/** One answer, in the order in which it is asked. */
export type Reason =
  | { is: "gone" | "own" | "hidden" | "banned" }
  | { is: "paused"; until: number }
  | { is: "level"; level: Level }
  | { is: Calling }
  | { is: "read" | "quiet" | "quiet-direct" | "not-quiet" }
  | { is: "looking"; at: Looking };

/** What a message does to a person. */
export interface Decision {
  /** It counts among what calls them: title, icons and list, or the inbox for a reply in a thread. */
  badge: boolean;
  /** It is heard, where the person has a page open. */
  sound: boolean;
  /** A page that is open in the background notifies of it. */
  desktop: boolean;
  /** It is sent to their devices. */
  push: boolean;
  /** The answers, as far as was asked; `decided`: which of them decided, by its place. */
  why: readonly Reason[];
  decided: number;
}

/** Decides what a message does to a person, and why (C1). */
export function decide(situation: Situation): Decision {
  const stop = whatEndsIt(situation);
  if (stop) return nothing([stop]);
  const { level, pausedUntil = 0, at, looking, settings } = situation;
  if (pausedUntil > at) return nothing([{ is: "paused", until: pausedUntil }]);
  const why: Reason[] = [{ is: "level", level }];
  if (level === "nothing") return nothing(why);
  const calling = whatCalls(situation);
  why.push({ is: calling });
  if (calling === "chatter") return nothing(why);
  const decided = why.length - 1;
  if (situation.read) return nothing([...why, { is: "read" }]);
  const quiet = quietness(situation);
  why.push({ is: quiet });
  if (quiet === "quiet") return { ...nothing(why), badge: true };
  why.push({ is: "looking", at: looking });
  if (looking === "here") return { ...nothing(why), badge: true };
  const away = looking === "away";
  return { badge: true, sound: settings.sound, desktop: away, push: away, why, decided };
}

/** What ends it before any of the person's own choices is asked. */
function whatEndsIt({ gone, own, shown, banned }: Situation): Reason | undefined {
  if (gone) return { is: "gone" };
  if (own) return { is: "own" };
  if (banned) return { is: "banned" };
  return shown ? undefined : { is: "hidden" };
}

/** Why it calls the person at the level of its conversation; `chatter` where it does not. */
function whatCalls(situation: Situation): Calling {
  const { called, thread, settings, level, kind, inTimeline } = situation;
  if (called) return called;
  if (thread === "followed" && settings.threads) return "thread";
  const counted = callsAt(level, { unread: 1, mentions: 0 }) > 0;
  if (!counted || (!inTimeline && kind === "room")) return "chatter";
  return kind === "direct" ? "direct" : "every-message";
}

function quietness({ kind, settings, at }: Situation): "quiet" | "quiet-direct" | "not-quiet" {
  const { quiet, zone } = settings;
  if (!isQuiet(quiet, zone, at)) return "not-quiet";
  return kind === "direct" && quiet.direct ? "quiet-direct" : "quiet";
}

function nothing(why: readonly Reason[]): Decision {
  const decided = why.length - 1;
  return { badge: false, sound: false, desktop: false, push: false, why, decided };
}
