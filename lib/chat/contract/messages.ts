import type { RequestOf } from "../../protocol/client_frames.ts";
import type { ConversationId, LogEvent, Profiles, Quotes } from "../../protocol/events.ts";
import type { OwnMarks } from "../../protocol/own_marks.ts";
import type { ThreadState } from "../../protocol/requests/threads.ts";
import type { Acknowledge, Actor, LogPosition } from "./actor.ts";

/**
 * A piece of a log; `own` is what the reader marked about it; `more`: it goes on beyond. Of a timeline
 * or a thread, `from` and `to` are the seqs between which it is whole.
 */
export interface Page {
  events: LogEvent[];
  users: Profiles;
  quotes?: Quotes;
  own?: OwnMarks;
  more: boolean;
  from?: number;
  to?: number;
  thread?: ThreadState;
}

/** Writing messages, reading and deleting them. */
export interface MessageUseCases {
  /**
   * Posts a message; `acknowledge` runs once it is durable and before anyone is delivered it (D1, D5).
   * Throws `empty-text`, `text-too-long`, `muted`, `read-only`, `conversation-closed`,
   * `unknown-message` (`replyTo`, `thread`), `unknown-user` (`to`), `slow-mode`, what newcomers are refused
   * with, and `held-for-review`: it waits for a moderator.
   */
  post(
    actor: Actor,
    message: Omit<RequestOf<"send">, "type" | "ref">,
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /** Takes a message of one's own back that waits for a moderator, by its `id`. Throws `unknown-held`. */
  withdraw(actor: Actor, message: { id: string }): Promise<void>;
  /** Deletes a message, once: `acknowledge` as in `post`. Throws `unknown-message`, `not-allowed`. */
  delete(
    actor: Actor,
    request: { conversation: ConversationId; target: number },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /**
   * A page of the log: the newest, or those before or after a seq; of what stands in the timeline, or of
   * a thread, if asked. Throws `unknown-message` for a `thread` that is none.
   */
  history(
    actor: Actor,
    request: {
      conversation: ConversationId;
      before?: number;
      after?: number;
      limit: number;
      timeline?: boolean;
      /** With `timeline`: `limit` counts messages alone. */
      messages?: boolean;
      thread?: number;
    },
  ): Promise<Page>;
  /**
   * Says that the actor is typing, in a thread if one is named; not kept. Gives whether others were
   * told: not of whoever hides it. Throws `muted`, `read-only`, `conversation-closed`.
   */
  typing(actor: Actor, conversation: ConversationId, thread?: number): Promise<boolean>;
}
