// The erasure of somebody whose account has ended, as it is planned: with that end, and again by whoever
// may have written as them since.
import * as v from "valibot";
import { planJob } from "../../jobs/job.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import type { User } from "../../store/people/user.ts";

/** Its kind of job. */
export const ERASE = "erase";
/**
 * The job looks so long after an account ended, or after what was written as them since: by then every
 * instance knows it, and what was under way has ended, so that nothing is written any more that it does
 * not find. In milliseconds.
 */
export const LAST_LOOK_MS = 60_000;
/** Records read at once. */
const READ_AT_ONCE = 100;

/** How far the logs were read; `setBy`: who had set the topic there last. */
export const ErasureProgress = v.object({
  conversation: v.string(),
  seq: v.number(),
  setBy: v.optional(v.string()),
});
export type ErasureProgress = v.InferOutput<typeof ErasureProgress>;

/** Whose, and what becomes of their messages; `from`: it goes on there. */
export const ErasePayload = v.object({
  user: v.string(),
  messages: v.picklist(["stay", "go"]),
  from: v.optional(ErasureProgress),
});
export type ErasePayload = v.InferOutput<typeof ErasePayload>;

/** The write that plans it, for the commit in which an account ends; `now`: milliseconds UTC. */
export function planErasure(payload: Omit<ErasePayload, "from">, now: number): Mutation {
  const due = now + LAST_LOOK_MS;
  return planJob({ kind: ERASE, id: `${ERASE} ${payload.user}`, due, payload });
}

/**
 * Plans it anew for those of `users` whose account has ended: called by what writes in people's names
 * without asking them each time, once it has. Throws `Unavailable`.
 */
export async function eraseAgain(
  kv: Pick<Kv, "getMany" | "commit">,
  users: Iterable<UserId>,
  now: number,
): Promise<void> {
  const all = [...users];
  for (let at = 0; at < all.length; at += READ_AT_ONCE) {
    const rows = await kv.getMany<User>(all.slice(at, at + READ_AT_ONCE).map(keys.user));
    const gone = rows.flatMap(({ value }) => value && isErased(value) ? [value] : []);
    if (gone.length === 0) continue;
    await kv.commit(
      [],
      gone.map((row) => planErasure({ user: row.id, messages: row.messages ?? "stay" }, now)),
    );
  }
}

/** Whether it is the record of an account that ended: names of imports never had one. */
function isErased({ goneAt, placeholder, mergedInto }: User): boolean {
  return goneAt !== undefined && !placeholder && mergedInto === undefined;
}
