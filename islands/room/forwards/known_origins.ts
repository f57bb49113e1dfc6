import { signal } from "@preact/signals";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { ShownOrigin } from "../../../lib/ui/timeline/shown_origin.ts";

/** Where forwarded messages came from, as “conversation seq”, as far as it is known here. */
export class KnownOrigins {
  readonly known = signal<ReadonlyMap<string, ShownOrigin>>(new Map());
  readonly #asked = new Set<string>();

  /** Asks for what is not known; set once the page is alive. */
  ask: ((conversation: ConversationId, seq: number) => void) | undefined;

  /** What the page was drawn with, by seq. */
  seed(conversation: ConversationId | undefined, origins: Record<number, ShownOrigin> = {}): void {
    this.known.value = new Map(
      Object.entries(origins).map(([seq, origin]) => [`${conversation} ${seq}`, origin]),
    );
  }

  /** Reads a signal. */
  find(conversation: ConversationId, seq: number): ShownOrigin | undefined {
    const name = `${conversation} ${seq}`;
    const origin = this.known.value.get(name);
    if (!origin && this.ask && !this.#asked.has(name)) {
      this.#asked.add(name);
      this.ask(conversation, seq);
    }
    return origin;
  }
}
