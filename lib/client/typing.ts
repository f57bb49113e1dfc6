import { signal } from "@preact/signals";
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { ConversationId, UserId } from "../protocol/events.ts";
import { TYPING_MS } from "../protocol/limits.ts";
import type { Clock, Timer } from "../world/world.ts";

interface Writers {
  names: Signal<readonly string[]>;
  /** Ends when a writer is forgotten, in the order they were last heard. */
  forgetting: Map<UserId, Timer>;
}

/** Who is typing where. Somebody who stopped is forgotten after `TYPING_MS`. */
export class Typing {
  readonly #writers = new Map<ConversationId, Writers>();

  /** `nameOf`: `undefined` for somebody never heard of, who is then not shown. */
  constructor(readonly clock: Clock, readonly nameOf: (user: UserId) => string | undefined) {}

  names(conversation: ConversationId): ReadonlySignal<readonly string[]> {
    return this.#in(conversation).names;
  }

  hear(conversation: ConversationId, user: UserId): void {
    const writers = this.#in(conversation);
    const before = writers.forgetting.get(user);
    before?.cancel();
    writers.forgetting.set(user, this.clock.after(TYPING_MS, () => this.end(conversation, user)));
    if (!before) this.#show(writers);
  }

  /** They stopped, or their message came. */
  end(conversation: ConversationId, user: UserId): void {
    const writers = this.#writers.get(conversation);
    const timer = writers?.forgetting.get(user);
    if (!writers || !timer) return;
    timer.cancel();
    writers.forgetting.delete(user);
    this.#show(writers);
  }

  /** Nobody is typing as far as we know: the connection is gone. */
  endAll(): void {
    for (const writers of this.#writers.values()) {
      if (writers.forgetting.size === 0) continue;
      for (const timer of writers.forgetting.values()) timer.cancel();
      writers.forgetting.clear();
      this.#show(writers);
    }
  }

  #in(conversation: ConversationId): Writers {
    let writers = this.#writers.get(conversation);
    if (!writers) {
      writers = { names: signal<readonly string[]>([]), forgetting: new Map() };
      this.#writers.set(conversation, writers);
    }
    return writers;
  }

  #show({ names, forgetting }: Writers): void {
    names.value = [...forgetting.keys()].flatMap((user) => this.nameOf(user) ?? []);
  }
}
