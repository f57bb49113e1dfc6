import type { ConversationLog } from "../../log/log.ts";
import { ChatError, type Refusal } from "../../protocol/errors.ts";
import type { LaterRow, LaterRows, ScheduledRow } from "../../store/messages/later_rows.ts";
import type { ReadCheckedPerson } from "../../store/people/checked_person.ts";
import type { Actor, Chat, LogPosition } from "../chat.ts";
import type { ConfirmMember } from "../conversations/confirm_member.ts";
import type { LaterChanges } from "./changes.ts";

/** Refusals that pass by themselves: it is tried again. */
export const PASSING: ReadonlySet<Refusal> = new Set([
  ...["unavailable", "too-fast", "slow-mode", "newcomer-slow", "internal"] as const,
]);

/** Sends a scheduled message, once however often it is called (D3). */
export type DeliverLater = (actor: Actor, id: string) => Promise<LogPosition | undefined>;

/** What scheduled messages are sent with. */
export interface DeliverLaterParts {
  rows: Pick<LaterRows, "get">;
  changes: LaterChanges;
  post: Chat["post"];
  confirmMember: ConfirmMember;
  readPerson: ReadCheckedPerson;
  log: Pick<ConversationLog, "heads">;
}

/**
 * Sends what is scheduled. Gives nothing where it was taken back. Where its author may not write there
 * any more, that is noted for them, and thrown.
 */
export function createDeliverLater(
  { rows, changes, post, confirmMember, readPerson, log }: DeliverLaterParts,
): DeliverLater {
  /** Notes after which seq it can stand, before the first try: later ones look for it from there on. */
  async function claim(actor: Actor, id: string): Promise<ScheduledRow | undefined> {
    const row = await rows.get(actor.user.id, id);
    if (row?.kind !== "message") return undefined;
    const [head] = await log.heads([row.conversation]);
    const claimed = await changes.change(actor.user.id, id, (now) => {
      if (now?.kind !== "message") return { is: "same" };
      if (now.after !== undefined && now.failed === undefined) return { is: "same" };
      return { is: "put", row: { ...now, after: now.after ?? head?.seq ?? 0, failed: undefined } };
    });
    return claimed?.kind === "message" ? claimed : undefined;
  }

  /** Throws the refusal where somebody may not write there (any more). */
  async function confirm(actor: Actor, row: ScheduledRow): Promise<void> {
    const { sanctions } = await readPerson(actor.user.id);
    if (sanctions.ban) throw new ChatError("banned", { reason: sanctions.ban.words });
    if (sanctions.kick) throw new ChatError("kicked", { reason: sanctions.kick.words });
    await confirmMember(actor, row.conversation);
  }

  return async (actor, id) => {
    const row = await claim(actor, id);
    if (!row) return undefined;
    const { conversation, text, replyTo, thread, alsoInRoom, after } = row;
    try {
      await confirm(actor, row);
      const placed = await post(actor, {
        id,
        conversation,
        text,
        replyTo,
        thread,
        alsoInRoom,
        after,
      });
      await changes.change(actor.user.id, id, () => ({ is: "put", row: undefined }));
      return placed;
    } catch (error) {
      if (!(error instanceof ChatError) || PASSING.has(error.refusal)) throw error;
      await changes.change(actor.user.id, id, (now) => failedRow(now, error.refusal));
      throw error;
    }
  };
}

function failedRow(row: LaterRow | undefined, failed: Refusal) {
  if (row?.kind !== "message") return { is: "same" as const };
  return { is: "put" as const, row: { ...row, failed, after: undefined } };
}
