import type { KeywordIndex } from "../chat/inbox/keyword_index.ts";
import { planJob } from "../jobs/job.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Kv } from "../kv/kv.ts";
import type { Committed } from "../log/log.ts";
import type { ConversationId, MessageEvent, UserId } from "../protocol/events.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { type Conversations, peopleOf } from "../store/conversations/conversations.ts";
import { isGroup } from "../store/conversations/groups.ts";
import type { Threads } from "../store/messages/threads.ts";
import type { Holders } from "./holders.ts";
import { PUSH_KIND, type PushPayload } from "./push_job.ts";

/** Who looks at a device within this time needs no push. */
export const PUSH_AFTER_MS = 5_000;
/** Jobs that one commit plans. */
const JOBS_AT_ONCE = 100;

/** What it is planned with. */
export interface PlanPushesParts {
  kv: Pick<Kv, "commit">;
  holders: Holders;
  keywords: Pick<KeywordIndex, "find">;
  rows: {
    conversations: Pick<Conversations, "get" | "membersAmong">;
    threads: Pick<Threads, "readers">;
  };
  jobs: Pick<Jobs, "wake">;
  clock: Clock;
  logger: Logger;
}

/**
 * Plans, on the instance that committed a message and after its acknowledgement, a job for each person
 * with a device whom it may concern: what it then is to them, the job decides. While one waits for a
 * person and a conversation, it covers what follows there. A message whose instance dies in between
 * is not pushed; it is in the inbox.
 */
export function createPlanPushes(
  parts: PlanPushesParts,
): (committed: readonly Committed[]) => void {
  const { kv, holders, rows: { conversations }, jobs, clock, logger } = parts;
  const waiting = new Set<string>();

  async function plan(conversation: ConversationId, event: MessageEvent): Promise<void> {
    const people = await peopleOfConcern(parts, conversation, event);
    const members = people.length > 0
      ? await conversations.membersAmong(conversation, people)
      : new Set<UserId>();
    const due = clock.now() + PUSH_AFTER_MS;
    const planned = [...members].flatMap((user) => {
      const key = `${user} ${conversation}`;
      if (waiting.has(key)) return [];
      waiting.add(key);
      clock.after(PUSH_AFTER_MS, () => waiting.delete(key));
      const payload: PushPayload = { user, conversation, after: event.seq - 1 };
      return [planJob({ kind: PUSH_KIND, id: `push ${key} ${event.seq}`, due, payload })];
    });
    for (let from = 0; from < planned.length; from += JOBS_AT_ONCE) {
      await kv.commit([], planned.slice(from, from + JOBS_AT_ONCE));
    }
    if (planned.length > 0) jobs.wake(due);
  }

  return (committed) => {
    if (holders.isEmpty) return;
    for (const { conversation, entries } of committed) {
      for (const { event } of entries) {
        if (event.kind !== "message" || event.movedHere) continue;
        plan(conversation, event).catch((error) =>
          logger.error("a push could not be planned", error, { conversation })
        );
      }
    }
  };
}

/** Those with a device whom a message may notify; more than it will. */
async function peopleOfConcern(
  { holders, keywords, rows: { conversations, threads } }: PlanPushesParts,
  conversation: ConversationId,
  event: MessageEvent,
): Promise<UserId[]> {
  const direct = peopleOf(conversation) ??
    (isGroup(conversation) ? (await conversations.get(conversation))?.people : undefined);
  const named = direct ?? [
    ...event.mentions ?? [],
    ...event.call === "room" ? holders.all() : [],
    ...await keywords.find(event.text),
    ...event.thread === undefined
      ? []
      : (await threads.readers({ conversation, root: event.thread })).keys(),
    ...holders.allOf({ id: conversation, kind: "room" }),
  ];
  return [...new Set(named)].filter((user) => user !== event.by && holders.has(user));
}
