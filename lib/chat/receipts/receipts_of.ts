import type { ConversationId, Receipt, UserId } from "../../protocol/events.ts";
import type { ReadMark, ReadMarks } from "../../store/conversations/read_marks.ts";
import type { ReadPositions } from "../conversations/read_positions.ts";
import type { SettingsOf } from "../inbox/personal_settings.ts";

/**
 * How far each of these people has read in a conversation, as far as they let it be seen: nobody, where
 * the reader does not (M15). Rejects with `Unavailable`.
 */
export type ReceiptsOf = (
  reader: UserId,
  conversation: ConversationId,
  users: readonly UserId[],
) => Promise<ReadonlyMap<UserId, Receipt>>;

/** Over the marks; one read, besides that of settings that are not known. */
export function createReceiptsOf({ marks, positions, personalOf }: {
  marks: Pick<ReadMarks, "getMany">;
  positions: Pick<ReadPositions, "pending">;
  personalOf: SettingsOf;
}): ReceiptsOf {
  return async (reader, conversation, users) => {
    const others = users.filter((user) => user !== reader);
    const [found, personal] = await Promise.all([
      marks.getMany(others.map((user) => ({ user, conversation }))),
      personalOf([reader, ...others]),
    ]);
    if (!personal.get(reader)?.receipts) return new Map();
    return new Map(others.flatMap((user, n) => {
      const pending = positions.pending(user, conversation);
      const receipt = latest(receiptIn(found[n]), pending?.unseen ? undefined : pending);
      return receipt && personal.get(user)?.receipts ? [[user, receipt] as const] : [];
    }));
  };
}

/**
 * How far somebody has ever read, also if they put their mark back since; none where nothing was read:
 * who came and never looked has read nothing.
 */
export function receiptIn(mark: ReadMark | undefined): Receipt | undefined {
  const seq = Math.max(mark?.unseen ? 0 : mark?.seq ?? 0, mark?.seen ?? 0);
  return seq > 0 ? { seq, ...(mark?.at !== undefined && { at: mark.at }) } : undefined;
}

/** The one that goes further. */
export function latest(
  one: Receipt | undefined,
  other: Receipt | undefined,
): Receipt | undefined {
  return (other?.seq ?? 0) > (one?.seq ?? 0) ? other : one;
}
