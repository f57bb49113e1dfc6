import { ChatError } from "../../protocol/errors.ts";
import { may } from "../../protocol/permissions.ts";
import type { Clock } from "../../runtime/clock.ts";
import { notePace, type PaceRows } from "../../store/moderation/pace_rows.ts";
import { repeating, type Screen } from "../messages/screen.ts";

/** That somebody may write again in `leftMs` milliseconds. */
export function slowMode(
  leftMs: number,
  refusal: "slow-mode" | "newcomer-slow" = "slow-mode",
): ChatError {
  return new ChatError(refusal, { seconds: Math.ceil(leftMs / 1000) }, leftMs);
}

/**
 * The slow mode of a room: so many seconds between two messages of one person, whichever instances take
 * them, for the commit checks the row that says when they wrote last. Whoever keeps order writes
 * as they like. Rejects with `slow-mode`.
 */
export function createPace(
  { rows, clock }: { rows: PaceRows; clock: Pick<Clock, "now"> },
): Screen {
  return ({ user }, { conversation: { id: room, slowSeconds }, id }) => {
    if (!slowSeconds || may(user.role, "write where it is read-only")) return undefined;
    const slowMs = slowSeconds * 1000;
    return rows.get(room, user.id).then(({ key, value, versionstamp }) => {
      if (value?.id === id) return repeating(value.seq);
      const leftMs = value ? value.at + slowMs - clock.now() : 0;
      if (leftMs > 0) throw slowMode(leftMs);
      return {
        checks: [{ key, versionstamp }],
        rows: ({ seq, at }) => [notePace(room, user.id, { at, id, seq }, slowMs)],
      };
    });
  };
}
