import type { Channel } from "../../lib/cluster/channel.ts";

/** What becomes of one message on its way to one receiver: how many copies, and whether it waits. */
export type Fate = "pass" | "drop" | "double" | "hold";

/**
 * A channel in memory: each handle's posts reach all other open handles, in microtasks. `fate` decides
 * about each delivery; what is held goes out, after what came later, with `release`.
 */
export class FakeChannels {
  /** How many messages were posted, by all. */
  posts = 0;
  fate: (message: unknown, from: string, to: string) => Fate = () => "pass";
  readonly #handles = new Map<string, (message: unknown) => void>();
  readonly #held: Array<() => void> = [];

  /** The handle of the instance `name`. */
  open(name: string): Channel {
    this.#handles.set(name, () => {});
    return {
      post: (message) => {
        this.posts++;
        for (const to of this.#handles.keys()) if (to !== name) this.#carry(message, name, to);
      },
      onMessage: (receive) => void this.#handles.set(name, receive),
      close: () => void this.#handles.delete(name),
    };
  }

  release(): void {
    for (const deliver of this.#held.splice(0)) deliver();
  }

  #carry(message: unknown, from: string, to: string): void {
    const copy = structuredClone(message);
    const deliver = () => queueMicrotask(() => this.#handles.get(to)?.(copy));
    const fate = this.fate(message, from, to);
    if (fate === "hold") this.#held.push(deliver);
    if (fate === "pass" || fate === "double") deliver();
    if (fate === "double") deliver();
  }
}
