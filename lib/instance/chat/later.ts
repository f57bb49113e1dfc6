import type { LaterUseCases } from "../../chat/contract/later.ts";
import type { MessageUseCases } from "../../chat/contract/messages.ts";
import type { ConfirmMember } from "../../chat/conversations/confirm_member.ts";
import type { ReadPositions } from "../../chat/conversations/read_positions.ts";
import type { OpenDirect } from "../../chat/conversations/direct_messages.ts";
import { createLaterChanges } from "../../chat/later/changes.ts";
import { createDeliverLater } from "../../chat/later/delivery.ts";
import { followDecisions } from "../../chat/later/follow_decisions.ts";
import { createLater } from "../../chat/later/later.ts";
import { createLaterJobs } from "../../chat/later/later_jobs.ts";
import { createPutOff } from "../../chat/later/put_off.ts";
import { createViewLater } from "../../chat/later/view.ts";
import type { Chat } from "../../chat/chat.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Stores } from "../stores.ts";
import type { Shared } from "./shared.ts";

/** Who is not there when a message of theirs goes out has not read what was said before it. */
export const UNREAD: ReadPositions = {
  advance() {},
  wrote() {},
  began() {},
  pending: () => undefined,
  putBack: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** What only scheduling is made over. */
export interface LaterShared {
  confirmMember: ConfirmMember;
  /** As of somebody who is not there. */
  post: Chat["post"];
  withdraw: MessageUseCases["withdraw"];
  openDirect: OpenDirect;
  jobs: Jobs;
  clock: Clock;
}

/** Scheduled messages and reminders, and the jobs that see to them. */
export function composeLater(
  shared: Shared,
  { laterRows: rows, readPerson, users }: Pick<Stores, "laterRows" | "readPerson" | "users">,
  { confirmMember, post, withdraw, openDirect, jobs, clock }: LaterShared,
): LaterUseCases & Pick<MessageUseCases, "withdraw"> {
  const { access, announcer, directory, log, random } = shared;
  const changes = createLaterChanges({ rows, jobs, announcer, random });
  const deliver = createDeliverLater({ rows, changes, post, confirmMember, readPerson, log });
  followDecisions({ announcer, rows, users, deliver });
  jobs.register(createLaterJobs({ rows, changes, deliver, users, clock }));
  const view = createViewLater({ access, log, readOut: shared.readOut });
  const later = createLater({ rows, changes, deliver, withdraw, view, directory, clock });
  return {
    ...createPutOff({ rows, changes, view, access, openDirect, log, clock }),
    ...later,
    async withdraw(actor, message) {
      await withdraw(actor, message);
      await later.unschedule(actor, message); // its row, where it was scheduled
    },
  };
}
