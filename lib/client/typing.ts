import { signal } from "@preact/signals";
import type { ReadonlySignal, Signal } from "@preact/signals";
import type {
  ConversationId,
  EventBatch,
  Person,
  PresenceChange,
  UserId,
} from "../protocol/events.ts";
import type { PushOf } from "../protocol/server_frames.ts";
import { TYPING_MS } from "../protocol/limits.ts";
import type { Clock, Timer } from "../runtime/clock.ts";

interface Writers {
  names: Signal<readonly string[]>;
  /** Ends when a writer is forgotten, in the order they were last heard. */
  forgetting: Map<UserId, { timer: Timer; name: string | undefined }>;
}

/** Where somebody types: in a conversation, or in a thread of it. */
export function typingPlace(conversation: ConversationId, thread?: number): string {
  return thread === undefined ? conversation : `${conversation} ${thread}`;
}

function conversationOf(place: string): ConversationId {
  return place.split(" ", 1)[0] ?? place;
}

/** Who is typing where, by `typingPlace`. Somebody who stopped is forgotten after `TYPING_MS`. */
export class Typing {
  readonly #writers = new Map<ConversationId, Writers>();

  /** `nameOf`: `undefined` for somebody never met, who is called as the server says. */
  constructor(readonly clock: Clock, readonly nameOf: (user: UserId) => string | undefined) {}

  names(conversation: ConversationId): ReadonlySignal<readonly string[]> {
    return this.#in(conversation).names;
  }

  onPush(push: PushOf<"typing"> | PushOf<"typing-ended">): void {
    const place = typingPlace(push.conversation, push.thread);
    if (push.type === "typing") this.#onTyping(place, push.user, push.name);
    else this.end(place, push.user);
  }

  #onTyping(conversation: ConversationId, user: UserId, name?: string): void {
    const writers = this.#in(conversation);
    const before = writers.forgetting.get(user);
    before?.timer.cancel();
    const timer = this.clock.after(TYPING_MS, () => this.end(conversation, user));
    writers.forgetting.set(user, { timer, name });
    if (!before) this.#show(writers);
  }

  /** Somebody is called something else now, or is gone. */
  renewPerson({ id, gone }: Person): void {
    if (gone) return this.#endEverywhere(id);
    for (const writers of this.#writers.values()) {
      if (writers.forgetting.has(id)) this.#show(writers);
    }
  }

  /** Who is not here does not type, whether or not their server could say so. */
  onPresence(changes: readonly PresenceChange[]): void {
    for (const { user, state } of changes) if (state === "offline") this.#endEverywhere(user);
  }

  /** Messages came of those who typed them; and who left, or was sent out, types there no more. */
  onEvents({ conversation, events }: EventBatch): void {
    for (const event of events) {
      if (event.kind === "message") this.end(typingPlace(conversation, event.thread), event.by);
      if (event.kind === "leave") {
        this.#endEverywhere(event.by, (place) => conversationOf(place) === conversation);
      }
    }
  }

  #endEverywhere(user: UserId, isMeant: (place: string) => boolean = () => true): void {
    for (const place of this.#writers.keys()) if (isMeant(place)) this.end(place, user);
  }

  /** They stopped. */
  end(conversation: ConversationId, user: UserId): void {
    const writers = this.#writers.get(conversation);
    const writer = writers?.forgetting.get(user);
    if (!writers || !writer) return;
    writer.timer.cancel();
    writers.forgetting.delete(user);
    this.#show(writers);
  }

  /** Nobody is typing as far as we know: the connection is gone. */
  endAll(): void {
    for (const writers of this.#writers.values()) {
      if (writers.forgetting.size === 0) continue;
      for (const { timer } of writers.forgetting.values()) timer.cancel();
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
    names.value = [...forgetting].flatMap(([user, { name }]) => this.nameOf(user) ?? name ?? []);
  }
}
