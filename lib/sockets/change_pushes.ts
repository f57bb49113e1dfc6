import type { Chat } from "../chat/chat.ts";
import type { ActingAs } from "../chat/identity/acting.ts";
import type { ConversationId, Profiles, UserId } from "../protocol/events.ts";
import { PRESENCE_COALESCE_MS } from "../protocol/limits.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Hub } from "./hub.ts";
import { KeyedQueue } from "../async/keyed_queue.ts";
import { Unavailable } from "../kv/kv.ts";
import { summaryFor } from "./summaries.ts";

/** Changed profiles are gathered this long, as changes of presence are (P3). */
const GATHER_MS = PRESENCE_COALESCE_MS;
/** Profiles in one frame: it stays below 16 KiB. */
const USERS_A_FRAME = 100;

export interface ChangePushParts {
  hub: Hub;
  chat: Pick<Chat, "summary" | "invitations" | "requests" | "laterState">;
  /** Users as they are now. */
  profiles: (ids: Iterable<UserId>) => Promise<Profiles>;
  actingAs: ActingAs;
  clock: Clock;
  logger: Logger;
  /** A change could not be read: asks for a reconciliation later. */
  reconcileLater: () => void;
}

/** Reads what changed of people and conversations, in order for each, and pushes it. */
export class ChangePushes {
  readonly #queue: KeyedQueue;
  #changed = new Set<UserId>();

  constructor(private readonly parts: ChangePushParts) {
    this.#queue = new KeyedQueue((key, error) => {
      if (error instanceof Unavailable) parts.reconcileLater();
      else parts.logger.error(`${key} failed`, error);
    });
  }

  /** A user or a conversation was changed. Never rejects. */
  receive(what: "user" | "conversation", id: string): Promise<void> {
    if (what === "conversation") {
      return this.#queue.run(`change of ${id}`, () => this.#pushConversation(id));
    }
    if (this.#changed.size === 0) {
      this.parts.clock.after(GATHER_MS, () => void this.#pushGathered());
    }
    this.#changed.add(id);
    return this.#queue.run(`change of ${id}`, () => this.#renewUser(id));
  }

  /** What the community asks of administrators was changed: each acts by it from now on. Never rejects. */
  async receiveSettings(): Promise<void> {
    const asked = [...this.parts.hub.connections]
      .filter(({ actor }) => actor.user.role === "administrator" || actor.unproven)
      .map(({ actor }) => actor.user.id);
    await Promise.all(
      [...new Set(asked)].map((id) =>
        this.#queue.run(`change of ${id}`, () => this.#renewUser(id))
      ),
    );
  }

  /** What somebody is asked into was changed. Never rejects. */
  receiveInvitations(user: UserId): Promise<void> {
    return this.#queue.run(`invitations of ${user}`, async () => {
      const { hub, chat } = this.parts;
      const [any] = hub.ofUser(user);
      if (!any) return;
      const [invitations, requests] = await Promise.all([
        chat.invitations(any.actor),
        chat.requests(any.actor),
      ]);
      for (const connection of hub.ofUser(user)) {
        connection.push({ type: "invitations", invitations, requests });
      }
    });
  }

  /** What somebody has for later was changed. Never rejects. */
  receiveLater(user: UserId, id: string): Promise<void> {
    return this.#queue.run(`later of ${user}`, async () => {
      const { hub, chat } = this.parts;
      const [any] = hub.ofUser(user);
      if (!any) return;
      const state = await chat.laterState(any.actor, id);
      for (const connection of hub.ofUser(user)) connection.push({ type: "later", id, state });
    });
  }

  /** Tells everyone here who people are now (N6): those who see them need not look again. */
  #pushGathered(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed = new Set();
    return this.#queue.run("changes of users", async () => {
      for (let start = 0; start < changed.length; start += USERS_A_FRAME) {
        const ids = changed.slice(start, start + USERS_A_FRAME);
        this.parts.hub.broadcast({ type: "users", users: await this.parts.profiles(ids) });
      }
    });
  }

  async #pushConversation(conversation: ConversationId): Promise<void> {
    const { hub, chat } = this.parts;
    for (const connection of [...hub.followers(conversation).keys()]) {
      const summary = await summaryFor(chat, connection, conversation);
      // Who was told meanwhile that they left is not told of it any more.
      const isThere = hub.followers(conversation).has(connection);
      if (isThere && summary.is === "member") {
        connection.push({ type: "conversation", conversation: summary.conversation });
        hub.holdPeople(connection, summary.conversation);
      }
    }
  }

  async #renewUser(id: UserId): Promise<void> {
    const { hub, profiles, actingAs } = this.parts;
    if (hub.ofUser(id).size === 0) return;
    const profile = (await profiles([id]))[id];
    if (!profile) return;
    const acting = await actingAs({ id, ...profile });
    for (const connection of hub.ofUser(id)) {
      connection.actor = { ...connection.actor, ...acting };
    }
  }
}
