import {
  type Check,
  type CommitResult,
  type Key,
  type Kv,
  type Mutation,
  Unavailable,
} from "./kv.ts";

/** Tries of a checked write; each fails only because another's succeeded, so few are met. */
const MAX_TRIES = 20;
/** Commits without an answer, after which the store counts as gone. */
const MAX_UNANSWERED = 2;

/** What else a commit checks and writes. */
export interface Beside {
  checks: Check[];
  mutations: Mutation[];
}

/** Decides, on each try, what goes with a commit; throws a `ChatError` when it must not be. */
export type Deciding = () => Beside | Promise<Beside>;

/** A row as it shall be (`undefined`: gone), and what goes with it. */
export interface RowProposal<T> extends Partial<Beside> {
  value: T | undefined;
  /** When nobody needs the row any more, in milliseconds from now. */
  expireIn?: number;
}

/**
 * Commits what `propose` says under a check of the row, until it holds. A commit whose answer was
 * lost, or wrong, is known by the row: it is then as proposed. Gives the row as it is now.
 */
export async function writeRow<T>(
  kv: Kv,
  key: Key,
  propose: (current: T | undefined) => RowProposal<T> | Promise<RowProposal<T>>,
): Promise<T | undefined> {
  let proposed: RowProposal<T> | undefined;
  let unanswered = 0;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { value, versionstamp } = await kv.get<T>(key);
    const current = value ?? undefined;
    if (proposed && JSON.stringify(current) === JSON.stringify(proposed.value)) return current;
    proposed = await propose(current);
    const { ok } = await commit(
      [{ key, versionstamp }, ...proposed.checks ?? []],
      [rowMutation(key, proposed), ...proposed.mutations ?? []],
    );
    if (ok) return proposed.value;
  }
  throw new Unavailable("A row is written by too many at once");

  async function commit(...parts: Parameters<Kv["commit"]>): Promise<CommitResult> {
    try {
      return await kv.commit(...parts);
    } catch (error) {
      if (!(error instanceof Unavailable) || ++unanswered > MAX_UNANSWERED) throw error;
      return { ok: false }; // unknown: the row will tell
    }
  }
}

function rowMutation<T>(key: Key, { value, expireIn }: RowProposal<T>): Mutation {
  if (value === undefined) return { type: "delete", key };
  return { type: "set", key, value, ...(expireIn !== undefined && { expireIn }) };
}
