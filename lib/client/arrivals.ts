import {
  type ConversationId,
  type ConversationSummary,
  type EventBatch,
  GENERAL,
  type UserId,
} from "../protocol/events.ts";
import type { Member } from "../protocol/server_frames.ts";
import type { Passage } from "./presence.ts";

export interface ArrivalsHost {
  find(conversation: ConversationId): ConversationSummary | undefined;
  members(conversation: ConversationId): Promise<Member[]>;
  show(conversation: ConversationId, passages: readonly Passage[]): void;
}

/** Shows who comes and goes in the conversations that they are a member of (P4). */
export class Arrivals {
  /** Members of open rooms, asked for when first needed and kept by join and leave. */
  readonly #members = new Map<ConversationId, Promise<Set<UserId>>>();

  constructor(readonly host: ArrivalsHost) {}

  /** `open`: the conversations that somebody reads. */
  async passed(open: Iterable<ConversationId>, passages: readonly Passage[]): Promise<void> {
    if (passages.length === 0) return;
    await Promise.all(Array.from(open, async (conversation) => {
      const isMember = await this.#membership(conversation);
      const here = passages.filter(({ user }) => isMember(user));
      if (here.length > 0) this.host.show(conversation, here);
    }));
  }

  delivered({ conversation, events }: EventBatch): void {
    const members = this.#members.get(conversation);
    if (!members) return;
    for (const event of events) {
      if (event.kind === "join") void members.then((set) => set.add(event.by));
      if (event.kind === "leave") void members.then((set) => set.delete(event.by));
    }
  }

  /** What happened while the connection was gone is not known. */
  forget(): void {
    this.#members.clear();
  }

  async #membership(conversation: ConversationId): Promise<(user: UserId) => boolean> {
    const summary = this.host.find(conversation);
    if (!summary) return () => false;
    if (summary.kind === "direct") return (user) => user === summary.with?.id;
    if (conversation === GENERAL) return () => true;
    let members = this.#members.get(conversation);
    if (!members) {
      const asked = this.host.members(conversation);
      members = asked.then((list) => new Set(list.map(({ id }) => id)), () => {
        this.#members.delete(conversation);
        return new Set(); // not told: nobody is shown, and the next passage asks again
      });
      this.#members.set(conversation, members);
    }
    const set = await members;
    return (user) => set.has(user);
  }
}
