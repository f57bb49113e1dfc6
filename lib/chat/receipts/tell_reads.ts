import { TtlCache } from "../../async/ttl_cache.ts";
import type { ReadBy } from "../../cluster/bus.ts";
import type { ConversationId } from "../../protocol/events.ts";
import { MAX_SHOWN_READERS } from "../../protocol/limits.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import { type Conversations, peopleOf } from "../../store/conversations/conversations.ts";
import type { Announcer } from "../chat.ts";
import type { SettingsOf } from "../inbox/personal_settings.ts";
import type { MemberIndexes } from "../presence/member_indexes.ts";

/** Reads of a direct conversation are gathered this long: scrolling makes many, the last one counts. */
const DIRECT_MS = 250;
/** Those of more people: each of them is told of all the others. */
const SHARED_MS = 1_000;
/** How long it is trusted whether a conversation that nobody here looks at is small. */
const SIZE_KEPT_MS = 60_000;
const MAX_SIZES = 20_000;

/** Somebody read that far: whoever is shown it is told, soon and of all who read meanwhile. */
export type TellRead = (conversation: ConversationId, read: ReadBy) => void;

/** What reads are told with. */
export interface TellReadParts {
  announcer: Pick<Announcer, "announce">;
  conversations: Pick<Conversations, "members">;
  indexes: Pick<MemberIndexes, "people">;
  personalOf: SettingsOf;
  clock: Clock;
  logger: Logger;
}

/**
 * Tells of those who let it be seen, where it is shown at all (M15): in direct conversations and where
 * at most 20 people are. One announcement a conversation holds all that was gathered.
 */
export function createTellRead(parts: TellReadParts): TellRead {
  const { announcer, conversations, indexes, personalOf, clock, logger } = parts;
  const gathered = new Map<ConversationId, Map<string, ReadBy>>();
  const sizes = new TtlCache<{ isSmall: boolean }>(clock, { max: MAX_SIZES, ttlMs: SIZE_KEPT_MS });

  async function isShown(conversation: ConversationId): Promise<boolean> {
    if (peopleOf(conversation)) return true;
    const people = indexes.people(conversation);
    if (people !== undefined) return people <= MAX_SHOWN_READERS;
    const limit = MAX_SHOWN_READERS + 1;
    const read = async () => {
      const members = await conversations.members(conversation, { limit });
      return new Map([[conversation, { isSmall: members.length < limit }]]);
    };
    return (await sizes.getMany([conversation], read)).get(conversation)?.isSmall ?? false;
  }

  /** Never rejects: the next read tells it again. */
  async function announce(conversation: ConversationId): Promise<void> {
    const reads = [...gathered.get(conversation)?.values() ?? []];
    gathered.delete(conversation);
    try {
      if (!await isShown(conversation)) return;
      const personal = await personalOf(reads.map(({ user }) => user));
      const shown = reads.filter(({ user }) => personal.get(user)?.receipts);
      if (shown.length === 0) return;
      announcer.announce([{
        topic: `conversation:${conversation}`,
        message: { type: "receipts", conversation, reads: shown },
      }]);
    } catch (error) {
      logger.error("how far people read could not be told", error);
    }
  }

  return (conversation, read) => {
    const known = gathered.get(conversation);
    if (known) return void known.set(read.user, read);
    gathered.set(conversation, new Map([[read.user, read]]));
    clock.after(
      peopleOf(conversation) ? DIRECT_MS : SHARED_MS,
      () => void announce(conversation),
    );
  };
}
