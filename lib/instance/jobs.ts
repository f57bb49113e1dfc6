import type { Chat } from "../chat/chat.ts";
import { createForgetReferences } from "../chat/messages/forget_references.ts";
import { createCallMembers } from "../chat/messages/call_members.ts";
import { createForgetMarks } from "../chat/messages/forget_marks.ts";
import { pollEnds } from "../chat/messages/polls.ts";
import { createSweep } from "../chat/retention/sweep.ts";
import { composePreviews } from "./previews.ts";
import type { Delivery } from "./delivery.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Registers the jobs that go with messages; an area that has jobs of its own registers them itself. */
export function registerJobs(
  runtime: Omit<Runtime, "logger">,
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
    | "users"
    | "voters"
  >,
  delivery: Pick<Delivery, "announcer" | "jobs" | "log" | "onCommitted">,
  { chat, ...reading }: { chat: Pick<Chat, "delete"> } & Parameters<typeof composePreviews>[3],
): void {
  const { kv, clock, random } = runtime;
  const { announcer, jobs, log } = delivery;
  const now = () => clock.now();
  jobs.register(createCallMembers({ ...stores, now }));
  jobs.register(createForgetMarks({ ...stores, now }));
  jobs.register(createForgetReferences({ ...stores, log, remove: chat.delete, now }));
  jobs.register(pollEnds({ log, random }));
  composePreviews(runtime, stores, delivery, reading);
  jobs.register(createSweep({ kv, log, remove: chat.delete, announcer, clock }));
}
