// The messages that call somebody, for the inbox: read or not, until they are done.
import { keys } from "../../kv/keys.ts";
import { commitChecked } from "../../kv/checked_write.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, MentionReason, UserId } from "../../protocol/events.ts";
import { type Place, removeMention } from "../conversations/read_marks.ts";

/** A row of the inbox. `done`: it was put away; it is kept a little, so that this can be undone. */
export interface MentionRow {
  why: MentionReason;
  done?: true;
}

/** A message that calls somebody. `at`: when it was written, milliseconds UTC. */
export interface MentionPlace extends Place {
  at: number;
  why: MentionReason;
}

/** What calls somebody is kept so long. */
const KEPT_MS = 90 * 24 * 60 * 60_000;
/** What was put away can be brought back so long. */
const DONE_MS = 60 * 60_000;
/** Rows that one read takes. */
const READ_AT_ONCE = 100;

/** The write that keeps for the inbox that a message calls somebody. */
export function addToInbox(user: UserId, { conversation, seq, at, why }: MentionPlace): Mutation {
  const value: MentionRow = { why };
  const key = keys.mentioned(user, at, conversation, seq);
  return { type: "set", key, value, expireIn: KEPT_MS };
}

/** The writes that forget whom a message called. */
export function forgetCalls(
  users: readonly UserId[],
  { conversation, seq, at }: Omit<MentionPlace, "why">,
): Mutation[] {
  return users.flatMap((user): Mutation[] => [
    removeMention(user, conversation, seq),
    { type: "delete", key: keys.mentioned(user, at, conversation, seq) },
  ]);
}

/** The write that forgets whom a message called without naming them. */
export function forgetCalled(conversation: ConversationId, seq: number): Mutation {
  return { type: "delete", key: keys.called(conversation, seq) };
}

/** The write that remembers whom a message calls without naming them, for when it is deleted. */
export function rememberCalled(
  conversation: ConversationId,
  seq: number,
  users: readonly UserId[],
): Mutation {
  return { type: "set", key: keys.called(conversation, seq), value: users, expireIn: KEPT_MS };
}

/** What calls people, over a store. */
export interface Mentions {
  /** Those that are not done, the newest first; `next` leads on where there may be more. */
  page(
    user: UserId,
    page: { after?: string; limit: number },
  ): Promise<{ places: MentionPlace[]; next?: string }>;
  /** Puts one away, or brings it back; false where there is none. */
  setDone(user: UserId, place: Omit<MentionPlace, "why">, done: boolean): Promise<boolean>;
  /** Whom a message calls without naming them, by their keywords. */
  called(conversation: ConversationId, seq: number): Promise<UserId[]>;
  /** Writes these, one commit after the other, each at most three times. */
  write(commits: readonly Mutation[][]): Promise<void>;
}

/** Mentions over a store. Rejects with `Unavailable`. */
export function createMentions(kv: Kv): Mentions {
  return {
    async page(user, { after, limit }) {
      const places: MentionPlace[] = [];
      const prefix = keys.mentionedOf(user);
      let end = after === undefined ? undefined : keyOfCursor(user, after);
      if (after !== undefined && !end) return { places };
      for (;;) {
        const rows = await kv.list<MentionRow>({ prefix, ...(end && { end }) }, {
          ...{ limit: READ_AT_ONCE, reverse: true },
        });
        for (const { key, value } of rows) {
          if (value.done) continue;
          const [at, conversation, seq] = [Number(key[2]), String(key[3]), Number(key[4])];
          places.push({ conversation, seq, at, why: value.why });
          if (places.length === limit) return { places, next: cursorOf(places.at(-1)) };
        }
        end = rows.at(-1)?.key;
        if (rows.length < READ_AT_ONCE) return { places };
      }
    },

    async setDone(user, { at, conversation, seq }, done) {
      const key = keys.mentioned(user, at, conversation, seq);
      const row = (await kv.get<MentionRow>(key)).value;
      if (!row) return false;
      const value: MentionRow = done ? { why: row.why, done } : { why: row.why };
      await kv.commit([], [
        { type: "set", key, value, expireIn: done ? DONE_MS : KEPT_MS },
        ...(done ? [removeMention(user, conversation, seq)] : []),
      ]);
      return true;
    },

    async called(conversation, seq) {
      return (await kv.get<UserId[]>(keys.called(conversation, seq))).value ?? [];
    },

    async write(commits) {
      for (const mutations of commits) {
        await commitChecked(
          kv,
          () => Promise.resolve({ is: "commit", result: undefined, checks: [], mutations }),
        );
      }
    },
  };
}

/** Where a page ends: nothing that whoever asks does not know. */
function cursorOf(place: MentionPlace | undefined): string | undefined {
  return place && `${place.at} ${place.seq} ${place.conversation}`;
}

function keyOfCursor(user: UserId, cursor: string) {
  const [, at, seq, conversation] = /^(\d{1,15}) (\d{1,15}) (\S+)$/.exec(cursor) ?? [];
  if (conversation === undefined) return undefined;
  return keys.mentioned(user, Number(at), conversation, Number(seq));
}
