import type { Bus } from "../../cluster/bus.ts";
import type { ConversationId, Receipt, UserId } from "../../protocol/events.ts";
import type { MarkBack, MarkMove, ReadMarks } from "../../store/conversations/read_marks.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";
import type { Announcer, Feeds } from "../chat.ts";
import type { TellRead } from "../receipts/tell_reads.ts";

/** How long after the first of them positions are written, all together. */
const WRITE_AFTER_MS = 1_000;
/**
 * How long what is implied may wait while nobody else could ask the store for it. Lost in a crash, it
 * makes messages before one of the user's own unread once more, unless that is the last.
 */
const IMPLIED_AFTER_MS = 10_000;
/** Tries to write what is left at the end: others may move the same marks. */
const TRIES_AT_CLOSE = 3;

/** A position that moved lately. `wanted` is what the user read, `written` what the store holds. */
interface Moving {
  user: UserId;
  conversation: ConversationId;
  wanted: number;
  /** When the user came to `wanted`: milliseconds UTC. */
  at: number;
  written: number;
  /** What was announced, or needs no announcement: the user's own messages show it. */
  told: number;
  /** It moved by messages of the user alone: past every mark there was, and not past the head. */
  implied: boolean;
  /** The user is new there and did not look: nobody is shown that they read it (M15). */
  unseen: boolean;
  /** When it is to be written, on the clock's `elapsed` scale; `undefined` while it is. */
  dueAt: number | undefined;
  connection: string | undefined;
}

/** How far somebody read lately; `unseen`: they are new there, and did not look. */
export type PendingRead = Required<Receipt> & { unseen: boolean };

/** How far people here have read: announced at once, written late and all together. */
export interface ReadPositions {
  /**
   * The user has read up to `seq`. It is written within a second, or with the next writes if the
   * store does not answer. `connection`: the one that says so, if it was one.
   */
  advance(user: UserId, conversation: ConversationId, seq: number, connection?: string): void;
  /**
   * The user wrote the message at `seq`, and so has read up to it: nobody needs to be told. While this
   * instance is alone, it may be written 10 s later.
   */
  wrote(user: UserId, conversation: ConversationId, seq: number): void;
  /** The user marks what is after `back.seq` as unread: written, then announced. */
  putBack(back: Omit<MarkBack, "at">, connection?: string): Promise<void>;
  /**
   * The user is new there and has no mark: what stands up to `seq` counts as read, though they did not
   * look. `named`: messages name them, which is forgotten.
   */
  began(
    user: UserId,
    conversation: ConversationId,
    seq: number,
    named: "named" | "not-named",
  ): void;
  /** Up to where it counts as read for the user and since when, where the store may not have it yet. */
  pending(user: UserId, conversation: ConversationId): PendingRead | undefined;
  /** Writes what is left, and ends all timers. */
  close(): Promise<void>;
}

/** What read positions are made over. */
export interface ReadPositionParts {
  marks: Pick<ReadMarks, "advance" | "putBack">;
  feeds: Pick<Feeds, "position">;
  announcer: Pick<Announcer, "announce" | "onAnnouncement">;
  tellRead: TellRead;
  bus: Pick<Bus, "aloneCheck" | "refresh">;
  clock: Clock;
  logger: Logger;
}

/** Read positions over the stored marks. */
export function createReadPositions(parts: ReadPositionParts): ReadPositions {
  return new LateReadPositions(parts);
}

class LateReadPositions implements ReadPositions {
  readonly #moving = new Map<string, Moving>();
  #timer: Timer | undefined;
  #writing: Promise<void> = Promise.resolve();
  #state: "open" | "closed" = "open";

  constructor(private readonly parts: ReadPositionParts) {
    parts.announcer.onAnnouncement((_, message) => {
      if (message.type === "read" && message.back) this.#forgetBefore(message);
    });
  }

  advance(user: UserId, conversation: ConversationId, seq: number, connection?: string): void {
    const pending = this.pending(user, conversation);
    if (seq < (pending?.seq ?? 0) || seq === pending?.seq && !pending.unseen) return;
    const move = this.#move(user, conversation, seq, { implied: false, unseen: false });
    move.connection = connection;
    // A wish beyond the head is cut to it, and told, when it is written.
    if (seq <= (this.parts.feeds.position(conversation) ?? 0)) this.#tell(move, seq);
  }

  began(
    user: UserId,
    conversation: ConversationId,
    seq: number,
    named: "named" | "not-named",
  ): void {
    const implied = named === "not-named"; // as a message does, it goes past whatever mark there is
    this.#move(user, conversation, seq, { implied, unseen: true });
  }

  wrote(user: UserId, conversation: ConversationId, seq: number): void {
    const move = this.#move(user, conversation, seq, { implied: true, unseen: false });
    move.told = Math.max(move.told, seq);
  }

