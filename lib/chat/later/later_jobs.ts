import * as v from "valibot";
import type { JobKind } from "../../jobs/job.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { LaterRow, LaterRows } from "../../store/messages/later_rows.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor } from "../chat.ts";
import { LATER_JOB, type LaterChanges, type NextLater } from "./changes.ts";
import { type DeliverLater, PASSING } from "./delivery.ts";

const Payload = v.object({ user: v.string(), id: v.string() });

/** What the jobs work with. */
export interface LaterJobsParts {
  rows: LaterRows;
  changes: LaterChanges;
  deliver: DeliverLater;
  users: Pick<Users, "get">;
  clock: Pick<Clock, "now">;
}

/** Sends a scheduled message or makes a reminder due, when its time has come. */
export function createLaterJobs(
  { rows, changes, deliver, users, clock }: LaterJobsParts,
): JobKind<v.InferOutput<typeof Payload>> {
  return {
    kind: LATER_JOB,
    payload: Payload,
    async run({ user: owner, id }, job) {
      const row = await rows.get(owner, id);
      if (!row || row.job !== job.id || row.at > clock.now()) return; // of a time that was changed
      const user = await users.get(owner);
      if (!user || user.goneAt !== undefined) {
        await changes.change(owner, id, () => ({ is: "put", row: undefined }));
        return;
      }
      if (row.kind === "reminder") {
        await changes.change(owner, id, (now) => {
          const waits = now?.kind === "reminder" && now.job === job.id;
          return waits ? { is: "put", row: { ...now, due: true } } : { is: "same" };
        });
        return;
      }
      const { name, role } = user;
      const actor: Actor = { user: { id: owner, name, role }, session: `later ${id}` };
      try {
        await deliver(actor, id);
      } catch (error) {
        // Its author is told by what the row says now.
        if (error instanceof ChatError && !PASSING.has(error.refusal)) return;
        if (job.last) await changes.change(owner, id, giveUp);
        throw error;
      }
    },
  };
}

/** It may have been sent after all: `after` stays, so that sending it by hand finds that (D3). */
function giveUp(row: LaterRow | undefined): NextLater {
  if (row?.kind !== "message") return { is: "same" };
  return { is: "put", row: { ...row, failed: "unavailable" } };
}
