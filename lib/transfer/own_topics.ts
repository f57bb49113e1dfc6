import type { Announcer } from "../chat/chat.ts";
import { announceChange } from "../chat/conversations/change_conversation.ts";
import { appendChecked } from "../chat/conversations/checked_append.ts";
import { writeRow } from "../kv/checked_write.ts";
import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import type { ConversationLog, LogEntry } from "../log/log.ts";
import type { ConversationId, LogEvent, UserId } from "../protocol/events.ts";
import type { Random } from "../runtime/clock.ts";
import { type Conversations, saveConversation } from "../store/conversations/conversations.ts";

/** What topics are taken back with. */
export interface OwnTopicsParts {
  kv: Kv;
  log: Pick<ConversationLog, "append" | "heads" | "noteRemoteAppend">;
  conversations: Pick<Conversations, "everMemberOf" | "getMany" | "standing">;
  announcer: Announcer;
  random: Random;
}

/** The topics that somebody set. */
export interface OwnTopics {
  /** Notes an event of a log that is read, in its order. */
  pass(conversation: ConversationId, event: LogEvent): void;
  /**
   * Empties the events that set one, among those that were noted, and clears it where it still stands.
   * Again is harmless.
   */
  forget(): Promise<void>;
}

/** Takes topics back, over the log and the rows. */
export function createOwnTopics(
  { kv, log, conversations, announcer, random }: OwnTopicsParts,
): (user: UserId) => OwnTopics {
  async function empty(conversation: ConversationId, seq: number): Promise<void> {
    await writeRow<LogEntry>(kv, keys.entry(conversation, seq), (entry) => {
      if (entry?.event.kind !== "topic") return undefined;
      return { value: { ...entry, event: { ...entry.event, topic: "" } } };
    });
  }

  async function clear(user: UserId, id: ConversationId): Promise<void> {
    const appended = await appendChecked(log, async () => {
      const { conversation: { key, value, versionstamp } } = await conversations.standing(id, user);
      if (!value?.topic) return undefined;
      return {
        ...{ conversation: id, by: user, id: random.uuid() },
        draft: { kind: "topic", topic: "" },
        checks: [{ key, versionstamp }],
        also: () => saveConversation({ ...value, topic: "" }),
      };
    });
    if (appended) announceChange(announcer, id);
  }

  return (user) => {
    const own: Array<{ conversation: ConversationId; seq: number }> = [];
    const last = new Map<ConversationId, UserId>();
    return {
      pass(conversation, event) {
        if (event.kind !== "topic") return;
        last.set(conversation, event.by);
        if (event.by === user) own.push({ conversation, seq: event.seq });
      },
      async forget() {
        for (const { conversation, seq } of own) await empty(conversation, seq);
        const rooms = await conversations.getMany(await conversations.everMemberOf(user));
        for (const { id, by, topic } of rooms.values()) {
          // One that a room was made with has no event of its own.
          if (topic && (last.get(id) ?? by) === user) await clear(user, id);
        }
      },
    };
  };
}
