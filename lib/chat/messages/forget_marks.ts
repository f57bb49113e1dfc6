import * as v from "valibot";
import { type JobKind, planJob } from "../../jobs/job.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { ConversationId, MessageEvent, UserId } from "../../protocol/events.ts";
import type { OwnRows } from "../../store/messages/own_rows.ts";
import type { PinRows } from "../../store/messages/pin_rows.ts";
import { type ReactorRows, removeReactor } from "../../store/messages/reactor_rows.ts";
import { removeVoter, type VoterRows } from "../../store/messages/voter_rows.ts";

/** Under this name jobs wait in stores: it is older than what else they remove. */
const KIND = "forget-reactions";
/** People whose rows one run removes of each table: some seconds of a store that answers slowly. */
const PEOPLE_A_RUN = 200;
/** Rows that are changed at once. */
const AT_ONCE = 8;

const Payload = v.object({
  conversation: v.string(),
  seq: v.number(),
  /** Those whom the message named as having reacted; the others, and who voted, have rows. */
  named: v.array(v.string()),
});
type Payload = v.InferOutput<typeof Payload>;

/**
 * The job that removes who reacted to a message that is gone and who voted in it, up to 10,000 people,
 * more than its commit holds; and takes it out of the pins (M3). Nothing, where nobody did.
 */
export function forgetMarksLater(
  conversation: ConversationId,
  { seq, reactions, poll, pinned }: MessageEvent,
  now: number,
): Mutation[] {
  if (!reactions && !poll?.voters && !pinned) return [];
  const named = [...new Set(Object.values(reactions ?? {}).flatMap(({ by }) => by))];
  const payload: Payload = { conversation, seq, named };
  return [planJob({ kind: KIND, id: `${KIND} ${conversation} ${seq}`, due: now, payload })];
}

/** What it is done with. */
export interface ForgetMarksParts {
  ownRows: Pick<OwnRows, "read" | "write">;
  pinRows: Pick<PinRows, "forget">;
  reactors: Pick<ReactorRows, "ofMessage">;
  voters: VoterRows;
  now(): number;
}

/** What runs it. Nobody marks a message that is gone, so each run leaves fewer rows. */
export function createForgetMarks(
  { ownRows, pinRows, reactors, voters, now }: ForgetMarksParts,
): JobKind<Payload> {
  /** Takes reactions and votes out of somebody's own row, and the rows that are given with it. */
  async function forget(place: Payload, user: UserId, rows: Mutation[]): Promise<void> {
    const own = await ownRows.read(user, place.conversation, place.seq);
    const { reactions: _, votes: __, ...rest } = own.mark;
    if (await ownRows.write(own, rest, rows)) return;
    throw new Error("Somebody's own row changed meanwhile"); // the job is tried again
  }

  return {
    kind: KIND,
    payload: Payload,
    async run({ conversation, seq, named }) {
      await pinRows.forget(conversation, seq);
      const [reacted, voted] = await Promise.all([
        reactors.ofMessage(conversation, seq, PEOPLE_A_RUN),
        voters.ofMessage(conversation, seq, PEOPLE_A_RUN),
      ]);
      const rows = new Map<UserId, Mutation[]>(
        named.slice(0, PEOPLE_A_RUN).map((user) => [user, []]),
      );
      const add = (user: UserId, row: Mutation) => rows.set(user, [...rows.get(user) ?? [], row]);
      for (const { emoji, user } of reacted) {
        add(user, removeReactor({ conversation, target: seq, emoji }, user));
      }
      for (const user of voted) add(user, removeVoter({ conversation, seq }, user));
      const waiting = rows.entries();
      const forgetNext = async () => {
        for (const [user, some] of waiting) {
          await forget({ conversation, seq, named }, user, some);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, forgetNext));
      const left = named.slice(PEOPLE_A_RUN);
      if (left.length === 0 && Math.max(reacted.length, voted.length) < PEOPLE_A_RUN) return;
      return { due: now(), payload: { conversation, seq, named: left } };
    },
  };
}
