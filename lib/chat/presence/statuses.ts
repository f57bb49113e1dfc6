import { ChatError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/events.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import { isBlank } from "../../text/message_text.ts";
import type { Status } from "../../store/presence_rows.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";

/** A timer further off than this is set in steps: timers of the platform hold 31 bits. */
const MAX_STEP_MS = 24 * 60 * 60_000;

/** The last moment that a date can say (ECMAScript, section 21.4.1.1), in milliseconds UTC. */
const LAST_MOMENT_MS = 8.64e15;

/** What the people who are here say of themselves; an `until` that passed ends it. */
export class Statuses {
  readonly #of = new Map<UserId, Status>();
  #timer: Timer | undefined;

  constructor(private readonly clock: Clock, private readonly ended: (user: UserId) => void) {}

  get size(): number {
    return this.#of.size;
  }

  get(user: UserId): Status | undefined {
    return this.current(this.#of.get(user));
  }

  /** A status, unless its time is over. */
  current(status: Status | undefined): Status | undefined {
    return status && !this.#isOver(status) ? status : undefined;
  }

  set(user: UserId, status: Status | undefined): void {
    if (!status || this.#isOver(status)) this.#of.delete(user);
    else this.#of.set(user, status);
    if (status?.until !== undefined) this.#plan();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #isOver({ until }: Status): boolean {
    return until !== undefined && until <= this.clock.now();
  }

  #plan() {
    this.#timer?.cancel();
    this.#timer = undefined;
    let next = Infinity;
    for (const { until } of this.#of.values()) next = Math.min(next, until ?? Infinity);
    if (next === Infinity) return;
    const wait = Math.min(Math.max(0, next - this.clock.now()), MAX_STEP_MS);
    this.#timer = this.clock.after(wait, () => this.#sweep());
  }

  #sweep() {
    const over = [...this.#of].filter(([, status]) => this.#isOver(status));
    for (const [user] of over) this.#of.delete(user);
    for (const [user] of over) this.ended(user);
    this.#plan();
  }
}

/**
 * A status as it is kept; `undefined` for an empty one. An end that no date can say is none. Throws
 * `status-too-long`.
 */
export function readStatus(text: string, until: number | undefined): Status | undefined {
  const status = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (codePoints(status) > LIMITS.status) {
    throw new ChatError("status-too-long", { limit: LIMITS.status });
  }
  if (isBlank(status)) return undefined;
  return { status, ...(until !== undefined && until <= LAST_MOMENT_MS && { until }) };
}
