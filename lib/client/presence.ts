import { signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { Person, PresenceChange, PresenceState, SentOut, UserId } from "../protocol/events.ts";
import type { Member } from "../protocol/requests/people.ts";

/** Who came or went; away and back is neither. */
export interface PresenceTransition {
  user: UserId;
  name: string;
  state: "online" | "offline" | "left" | SentOut;
  /** What they did just now told it before: there is no line for it. */
  implied?: boolean;
}

/**
 * Who is here of those whom the server tells of (P5): oneself and the people of direct conversations,
 * by `sync`, and the members of one room, by their pages. Changes follow.
 */
export class PresenceList {
  readonly #known = signal<ReadonlyMap<UserId, PresenceChange>>(new Map());

  /** By user id; whoever is not in it is offline. */
  get known(): ReadonlySignal<ReadonlyMap<UserId, PresenceChange>> {
    return this.#known;
  }

  stateOf(user: UserId): PresenceState {
    return this.#known.value.get(user)?.state ?? "offline";
  }

  /** Takes what `sync` says; whoever it does not tell of keeps their state until asked for again. */
  replace(direct: readonly PresenceChange[], keeps: (user: UserId) => boolean): void {
    const kept = [...this.#known.value.values()].filter(({ user }) => keeps(user));
    const here = direct.filter(({ state }) => state !== "offline");
    this.#known.value = new Map([...kept, ...here].map((change) => [change.user, change]));
  }

  /** Takes a page of members as they are now. */
  learn(members: readonly Member[]): void {
    const known = new Map(this.#known.value);
    for (const { id, ...rest } of members) {
      if (rest.state === "offline") known.delete(id);
      else known.set(id, { user: id, ...rest });
    }
    this.#known.value = known;
  }

  /** Forgets those whom the server does not tell of any more. */
  keep(isTold: (user: UserId) => boolean): void {
    this.#known.value = new Map([...this.#known.value].filter(([user]) => isTold(user)));
  }

  /** Somebody who is here is called something else now. */
  renewPerson({ id, name, role }: Person): void {
    const here = this.#known.value.get(id);
    if (!here || (here.name === name && here.role === role)) return;
    this.#known.value = new Map(this.#known.value).set(id, { ...here, name, role });
  }

  /** Takes changes and says who came and who went by them. */
  change(changes: readonly PresenceChange[]): PresenceTransition[] {
    const known = new Map(this.#known.value);
    const transitions: PresenceTransition[] = [];
    for (const change of changes) {
      const { user, name } = change;
      const left = change.state === "offline";
      if (left === known.has(user)) {
        const gone = change.sentOut ?? (change.left ? "left" : "offline");
        transitions.push({ user, name, state: left ? gone : "online" });
      }
      if (left) known.delete(user);
      else known.set(user, change);
    }
    this.#known.value = known;
    return transitions;
  }
}
