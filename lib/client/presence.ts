import { signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { PresenceChange, PresenceState, UserId } from "../protocol/events.ts";

/** Who came or went; away and back is neither. */
export interface Passage {
  user: UserId;
  name: string;
  state: "online" | "offline";
}

/** Who is here, as far as the server told: a state at `sync`, changes after it. */
export class PresenceList {
  readonly #known = signal<ReadonlyMap<UserId, PresenceChange>>(new Map());

  get known(): ReadonlySignal<ReadonlyMap<UserId, PresenceChange>> {
    return this.#known;
  }

  stateOf(user: UserId): PresenceState {
    return this.#known.value.get(user)?.state ?? "offline";
  }

  replace(everyone: readonly PresenceChange[]): void {
    const here = everyone.filter(({ state }) => state !== "offline");
    this.#known.value = new Map(here.map((change) => [change.user, change]));
  }

  /** Takes changes and says who came and who went by them. */
  change(changes: readonly PresenceChange[]): Passage[] {
    const known = new Map(this.#known.value);
    const passages: Passage[] = [];
    for (const change of changes) {
      const { user, name } = change;
      const left = change.state === "offline";
      if (left === known.has(user)) {
        passages.push({ user, name, state: left ? "offline" : "online" });
      }
      if (left) known.delete(user);
      else known.set(user, change);
    }
    this.#known.value = known;
    return passages;
  }
}
