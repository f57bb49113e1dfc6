import type { Profiles } from "../../protocol/events.ts";
import type { RequestOf } from "../../protocol/client_frames.ts";
import type { Later, LaterState } from "../../protocol/requests/later.ts";
import type { Actor, LogPosition } from "./actor.ts";

type Asked<T extends "schedule" | "remind" | "reschedule"> = Omit<RequestOf<T>, "type" | "ref">;

/**
 * What people put off: messages that go out later, and reminders (M10). All of it is the actor's
 * alone. Whatever is changed is told to their other connections.
 */
export interface LaterUseCases {
  /** All of it, the earliest first. */
  later(actor: Actor): Promise<{ later: Later[]; users: Profiles }>;
  /** How it is with one of it. */
  laterState(actor: Actor, id: string): Promise<LaterState>;
  /**
   * Has a message sent at a time, once; harmless twice. Throws as `post` does, `time-past`, `time-far`
   * and `later-full`.
   */
  schedule(actor: Actor, message: Asked<"schedule">): Promise<Later>;
  /**
   * Reminds of a message or a note. Throws `time-past`, `time-far`, `later-full`, `text-too-long`;
   * `empty-text` where it is about nothing; `unknown-message`.
   */
  remind(actor: Actor, reminder: Asked<"remind">): Promise<Later>;
  /**
   * Changes the time or the words of what still waits. Throws `unknown-later`, `already-sent`, and as
   * `schedule` does.
   */
  reschedule(actor: Actor, change: Asked<"reschedule">): Promise<Later>;
  /** Takes it back; harmless twice. Throws `already-sent`. */
  unschedule(actor: Actor, request: { id: string }): Promise<void>;
  /** Sends a scheduled message now. Throws `unknown-later`, and as `post` does. */
  sendNow(actor: Actor, request: { id: string }): Promise<LogPosition>;
}
