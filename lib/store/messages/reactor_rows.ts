// Who reacted beyond the twelve whom a message names of each kind.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";

/** A message, and one kind of reaction to it. */
export interface ReactionPlace {
  conversation: ConversationId;
  target: number;
  emoji: string;
}

/** The write that notes somebody who reacted. */
export function addReactor({ conversation, target, emoji }: ReactionPlace, user: UserId): Mutation {
  return { type: "set", key: keys.reactor(conversation, target, emoji, user), value: true };
}

/** The write that takes the note back; harmless where there is none. */
export function removeReactor(place: ReactionPlace, user: UserId): Mutation {
  const { conversation, target, emoji } = place;
  return { type: "delete", key: keys.reactor(conversation, target, emoji, user) };
}

/** The rows of those who reacted. */
export interface ReactorRows {
  /** Their ids in order, those after `after`, at most `limit`. Rejects with `Unavailable`. */
  list(place: ReactionPlace, after: UserId | undefined, limit: number): Promise<UserId[]>;
  /** Some of all who reacted to a message, of any kind; each kind of one person is one. */
  ofMessage(
    conversation: ConversationId,
    target: number,
    limit: number,
  ): Promise<Array<{ emoji: string; user: UserId }>>;
}

/** Reactor rows over a store. */
export function createReactorRows(kv: Kv): ReactorRows {
  return {
    async list({ conversation, target, emoji }, after, limit) {
      const prefix = keys.reactorsBy(conversation, target, emoji);
      // The end of a key is its user: a character behind it begins after that user.
      const start = after === undefined ? {} : { start: [...prefix, `${after}\0`] };
      const rows = await kv.list({ prefix, ...start }, { limit });
      return rows.map(({ key }) => String(key.at(-1)));
    },
    async ofMessage(conversation, target, limit) {
      const rows = await kv.list({ prefix: keys.reactorsOf(conversation, target) }, { limit });
      return rows.map(({ key }) => ({ emoji: String(key.at(-2)), user: String(key.at(-1)) }));
    },
  };
}
