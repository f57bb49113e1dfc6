import type { Kv, Mutation } from "../../kv/kv.ts";
import { writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import {
  MAX_REQUEST_MESSAGES,
  MAX_REQUESTS_TO_ONE,
  type MessageRequest,
} from "../../protocol/message_requests.ts";
import type { Clock } from "../../runtime/clock.ts";
import {
  addMember,
  type Conversation,
  type Conversations,
  peopleOf,
} from "../../store/conversations/conversations.ts";
import { isGroup } from "../../store/conversations/groups.ts";
import type {
  MessageRequestRow,
  MessageRequests,
  NewRequest,
} from "../../store/conversations/message_requests.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";
import { repeating, type Screen } from "../messages/screen.ts";
import { personOf } from "../identity/current_user.ts";
import type { SettingsOf } from "../inbox/personal_settings.ts";
import { announceChange } from "./change_conversation.ts";
import { announceMembership } from "./membership_writer.ts";

/** Requests of one person that are told: beyond, the first ones are answered first. */
const MAX_LISTED = 100;
/** Rows that are forgotten at once. */
const ROWS_AT_ONCE = 100;

/** What message requests work with. */
export interface MessageRequestParts {
  kv: Kv;
  rows: MessageRequests;
  conversations: Pick<Conversations, "getMany" | "membershipsOf">;
  users: Pick<Users, "getMany">;
  personalOf: SettingsOf;
  announcer: Announcer;
  clock: Pick<Clock, "now">;
}

/** What is written to somebody who has not accepted to be written to. */
export interface MessageRequestRules {
  /** What waits for the actor's answer, the first first. */
  requests(actor: Actor): Promise<MessageRequest[]>;
  /** The actor is in the conversation from now on, and reads all of it; false where they are not asked. */
  accept(user: UserId, conversation: ConversationId): Promise<boolean>;
  /** The actor is asked no more, and nobody is told; false where they are not asked. */
  ignore(user: UserId, conversation: ConversationId): Promise<boolean>;
  /**
   * Before somebody asks these people once more: throws `requests-wait` where one of them has not accepted
   * several already, ignored ones too, so that nobody fills what others are asked.
   */
  limit(by: UserId, asked: ReadonlyMap<UserId, Pick<NewRequest, "unlimited">>): Promise<void>;
  /** Tells all of a user's connections that what they are asked has changed. */
  announce(users: Iterable<UserId>): void;
  /**
   * Before an account goes: what its owner is asked becomes theirs, to go with all that is, and nobody is
   * asked about what they alone began.
   */
  forget(user: UserId): Promise<void>;
  /**
   * Of a message into a conversation whose others were asked and have not accepted: a few wait with them,
   * by its id once however often it is sent. Rejects with `request-waits` beyond.
   */
  screen: Screen;
}

/** Message requests over a store. */
export function createMessageRequestRules(parts: MessageRequestParts): MessageRequestRules {
  const { kv, announcer } = parts;

  function announce(users: Iterable<UserId>): void {
    for (const user of users) {
      announcer.announce([{ topic: `user:${user}`, message: { type: "invitations", user } }]);
    }
  }

  async function accept(user: UserId, id: ConversationId): Promise<boolean> {
    let accepted = false;
    await writeRow<Conversation>(kv, keys.conversation(id), (row) => {
      if (!row?.asked?.includes(user)) return undefined;
      accepted = true;
      return {
        value: withoutAsked(row, user),
        mutations: [
          ...addMember(id, user, parts.clock.now()),
          { type: "delete", key: keys.messageRequest(user, id) },
        ],
      };
    });
    if (!accepted) return false;
    announceChange(announcer, id);
    announceMembership(announcer, user, id, true);
    announce([user]);
    return true;
  }

  return {
    announce,
    requests: (actor) => list(parts, actor.user.id),

    accept,

    async ignore(user, id) {
      let found = false;
      await writeRow<MessageRequestRow>(kv, keys.messageRequest(user, id), (row) => {
        found = row !== undefined;
        return row && !row.ignored ? { value: { ...row, ignored: true } } : undefined;
      });
      if (found) announce([user]);
      return found;
    },

    async limit(by, asked) {
      for (const [user, { unlimited }] of asked) {
        if (unlimited) continue;
        let open = 0;
        for await (const { row } of parts.rows.all(user)) {
          if (row.by === by && ++open >= MAX_REQUESTS_TO_ONE) {
            throw new ChatError("requests-wait", { count: MAX_REQUESTS_TO_ONE });
          }
        }
      }
    },

    forget: (user) => forget(parts, { accept, announce }, user),

    screen: createRequestScreen(parts, announce),
  };
}

/** Whether nobody but who began has accepted a conversation, and somebody is asked. */
function isAlone({ asked = [], people = [] }: Pick<Conversation, "asked" | "people">): boolean {
  return asked.length > 0 && asked.length >= people.length - 1;
}

/** Whether the id is of a conversation that somebody may be asked about. */
export function mayBeAsked(id: ConversationId): boolean {
  return peopleOf(id) !== undefined || isGroup(id);
}

/** A conversation without one of those who have not accepted it. */
export function withoutAsked({ asked = [], ...row }: Conversation, user: UserId): Conversation {
  const left = asked.filter((one) => one !== user);
  return left.length > 0 ? { ...row, asked: left } : row;
}

function createRequestScreen(
  { rows }: Pick<MessageRequestParts, "rows">,
  announce: MessageRequestRules["announce"],
): Screen {
  return (_, { conversation, id }) => {
    const { id: place, asked = [] } = conversation;
    if (!isAlone(conversation)) return undefined;
    return rows.getMany(asked, place).then((all) => {
      const found = all.filter(({ value }) => value !== null);
      const sent = found[0]?.value?.messages ?? []; // none is found where somebody has accepted
      const repeated = sent.find((one) => one.id === id);
      if (repeated) return repeating(repeated.seq);
      const checks = found.map(({ key, versionstamp }) => ({ key, versionstamp }));
      if (sent.length >= MAX_REQUEST_MESSAGES) {
        if (found.every(({ value }) => value?.unlimited)) return { checks, rows: () => [] };
        throw new ChatError("request-waits", { count: MAX_REQUEST_MESSAGES });
      }
      return {
        checks,
        rows: ({ seq, at }) =>
          found.map(({ key, value }): Mutation => (
            { type: "set", key, value: { at, ...value, messages: [...sent, { id, seq }] } }
          )),
        posted: () => announce(asked),
      };
    });
  };
}

/** `MessageRequestRules.forget`. */
async function forget(
  { kv, rows, conversations }: Pick<MessageRequestParts, "kv" | "rows" | "conversations">,
  { accept, announce }: Pick<MessageRequestRules, "accept" | "announce">,
  user: UserId,
): Promise<void> {
  for (;;) {
    const some = await rows.of(user, ROWS_AT_ONCE);
    for (const { conversation } of some) {
      await accept(user, conversation);
      await kv.commit([], [{ type: "delete", key: keys.messageRequest(user, conversation) }]);
    }
    if (some.length < ROWS_AT_ONCE) break;
  }
  const own = (await conversations.membershipsOf(user)).filter(mayBeAsked);
  for (const { id, asked = [], people } of (await conversations.getMany(own)).values()) {
    if (!isAlone({ asked, people })) continue;
    await kv.commit(
      [],
      asked.map((one) => ({ type: "delete", key: keys.messageRequest(one, id) })),
    );
    announce(asked);
  }
}

/** What waits for somebody's answer: nothing of who left, of whom they blocked, or without a message. */
async function list(
  { rows, conversations, users, personalOf }: Pick<
    MessageRequestParts,
    "rows" | "conversations" | "users" | "personalOf"
  >,
  user: UserId,
): Promise<MessageRequest[]> {
  const blocked = (await personalOf([user])).get(user)?.blocked ?? [];
  const open: (MessageRequestRow & { conversation: ConversationId; at: number })[] = [];
  for await (const { conversation, row } of rows.all(user)) {
    if (row.ignored || row.at === undefined || blocked.includes(row.by)) continue;
    open.push({ ...row, conversation, at: row.at });
    if (open.length === MAX_LISTED) break;
  }
  if (open.length === 0) return [];
  const found = await conversations.getMany(open.map(({ conversation }) => conversation));
  const others = (id: ConversationId) => found.get(id)?.people?.filter((one) => one !== user) ?? [];
  const people = await users.getMany([
    ...new Set(open.flatMap(({ conversation, by }) => [by, ...others(conversation)])),
  ]);
  return open.flatMap(({ conversation: id, by, at, because, messages }): MessageRequest[] => {
    const [author, first] = [people.get(by), messages[0]];
    if (!found.has(id) || !author || author.goneAt !== undefined) return [];
    return [{
      conversation: id,
      by: personOf(author),
      at,
      because,
      messages: messages.length,
      ...(first && { first: first.seq }),
      ...(isGroup(id) && {
        people: others(id).flatMap((one) => {
          const person = people.get(one);
          return person ? [personOf(person)] : [];
        }),
      }),
    }];
  }).sort((one, other) => one.at - other.at);
}
