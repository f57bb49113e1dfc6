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
  conversations: Pick<Conversations, "get" | "standing">;
  announcer: Announcer;
  random: Random;
}

/** The topics that somebody set. */
export interface OwnTopics {
  /** Notes an event of a log that is read, in its order. */
  pass(conversation: ConversationId, event: LogEvent): void;
  /** Empties the events that set one, among those that were noted since. Again is harmless. */
  empty(): Promise<void>;
  /** The same, and clears it where it still stands, once all of a log was noted. Again is harmless. */
  forget(conversation: ConversationId): Promise<void>;
  /** Who set the topic last, among the events of a log that were noted. */
  setBy(conversation: ConversationId): UserId | undefined;
}

/** Takes topics back, over the log and the rows. `known`: who set that of a log before what is noted. */
export function createOwnTopics(
  { kv, log, conversations, announcer, random }: OwnTopicsParts,
): (user: UserId, known?: { conversation: ConversationId; setBy: UserId }) => OwnTopics {
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
        conversation: id,
        by: user,
        id: random.uuid(),
        draft: { kind: "topic", topic: "" },
        checks: [{ key, versionstamp }],
        also: () => saveConversation({ ...value, topic: "" }),
      };
    });
    if (appended) announceChange(announcer, id);
  }

  return (user, known) => {
    let own: Array<{ conversation: ConversationId; seq: number }> = [];
    const last = new Map(known && [[known.conversation, known.setBy]]);

    async function emptyAll() {
      for (const { conversation, seq } of own) await empty(conversation, seq);
      own = [];
    }

    return {
      setBy: (conversation) => last.get(conversation),
      empty: emptyAll,

      pass(conversation, event) {
        if (event.kind !== "topic") return;
        last.set(conversation, event.by);
        if (event.by === user) own.push({ conversation, seq: event.seq });
      },
      async forget(id) {
        await emptyAll();
        const room = await conversations.get(id);
        // One that a room was made with has no event of its own.
        if (room?.topic && (last.get(id) ?? room.by) === user) await clear(user, id);
      },
    };
  };
}
