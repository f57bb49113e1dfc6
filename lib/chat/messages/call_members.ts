import * as v from "valibot";
import { type JobKind, planJob } from "../../jobs/job.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { Committed } from "../../log/log.ts";
import type { ConversationId } from "../../protocol/events.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Mentions } from "../../store/messages/mentions.ts";

const KIND = "call-members";
/** Members whose rows one commit writes: two each, whose keys stay under the 80 KiB of a commit. */
const MEMBERS_AT_ONCE = 200;
/** Commits of one run: some seconds of a store that answers slowly. */
const PAGES_A_RUN = 5;

const Payload = v.object({
  conversation: v.string(),
  seq: v.number(),
  /** The member with whom the run before this one ended. */
  after: v.optional(v.string()),
});
type Payload = v.InferOutput<typeof Payload>;

/**
 * Plans that all members are noted as called by a message with `@room`, or no longer once it is `gone`:
 * they may be more than its commit holds. It goes with that commit, and is due at once.
 */
export function planCallMembers(
  { conversation, seq, at }: { conversation: ConversationId; seq: number; at: number },
  is: "posted" | "gone",
): Mutation {
  const payload: Payload = { conversation, seq };
  return planJob({ kind: KIND, id: `${KIND} ${conversation} ${seq} ${is}`, due: at, payload });
}

/** Has the jobs of what was committed start in time. */
export function wakeForCalls(jobs: Pick<Jobs, "wake">, committed: readonly Committed[]): void {
  for (const { entries } of committed) {
    for (const { event } of entries) {
      if (event.kind === "message" && event.call === "room") jobs.wake(event.at);
    }
  }
}

/** What runs it: each page is settled by how the message stands then, so that twice is once. */
export function createCallMembers(
  { conversations, mentions, now }: {
    conversations: Pick<Conversations, "members">;
    mentions: Pick<Mentions, "settleCalls">;
    now(): number;
  },
): JobKind<Payload> {
  return {
    kind: KIND,
    payload: Payload,
    async run({ conversation, seq, after }, { signal }) {
      for (let page = 0; page < PAGES_A_RUN && !signal.aborted; page++) {
        const asked = { limit: MEMBERS_AT_ONCE, ...(after !== undefined && { after }) };
        const members = await conversations.members(conversation, asked);
        await mentions.settleCalls({ conversation, seq }, members);
        if (members.length < MEMBERS_AT_ONCE) return;
        after = members.at(-1);
      }
      return { due: now(), payload: { conversation, seq, after } };
    },
  };
}
