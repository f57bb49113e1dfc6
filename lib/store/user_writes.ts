import type { UserId } from "../protocol/events.ts";
import { keys } from "./keys.ts";
import { type CommitResult, type Key, type Kv, type Mutation, Unavailable } from "./kv.ts";
import type { Claim } from "./name_claims.ts";
import type { User } from "./user.ts";

/** Tries of a checked write; each fails only because another's succeeded, so few are met. */
const MAX_TRIES = 20;
/** Commits without an answer, after which the store counts as gone. */
const MAX_UNANSWERED = 2;
/** Memberships that one commit ends. */
const MEMBERSHIPS_AT_ONCE = 100;
/** Other rows of somebody that one commit deletes. */
const ROWS_AT_ONCE = 500;

/** A record as it shall be, and what goes with it. */
export interface Proposal extends Claim {
  user: User;
}

/**
 * Commits what `propose` says under a check of the record, until it holds. A commit whose answer was
 * lost, or wrong, is known by the record: it is then as proposed.
 */
export async function writeUser(
  kv: Kv,
  id: UserId,
  propose: (current: User | undefined) => Proposal | Promise<Proposal>,
): Promise<Proposal> {
  let proposed: Proposal | undefined;
  let unanswered = 0;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { key, value, versionstamp } = await kv.get<User>(keys.user(id));
    if (proposed && value && sameRecord(value, proposed.user)) return proposed;
    proposed = await propose(value ?? undefined);
    const checks = [{ key, versionstamp }, ...proposed.checks];
    const mutations: Mutation[] = [{ type: "set", key, value: proposed.user }];
    const { ok } = await commit(checks, mutations.concat(proposed.mutations));
    if (ok) return proposed;
  }
  throw new Unavailable(`User ${id} is written by too many at once`);

  async function commit(...parts: Parameters<Kv["commit"]>): Promise<CommitResult> {
    try {
      return await kv.commit(...parts);
    } catch (error) {
      if (!(error instanceof Unavailable) || ++unanswered > MAX_UNANSWERED) throw error;
      return { ok: false }; // unknown: the record will tell
    }
  }
}

/** Ends every membership of somebody who is gone, and forgets what was kept for them alone. */
export async function endMemberships(kv: Kv, id: UserId): Promise<void> {
  await kv.commit([], [{ type: "delete", key: keys.status(id) }]);
  for (const prefix of [keys.reads(id), keys.mentions(id)]) await forget(kv, prefix);
  for (;;) {
    const range = { prefix: keys.membershipsOf(id) };
    const marks = await kv.list(range, { limit: MEMBERSHIPS_AT_ONCE });
    if (marks.length === 0) return;
    const conversations = marks.map(({ key }) => String(key.at(-1)));
    await kv.commit([], [
      ...marks.map(({ key }): Mutation => ({ type: "delete", key })),
      ...conversations.map((of): Mutation => ({ type: "delete", key: keys.member(of, id) })),
    ]);
  }
}

async function forget(kv: Kv, prefix: Key): Promise<void> {
  for (;;) {
    const rows = await kv.list({ prefix }, { limit: ROWS_AT_ONCE });
    if (rows.length === 0) return;
    await kv.commit([], rows.map(({ key }): Mutation => ({ type: "delete", key })));
  }
}

function sameRecord(one: User, other: User): boolean {
  return fingerprint(one) === fingerprint(other);
}

function fingerprint(user: User): string {
  const fields = Object.entries(user).filter(([, value]) => value !== undefined);
  return JSON.stringify(fields.sort(([a], [b]) => a < b ? -1 : 1));
}
