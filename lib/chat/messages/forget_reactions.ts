import * as v from "valibot";
import { type JobKind, planJob } from "../../jobs/job.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { ConversationId, MessageEvent, UserId } from "../../protocol/events.ts";
import type { OwnRows } from "../../store/messages/own_rows.ts";
import { type ReactorRows, removeReactor } from "../../store/messages/reactor_rows.ts";

const KIND = "forget-reactions";
/** People whose rows one run removes: some seconds of a store that answers slowly. */
const PEOPLE_A_RUN = 200;
/** Rows that are changed at once. */
const AT_ONCE = 8;

const Payload = v.object({
  conversation: v.string(),
  seq: v.number(),
  /** Those whom the message named; the others have rows of their own. */
  named: v.array(v.string()),
});
type Payload = v.InferOutput<typeof Payload>;

/**
 * The job that removes who reacted to a message that is gone (M3): up to 10,000 people a kind, more
 * than its commit holds. Nothing, where nobody did.
 */
export function forgetReactionsLater(
  conversation: ConversationId,
  { seq, reactions }: MessageEvent,
  now: number,
): Mutation[] {
  if (!reactions) return [];
  const named = [...new Set(Object.values(reactions).flatMap(({ by }) => by))];
  const payload: Payload = { conversation, seq, named };
  return [planJob({ kind: KIND, id: `${KIND} ${conversation} ${seq}`, due: now, payload })];
}

/** What runs it. Nobody reacts to a message that is gone, so each run leaves fewer rows. */
export function createForgetReactions(
  { ownRows, reactors, now }: {
    ownRows: Pick<OwnRows, "read" | "write">;
    reactors: Pick<ReactorRows, "ofMessage">;
    now(): number;
  },
): JobKind<Payload> {
  /** Takes the reactions out of somebody's own row, and the rows that are given with it. */
  async function forget(place: Payload, user: UserId, rows: Mutation[]): Promise<void> {
    const own = await ownRows.read(user, place.conversation, place.seq);
    const { reactions: _, ...rest } = own.mark;
    if (await ownRows.write(own, rest, rows)) return;
    throw new Error("Somebody's own row changed meanwhile"); // the job is tried again
  }

  return {
    kind: KIND,
    payload: Payload,
    async run({ conversation, seq, named }) {
      const found = await reactors.ofMessage(conversation, seq, PEOPLE_A_RUN);
      const rows = new Map<UserId, Mutation[]>(
        named.slice(0, PEOPLE_A_RUN).map((user) => [user, []]),
      );
      for (const { emoji, user } of found) {
        const row = removeReactor({ conversation, target: seq, emoji }, user);
        rows.set(user, [...rows.get(user) ?? [], row]);
      }
      const waiting = rows.entries();
      const forgetNext = async () => {
        for (const [user, some] of waiting) {
          await forget({ conversation, seq, named }, user, some);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, forgetNext));
      const left = named.slice(PEOPLE_A_RUN);
      if (left.length === 0 && found.length < PEOPLE_A_RUN) return;
      return { due: now(), payload: { conversation, seq, named: left } };
    },
  };
}
