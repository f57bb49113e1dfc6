import type { ReadonlySignal } from "@preact/signals";
import {
  type ConversationId,
  type EventBatch,
  peopleBeside,
  type Person,
  type UserId,
} from "../protocol/events.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Conversations } from "./conversations.ts";
import type { PresenceTransition } from "./presence.ts";
import type { RoomMembers } from "./room_members.ts";
import type { Timelines } from "./timelines.ts";

/** Who did something so lately is told to be here by that. */
const IMPLIED_MS = 30_000;
/** What people did is forgotten beyond this. */
const MAX_ACTS = 1_000;

/** Shows who comes and goes where they are a member (P4): in the room shown, and directly. */
export class Arrivals {
  /** When people last did something in a conversation, since they were last told to be gone. */
  readonly #acts = new Map<string, number>();

  constructor(
    readonly clock: Clock,
    readonly state: {
      timelines: Pick<Timelines, "followed" | "find">;
      conversations: Pick<Conversations, "find">;
      members: Pick<RoomMembers, "conversation" | "has">;
      me: ReadonlySignal<Person | undefined>;
    },
  ) {}

  /** People did something: what comes later of their arrival is no news there. */
  onEvents({ conversation, events }: EventBatch): void {
    for (const event of events) {
      const { by, kind, at } = event;
      if (event.kind === "join" && event.addedBy !== undefined) continue; // it was done to them
      const key = actKey(conversation, by);
      this.#acts.delete(key);
      if (kind !== "leave") this.#acts.set(key, at);
    }
    for (const [key, at] of this.#acts) {
      if (this.#acts.size <= MAX_ACTS && at > this.clock.now() - IMPLIED_MS) break;
      this.#acts.delete(key);
    }
  }

  onTransitions(transitions: readonly PresenceTransition[]): void {
    const { conversations, members, timelines } = this.state;
    for (const id of timelines.followed()) {
      const found = conversations.find(id);
      const isMember = (user: UserId) =>
        found?.kind === "direct"
          ? peopleBeside(found).some((one) => one.id === user)
          : members.conversation === id && members.has(user);
      this.show(id, transitions.filter(({ user }) => isMember(user)));
    }
  }

  show(conversation: ConversationId, transitions: readonly PresenceTransition[]): void {
    const others = transitions.filter(({ user }) => user !== this.state.me.value?.id)
      .map((one): PresenceTransition =>
        this.#isImplied(conversation, one) ? { ...one, implied: true } : one
      );
    if (others.length === 0) return;
    this.state.timelines.find(conversation)?.addPresence(others, this.clock.now());
  }

  #isImplied(conversation: ConversationId, { user, state }: PresenceTransition): boolean {
    const key = actKey(conversation, user);
    const actedAt = this.#acts.get(key) ?? -Infinity;
    if (state !== "online") this.#acts.delete(key);
    return state === "online" && actedAt > this.clock.now() - IMPLIED_MS;
  }
}

function actKey(conversation: ConversationId, user: UserId): string {
  return `${conversation} ${user}`;
}
