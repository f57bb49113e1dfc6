import type { PresenceChange, UserId } from "../../protocol/events.ts";
import { PRESENCE_COALESCE_MS } from "../../protocol/limits.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";
import { gone, same } from "./change.ts";

/** What the view is made over. */
export interface PublishedViewParts {
  clock: Clock;
  logger: Logger;
  /** How somebody is to be shown now, if they are anywhere. */
  shown: (user: UserId) => PresenceChange | undefined;
  /** Somebody is shown no longer. */
  left: (user: UserId) => void;
}

/** Everybody as the connections here were told, and what they are still to be told. */
export class PublishedView {
  readonly #told = new Map<UserId, PresenceChange>();
  /** Who may be shown here as they no longer are. */
  readonly #outdated = new Set<UserId>();
  readonly #listeners: Array<(changes: PresenceChange[]) => void> = [];
  #pushing: Timer | undefined;
  #pushedAt = -Infinity;

  constructor(private readonly parts: PublishedViewParts) {}

  get everyone(): PresenceChange[] {
    return [...this.#told.values()];
  }

  of(user: UserId): PresenceChange | undefined {
    return this.#told.get(user);
  }

  listen(listener: (changes: PresenceChange[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Pushed at once, unless something was within the last moment: others waited for theirs (P3). */
  outdate(user: UserId): void {
    const { clock } = this.parts;
    this.#outdated.add(user);
    const pauseMs = Math.max(0, this.#pushedAt + PRESENCE_COALESCE_MS - clock.elapsed());
    this.#pushing ??= clock.after(pauseMs, () => this.#push());
  }

  stop(): void {
    this.#pushing?.cancel();
  }

  #push(): void {
    this.#pushing = undefined;
    const users = [...this.#outdated];
    this.#outdated.clear();
    const changes = users.flatMap((user) => this.#changeOf(user));
    if (changes.length === 0) return;
    this.#pushedAt = this.parts.clock.elapsed();
    for (const listener of this.#listeners) {
      try {
        listener(changes);
      } catch (error) {
        this.parts.logger.error("A listener failed on presence", error);
      }
    }
  }

  #changeOf(user: UserId): PresenceChange[] {
    const [before, now] = [this.#told.get(user), this.parts.shown(user)];
    if (same(before, now)) return [];
    if (now) {
      this.#told.set(user, now);
      return [now];
    }
    this.#told.delete(user);
    this.parts.left(user);
    return before ? [gone(before)] : [];
  }
}
