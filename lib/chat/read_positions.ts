import type { Published } from "../cluster/bus.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { ReadMarks } from "../store/read_marks.ts";
import { peopleOf } from "../store/conversations.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Timer } from "../world/world.ts";
import type { Announcer } from "./chat.ts";

/** A user's mark in a conversation is written at most once in this time. */
const WRITE_EVERY_MS = 1_000;

/** A mark that was moved lately. `wanted` is what the user read, `written` what the store holds. */
interface Moving {
  user: UserId;
  conversation: ConversationId;
  wanted: number;
  written: number;
  writing: Promise<void> | undefined;
  timer: Timer | undefined;
}

/** How far people here have read, written when it is due and announced when it is written. */
export interface ReadPositions {
  /** Moves a mark on. Resolves once it is written, or remembered to be within a second. */
  advance(user: UserId, conversation: ConversationId, seq: number): Promise<void>;
  /** What the user read that may not be in the store yet; 0 for nothing. */
  pending(user: UserId, conversation: ConversationId): number;
  /** Whether a mark may be written now. */
  due(user: UserId, conversation: ConversationId): boolean;
  /** The user wrote the message at `seq`; `stored` says that its commit moved the mark too. */
  wrote(user: UserId, conversation: ConversationId, seq: number, stored: boolean): void;
  /** Writes what is left, and ends all timers. */
  close(): Promise<void>;
}

/** What read positions are made over. */
export interface ReadPositionParts {
  marks: ReadMarks;
  announcer: Announcer;
  clock: Clock;
  report: Report;
}

/** Read positions over the stored marks. */
export function createReadPositions(
  { marks, announcer, clock, report }: ReadPositionParts,
): ReadPositions {
  const moving = new Map<string, Moving>();
  let closed = false;
  const keyOf = (user: UserId, conversation: ConversationId) => `${conversation} ${user}`;

  function began(user: UserId, conversation: ConversationId, wanted: number): Moving {
    const move = { user, conversation, wanted, written: 0, writing: undefined, timer: undefined };
    moving.set(keyOf(user, conversation), move);
    return move;
  }

  function wait(move: Moving) {
    if (closed) return;
    move.timer = clock.after(WRITE_EVERY_MS, () => {
      if (move.wanted <= move.written) moving.delete(keyOf(move.user, move.conversation));
      else {
        write(move).catch((error) =>
          report("A read mark could not be written", error, { conversation: move.conversation })
        );
      }
    });
  }

  function write(move: Moving): Promise<void> {
    const { user, conversation, wanted } = move;
    move.writing = marks.advance(user, conversation, wanted)
      .then(({ seq }) => {
        if (move.wanted === wanted) move.wanted = seq; // a wish beyond the head is cut to it
        move.written = seq;
        announcer.announce(said(user, conversation, seq));
      })
      .finally(() => {
        move.writing = undefined;
        wait(move);
      });
    return move.writing;
  }

  return {
    async advance(user, conversation, seq) {
      const move = moving.get(keyOf(user, conversation));
      if (move) move.wanted = Math.max(move.wanted, seq);
      else await write(began(user, conversation, seq));
    },
    pending: (user, conversation) => moving.get(keyOf(user, conversation))?.wanted ?? 0,
    due: (user, conversation) => !moving.has(keyOf(user, conversation)),
    wrote(user, conversation, seq, stored) {
      const before = moving.get(keyOf(user, conversation));
      const move = before ?? began(user, conversation, seq);
      move.wanted = Math.max(move.wanted, seq);
      if (stored) move.written = Math.max(move.written, seq);
      if (!before) wait(move);
    },
    async close() {
      closed = true;
      const left = [...moving.values()];
      for (const move of left) move.timer?.cancel();
      await Promise.allSettled(left.map((move) => move.writing));
      await Promise.allSettled(
        left.filter((move) => move.wanted > move.written).map((move) => write(move)),
      );
      moving.clear();
    },
  };
}

/** Own devices learn what is read; in a direct conversation, the other person what was seen. */
function said(user: UserId, conversation: ConversationId, seq: number): Published[] {
  const message = { type: "read", conversation, user, seq } as const;
  const own: Published = { topic: `user:${user}`, message };
  if (!peopleOf(conversation)) return [own];
  return [own, { topic: `conversation:${conversation}`, message }];
}
