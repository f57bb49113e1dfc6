import { type Check, type Key, type Kv, type Mutation, Unavailable } from "./kv.ts";

/** Tries of a checked commit. Each that fails means that another succeeded: more than a class at once. */
const MAX_TRIES = 100;
/** Commits without an answer, after which the store counts as gone. */
const MAX_UNANSWERED = 2;

/** What a commit checks and writes. */
export interface CommitParts {
  checks: Check[];
  mutations: Mutation[];
}

/** Decides, anew on each try, what else goes with a commit. May throw to refuse it. */
export type DecideParts = () => CommitParts | Promise<CommitParts>;

/** One try: what to commit and the result if that succeeds; or a result that needs no commit. */
export type Attempt<T> =
  | { is: "done"; result: T }
  | { is: "commit"; result: T; checks: Check[]; mutations: Mutation[] };

/**
 * Reads, decides and commits until it succeeds: the loop of every checked write. `attempt` reads what
 * it checks, on each try anew. It must also recognise what an earlier try of its own committed: the
 * answer of a commit can be lost or wrong. Throws what `attempt` throws, and `Unavailable`.
 */
export async function commitChecked<T>(kv: Kv, attempt: () => Promise<Attempt<T>>): Promise<T> {
  let unanswered = 0;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const tried = await attempt();
    if (tried.is === "done") return tried.result;
    try {
      if ((await kv.commit(tried.checks, tried.mutations)).ok) return tried.result;
    } catch (error) {
      if (!(error instanceof Unavailable) || ++unanswered > MAX_UNANSWERED) throw error;
    }
  }
  throw new Unavailable("A row was changed by others on each try");
}

/** A row as it shall be (`undefined`: deleted), and what goes with it. */
export interface RowProposal<T> extends Partial<CommitParts> {
  value: T | undefined;
  /** When nobody needs the row any more, in milliseconds from now. */
  expireIn?: number;
}

/**
 * Commits what `propose` says under a check of the row, and gives the row as it is then. Where
 * `propose` says nothing, nothing is written. A commit whose answer was lost is recognised by the row.
 */
export async function writeRow<T>(
  kv: Kv,
  key: Key,
  propose: (
    current: T | undefined,
  ) => RowProposal<T> | undefined | Promise<RowProposal<T> | undefined>,
): Promise<T | undefined> {
  let proposed: RowProposal<T> | undefined;
  return await commitChecked<T | undefined>(kv, async () => {
    const { value, versionstamp } = await kv.get<T>(key);
    const current = value ?? undefined;
    if (proposed && JSON.stringify(current) === JSON.stringify(proposed.value)) {
      return { is: "done", result: current };
    }
    proposed = await propose(current);
    if (!proposed) return { is: "done", result: current };
    return {
      is: "commit",
      result: proposed.value,
      checks: [{ key, versionstamp }, ...proposed.checks ?? []],
      mutations: [rowMutation(key, proposed), ...proposed.mutations ?? []],
    };
  });
}

/** The write that makes a row as it is proposed. */
export function rowMutation<T>(
  key: Key,
  { value, expireIn }: Pick<RowProposal<T>, "value" | "expireIn">,
): Mutation {
  if (value === undefined) return { type: "delete", key };
  return { type: "set", key, value, ...(expireIn !== undefined && { expireIn }) };
}
