import type {
  ConversationId,
  ConversationSummary,
  LogEvent,
  UserId,
} from "../../protocol/events.ts";
import { channelKey, channelOf } from "../text/names.ts";

/** A conversation as one client sees it. */
export interface Conversation {
  summary: ConversationSummary;
  /** The channel that it is; of a conversation of two there is none. */
  channel: string | undefined;
  /** Who was told to be in the channel. */
  members: Set<UserId>;
  /** The last seq, and when it was appended (milliseconds UTC). */
  head: number;
  lastAt: number;
  /** Up to when the user has read (milliseconds UTC), once the client was told. */
  readAt?: number;
}

/** The conversations that one client is in. */
export class Conversations {
  readonly #byId = new Map<ConversationId, Conversation>();
  readonly #byChannel = new Map<string, ConversationId>();

  get(id: ConversationId): Conversation | undefined {
    return this.#byId.get(id);
  }

  byChannel(channel: string): Conversation | undefined {
    const id = this.#byChannel.get(channelKey(channel));
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** The conversation of the user with one other person. */
  withPerson(user: UserId): Conversation | undefined {
    for (const conversation of this.#byId.values()) {
      if (conversation.channel === undefined && conversation.summary.with?.id === user) {
        return conversation;
      }
    }
    return undefined;
  }

  [Symbol.iterator](): Iterator<Conversation> {
    return this.#byId.values();
  }

  /** Takes a summary; gives the conversation, and what its channel was called before, if otherwise. */
  put(summary: ConversationSummary): { conversation: Conversation; before?: string } {
    const channel = channelOf(summary);
    const known = this.#byId.get(summary.id);
    const conversation = known ??
      { summary, channel, members: new Set(), head: summary.head, lastAt: summary.lastAt };
    const before = known?.channel;
    conversation.summary = summary;
    conversation.channel = channel;
    conversation.head = Math.max(conversation.head, summary.head);
    conversation.lastAt = Math.max(conversation.lastAt, summary.lastAt);
    this.#byId.set(summary.id, conversation);
    if (before !== undefined && before !== channel) this.#byChannel.delete(channelKey(before));
    if (channel !== undefined) this.#byChannel.set(channelKey(channel), summary.id);
    return { conversation, ...(before !== undefined && before !== channel && { before }) };
  }

  remove(id: ConversationId): Conversation | undefined {
    const known = this.#byId.get(id);
    this.#byId.delete(id);
    if (known?.channel !== undefined) this.#byChannel.delete(channelKey(known.channel));
    return known;
  }

  /** The channels in which the client saw somebody. */
  of(user: UserId): Conversation[] {
    return [...this.#byId.values()].filter(({ members }) => members.has(user));
  }
}

/** Notes that an event was appended. */
export function noteEvent(conversation: Conversation, { seq, at }: LogEvent): void {
  conversation.head = Math.max(conversation.head, seq);
  conversation.lastAt = Math.max(conversation.lastAt, at);
}

/** What a channel is about: its topic, else its title. */
export function topicOf({ topic, title, people }: ConversationSummary): string {
  return topic || title || people?.map(({ name }) => name).join(", ") || "";
}
