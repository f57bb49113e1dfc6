import { ChatError } from "../../protocol/errors.ts";
import { MAX_LATER } from "../../protocol/limits.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { LaterRow, LaterRows } from "../../store/messages/later_rows.ts";
import type { LaterState } from "../../protocol/requests/later.ts";
import type { LaterUseCases } from "../contract/later.ts";
import type { MessageUseCases } from "../contract/messages.ts";
import type { Directory } from "../identity/profiles.ts";
import { WAITS } from "./follow_decisions.ts";
import type { LaterChanges } from "./changes.ts";
import type { DeliverLater } from "./delivery.ts";
import { checkTime, readNote, readWords } from "./rules.ts";
import type { ViewLater } from "./view.ts";

/** What is shown, changed and taken back with. */
export interface LaterParts {
  rows: LaterRows;
  changes: LaterChanges;
  deliver: DeliverLater;
  withdraw: MessageUseCases["withdraw"];
  view: ViewLater;
  directory: Directory;
  clock: Pick<Clock, "now">;
}

/** What becomes of messages and reminders that wait, until their time. */
export function createLater(
  { rows, changes, deliver, withdraw, view, directory, clock }: LaterParts,
): Omit<LaterUseCases, "schedule" | "remind"> {
  return {
    async later(actor) {
      const found = await rows.of(actor.user.id, MAX_LATER * 2);
      const later = await Promise.all(found.map(({ id, row }) => view(actor, id, row)));
      later.sort((one, other) => one.at - other.at);
      const authors = later.flatMap((one) =>
        one.kind === "reminder" && one.about?.by ? [one.about.by] : []
      );
      return { later, users: await directory.profiles(new Set(authors)) };
    },

    async laterState(actor, id) {
      return stateOf(await rows.get(actor.user.id, id));
    },

    async reschedule(actor, { id, at, text }) {
      if (at !== undefined) checkTime(at, clock.now());
      const row = await changes.change(actor.user.id, id, (now) => {
        if (!now) throw new ChatError("unknown-later");
        return { is: "put", row: changedRow(now, at, text) };
      });
      if (!row) throw new ChatError("unknown-later");
      return await view(actor, id, row);
    },

    async unschedule(actor, { id }) {
      const row = await rows.get(actor.user.id, id);
      // Else a moderator who lets it through would have it said all the same.
      if (row && isHeld(row)) await withdraw(actor, { id }).catch(passDecided);
      await changes.change(actor.user.id, id, (now) => {
        if (!now) return { is: "same" };
        if (isGoing(now)) throw new ChatError("already-sent");
        return { is: "put", row: undefined };
      });
    },

    async sendNow(actor, { id }) {
      const placed = await deliver(actor, id);
      if (!placed) throw new ChatError("unknown-later");
      return placed;
    },
  };
}

function stateOf(row: LaterRow | undefined): LaterState {
  if (!row) return "gone";
  if (row.kind === "message") return row.failed === undefined ? "waiting" : "failed";
  return row.due ? "due" : "waiting";
}

/** Whether a message is being sent: it cannot be changed any more. */
function isGoing(row: LaterRow): boolean {
  return row.kind === "message" && row.after !== undefined && row.failed === undefined;
}

/** Whether a moderator has it. */
function isHeld(row: LaterRow): boolean {
  return row.kind === "message" && row.failed === WAITS;
}

/** It was decided, or taken back, meanwhile. */
function passDecided(error: unknown): void {
  if (!(error instanceof ChatError) || error.refusal !== "unknown-held") throw error;
}

/** The row with another time or other words. Throws `already-sent`, `held-for-review`, `empty-text`, `text-too-long`. */
function changedRow(row: LaterRow, at: number | undefined, text: string | undefined): LaterRow {
  if (isGoing(row)) throw new ChatError("already-sent");
  if (isHeld(row)) throw new ChatError(WAITS);
  if (row.kind === "reminder") {
    const note = text === undefined ? row.note : readNote(text);
    if (note === undefined && row.target === undefined) throw new ChatError("empty-text");
    return { ...row, note, ...(at !== undefined && { at, due: undefined }) };
  }
  const words = text === undefined ? row.text : readWords(text);
  return { ...row, text: words, ...(at !== undefined && { at, failed: undefined }) };
}
