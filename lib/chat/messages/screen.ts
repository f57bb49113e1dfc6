import type { Check, Mutation } from "../../kv/kv.ts";
import type { HeldContent } from "../../store/moderation/held_messages.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import type { HeldFor } from "../../protocol/administration.ts";
import type { Actor, LogPosition } from "../chat.ts";

/** What a message is held to that is not written freely. */
export interface Screened {
  /** What must still hold when it is appended. */
  checks: readonly Check[];
  /** What goes with it. */
  rows(place: LogPosition): Mutation[];
  /** It was stored: who is to know is told. */
  posted?(): void;
  /** It waits for a moderator, for this. */
  hold?: HeldFor;
  /** Its id was stored in its conversation already, at this seq: nothing is appended. */
  repeats?: number;
}

/** Of a message that was stored at `seq` of its conversation already. */
export function repeating(seq: number): Screened {
  return { checks: [], rows: () => [], repeats: seq };
}

/** A message before it is appended. */
export interface Unscreened {
  conversation: Conversation;
  id: string;
  /** All that people read in it: its words, the answers of a poll, names of files and what they show. */
  text: string;
  hasFiles: boolean;
}

/**
 * Asks what is asked of a message besides the right to write; `undefined`, without a promise, where
 * nothing is: most messages. Asked anew for each try of its commit. Rejects with the refusal.
 */
export type Screen = (
  actor: Actor,
  message: Unscreened,
) => Promise<Screened | undefined> | undefined;

/** Words that others see and that cannot wait: those of an edit, a name, a topic, a status. */
export interface ShownWords {
  text: string;
  /** Where they are read; without it, wherever somebody or a place is shown. */
  conversation?: Conversation;
}

/** Asks of such words what is asked of a message; likewise. Rejects with the refusal. */
export type ScreenWords = (actor: Actor, words: ShownWords) => Promise<void> | undefined;

/** Several of them: what each asks. */
export function screenBy(screens: readonly Screen[]): Screen {
  return (actor, message) => {
    const asked = screens.flatMap((screen) => screen(actor, message) ?? []);
    return asked.length === 0 ? undefined : Promise.all(asked).then(joined);
  };
}

function joined(found: ReadonlyArray<Screened | undefined>): Screened {
  const all = found.flatMap((one) => one ?? []);
  const repeated = all.find(({ repeats }) => repeats !== undefined);
  if (repeated) return repeated;
  const hold = all.find((one) => one.hold)?.hold;
  return {
    ...(hold && { hold }),
    checks: all.flatMap(({ checks }) => checks),
    rows: (place) => all.flatMap(({ rows }) => rows(place)),
    posted: () => all.forEach(({ posted }) => posted?.()),
  };
}

/**
 * Has a message wait for a moderator. Sent again, it says how it stands: throws `held-for-review` while
 * it waits, and `held-refused` with the reason; of one that was let through, it gives the seq. Throws
 * `held-full` too, and `invalid-field` where a message of this id was let through elsewhere.
 */
export type Hold = (
  actor: Actor,
  conversation: Conversation,
  message: Omit<HeldContent, "conversation">,
  why: HeldFor,
) => Promise<number>;

/** Whether what is written there may wait for a moderator, who reads it: nothing that is private. */
export function mayWait({ kind, private: hidden }: Conversation): boolean {
  return kind === "room" && !hidden;
}