  async putBack(back: Omit<MarkBack, "at">, connection?: string): Promise<void> {
    const { user, conversation, seq } = back;
    const at = this.parts.clock.now();
    await this.#writing; // what was read before must not be written after it
    this.#moving.delete(keyOf(user, conversation));
    await this.parts.marks.putBack({ ...back, at });
    const message = { type: "read", conversation, user, seq, connection, back: true, at } as const;
    this.parts.announcer.announce([{ topic: `user:${user}`, message }]);
  }

  pending(user: UserId, conversation: ConversationId): PendingRead | undefined {
    const move = this.#moving.get(keyOf(user, conversation));
    return move && { seq: move.wanted, at: move.at, unseen: move.unseen };
  }

  async close(): Promise<void> {
    this.#state = "closed";
    this.#timer?.cancel();
    await this.#writing;
    for (let tries = 0; tries < TRIES_AT_CLOSE; tries++) await this.#writeAll(Infinity);
    this.#moving.clear();
  }

  #move(
    user: UserId,
    conversation: ConversationId,
    seq: number,
    { implied, unseen }: Pick<Moving, "implied" | "unseen">,
  ): Moving {
    const key = keyOf(user, conversation);
    let move = this.#moving.get(key);
    if (!move) {
      move = {
        user,
        conversation,
        wanted: -1,
        at: 0,
        written: -1,
        told: 0,
        implied,
        unseen,
        dueAt: undefined,
        connection: undefined,
      };
      this.#moving.set(key, move);
    }
    const isFirstLook = seq === move.wanted && move.unseen && !unseen;
    if (seq > move.wanted || isFirstLook) {
      // A message is past all that was read before it, so only what came last counts.
      Object.assign(move, { implied, unseen });
      if (isFirstLook) move.written = Math.min(move.written, seq - 1);
      move.wanted = seq;
      move.at = this.parts.clock.now();
      move.dueAt = implied ? move.dueAt ?? this.parts.clock.elapsed() + IMPLIED_AFTER_MS : 0;
    }
    this.#plan();
    return move;
  }

  /** The user put the mark back, maybe on another instance: what they read before that is over. */
  #forgetBefore(
    { user, conversation, at = 0 }: { user: UserId; conversation: string; at?: number },
  ) {
    const key = keyOf(user, conversation);
    if ((this.#moving.get(key)?.at ?? Infinity) < at) this.#moving.delete(key);
  }

  #plan(): void {
    if (this.#timer || this.#state === "closed" || this.#moving.size === 0) return;
    this.#timer = this.parts.clock.after(WRITE_AFTER_MS, () => {
      const now = this.parts.bus.aloneCheck() ? this.parts.clock.elapsed() : Infinity;
      this.#writing = this.#writeAll(now).finally(() => {
        this.#timer = undefined;
        this.#plan();
      });
    });
  }

  /** Writes what is due by `now`. Never rejects: what could not be written is tried again. */
  async #writeAll(now: number): Promise<void> {
    const due: Moving[] = [];
    for (const [key, move] of this.#moving) {
      if (move.wanted > move.written) {
        if ((move.dueAt ?? 0) <= now) due.push(move);
      } else this.#moving.delete(key); // summaries that began to be read before the write have ended
    }
    if (due.length === 0) return;
    try {
      await this.#write(due);
    } catch (error) {
      this.parts.logger.error("Read marks could not be written", error);
    }
  }

  async #write(due: readonly Moving[]): Promise<void> {
    const { bus, marks } = this.parts;
    const guard = bus.aloneCheck();
    const moves = due.map((move): MarkMove & { move: Moving } => {
      const { user, conversation, wanted: seq, at, implied, unseen } = move;
      return { user, conversation, seq, at, implied, unseen, move };
    });
    const { written, left } = await marks.advance(moves, guard);
    for (const { of, seq } of written) this.#written(of.move, of, seq);
    if (left.length > 0 && guard) await bus.refresh();
  }

  /** The mark stands at `seq`, for which `asked.seq` was asked. */
  #written(move: Moving, asked: MarkMove, seq: number): void {
    if (move.unseen !== asked.unseen) return; // they looked meanwhile: that is written next
    if (move.wanted === asked.seq) move.wanted = seq; // beyond the head: cut to it
    move.written = Math.max(move.written, seq);
    if (move.wanted <= move.written) move.dueAt = undefined;
    this.#tell(move, seq);
  }

  #tell(move: Moving, seq: number): void {
    if (move.unseen || seq <= move.told) return;
    move.told = seq;
    const { user, conversation, connection, at } = move;
    const message = { type: "read", conversation, user, seq, connection, at } as const;
    this.parts.announcer.announce([{ topic: `user:${user}`, message }]); // for their other devices
    this.parts.tellRead(conversation, { user, seq, at });
  }
}

function keyOf(user: UserId, conversation: ConversationId): string {
  return `${conversation} ${user}`;
}
