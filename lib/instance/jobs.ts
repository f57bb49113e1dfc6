import type { Chat } from "../chat/chat.ts";
import { createForgetReferences } from "../chat/messages/forget_references.ts";
import { createCallMembers } from "../chat/messages/call_members.ts";
import { createForgetMarks } from "../chat/messages/forget_marks.ts";
import { pollEnds } from "../chat/messages/polls.ts";
import { createSweep } from "../chat/retention/sweep.ts";
import type { Delivery } from "./delivery.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Registers the jobs that go with messages; an area that has jobs of its own registers them itself. */
export function registerJobs(
  { kv, clock, random }: Omit<Runtime, "logger">,
  stores: Pick<
    Stores,
    | "bookmarkRows"
    | "conversations"
    | "forwardRows"
    | "mentions"
    | "ownRows"
    | "pinRows"
    | "reactors"
    | "threads"
    | "voters"
  >,
  { announcer, jobs, log }: Pick<Delivery, "announcer" | "jobs" | "log">,
  chat: Pick<Chat, "delete">,
): void {
  const now = () => clock.now();
  jobs.register(createCallMembers({ ...stores, now }));
  jobs.register(createForgetMarks({ ...stores, now }));
  jobs.register(createForgetReferences({ ...stores, log, remove: chat.delete, now }));
  jobs.register(pollEnds({ log, random }));
  jobs.register(createSweep({ kv, log, remove: chat.delete, announcer, clock }));
}
