// Names without an account that imports made, and who they turn out to be: said on a page, counted and
// given by a job.
import { limitAttempts } from "../chat/attempts.ts";
import { type AuditEntries, named } from "../chat/audit_entries.ts";
import type { Actor } from "../chat/chat.ts";
import type { Proof, ProveOwn } from "../chat/identity/prove_own.ts";
import { requirePermission } from "../chat/moderation/authorize.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { type Attempt, commitChecked } from "../kv/checked_write.ts";
import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import { keyAfter, listPages } from "../kv/list_pages.ts";
import { ChatError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";
import { fold, foldedWords } from "../protocol/fold.ts";
import type { Action } from "../protocol/permissions.ts";
import type { Merge, Placeholder } from "../protocol/placeholders.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Attempts } from "../store/people/attempt_limits.ts";
import type { User } from "../store/people/user.ts";
import type { Users } from "../store/people/users.ts";
import { accountOf } from "./accounts.ts";
import { type ImportedPerson, type ImportRow, readImports } from "./import/rows.ts";
import { planWork } from "./import/work.ts";
import type { MergeRow } from "./merge/merge.ts";

const MAY: Action = "bring a community in";
/** Each look reads what a name wrote in. */
const LOOKS = { count: 300, windowMs: 60 * 60_000 };
/** People of exports that one search looks at. */
const MOST_LOOKED_AT = 10_000;

/** Names without an account. All throw `not-allowed`, and `unknown-user` where there is no such name. */
export interface Placeholders {
  /**
   * Those whose name or a word of it begins so, whatever its accents; of one import with `import`. `next`:
   * there may be more, for `after`.
   */
  list(actor: Actor, asked: ListedPlaceholders): Promise<{
    placeholders: Placeholder[];
    next?: string;
  }>;
  find(actor: Actor, id: UserId): Promise<Placeholder>;
  /**
   * Says who one is, by the id of a member; what would be given is counted then. Throws `import-state`
   * while the import is not whole or it is given to somebody, and `placeholder-begun` where some of it may
   * be another's already.
   */
  look(actor: Actor, id: UserId, who: { user: UserId }): Promise<Placeholder>;
  /**
   * Gives what was counted, to whom and as it was shown: `at` is that of `Merge`. Throws `import-state` where
   * it was not counted, `placeholder-other` where it is another one or was counted anew by now, and what
   * the proof throws.
   */
  merge(
    actor: Actor,
    id: UserId,
    shown: { user: UserId; at: number },
    proof: Proof,
  ): Promise<Placeholder>;
  /** Forgets who was said; throws `import-state` while it is given, `placeholder-begun` where it was begun. */
  forget(actor: Actor, id: UserId): Promise<void>;
}

export interface ListedPlaceholders {
  query?: string;
  import?: string;
  after?: string;
  limit: number;
}

/** What they are made over. */
export interface PlaceholdersParts {
  kv: Kv;
  people: {
    users: Pick<Users, "get">;
    attempts: Attempts;
    audit: AuditEntries;
    prove: ProveOwn;
  };
  jobs: Pick<Jobs, "wake">;
  outside: { clock: Clock };
}

export function createPlaceholders(parts: PlaceholdersParts): Placeholders {
  return new AllPlaceholders(parts);
}

/** Where one stands among the people of its import. */
interface Found {
  import: ImportRow;
  key: string;
  person: ImportedPerson;
}

class AllPlaceholders implements Placeholders {
  constructor(private readonly parts: PlaceholdersParts) {}

  async list(actor: Actor, { query = "", import: of, after, limit }: ListedPlaceholders) {
    requirePermission(actor, MAY);
    const wanted = fold(query.trim());
    const found: Found[] = [];
    let lookedAt = 0;
    let last: Found | undefined;
    let isOver = true;
    for await (const one of this.#people(of, after)) {
      isOver = found.length < limit && lookedAt < MOST_LOOKED_AT;
      if (!isOver) break;
      lookedAt++;
      last = one;
      if (one.person.placeholder && beginsSo(one.person.name, wanted)) found.push(one);
    }
    const placeholders = await this.#shown(found);
    return { placeholders, ...(!isOver && last && { next: `${last.import.id} ${last.key}` }) };
  }

  async find(actor: Actor, id: UserId): Promise<Placeholder> {
    requirePermission(actor, MAY);
    return (await this.#shown([await this.#found(id)]))[0]!;
  }

  async look(actor: Actor, id: UserId, { user }: { user: UserId }): Promise<Placeholder> {
    requirePermission(actor, MAY);
    const { kv, people: { users, attempts, audit }, jobs, outside: { clock } } = this.parts;
    const { import: { id: from }, key, person } = await this.#found(id);
    const into = named(await accountOf(users, user));
    await limitAttempts(attempts, "placeholder-look", actor.user.id, LOOKS);
    const at = clock.now();
    await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
      const { checks } = await audit.confirm(actor, MAY);
      const [before, whole] = await kv.getMany<unknown>([
        keys.importMerge(from, id),
        keys.import(from),
      ]);
      const now = before!.value as MergeRow | null;
      if (now?.at === at && now.into.id === into.id) return { is: "done", result: undefined };
      const isWhole = (whole!.value as ImportRow | null)?.state === "done";
      if (!isWhole || now?.state === "running") throw new ChatError("import-state");
      if (now?.begun && now.into.id !== into.id) throw begun(now);
      const row: MergeRow = {
        import: from,
        key,
        from: id,
        name: person.name,
        into,
        at,
        state: "counting",
        by: named(actor.user),
        ...(now?.begun && { begun: true }),
      };
      const line = audit.entry(actor.user, { act: "import-said", whom: into, what: row.name });
      return {
        is: "commit",
        result: undefined,
        checks: [...checks, { key: before!.key, versionstamp: before!.versionstamp }],
        mutations: [
          { type: "set" as const, key: before!.key, value: row },
          line,
          planWork({ task: "count", import: from, placeholder: id }, at),
        ],
      };
    });
    jobs.wake(at);
    return await this.find(actor, id);
  }

  async merge(
    actor: Actor,
    id: UserId,
    shown: { user: UserId; at: number },
    proof: Proof,
  ): Promise<Placeholder> {
    requirePermission(actor, MAY);
    const { kv, people: { users, audit, prove }, jobs, outside: { clock } } = this.parts;
    const { import: { id: from } } = await this.#found(id);
    // What does not fit is said before a proof is used up.
    const asked = (await kv.get<MergeRow>(keys.importMerge(from, id))).value;
    if (!isCounted(asked, shown)) return await this.find(actor, id);
    await prove(actor, proof, "placeholder");
    const now = clock.now();
    await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
      const { checks } = await audit.confirm(actor, MAY);
      const { key, value: row, versionstamp } = await kv.get<MergeRow>(keys.importMerge(from, id));
      if (!isCounted(row, shown)) return { is: "done", result: undefined };
      const into = named(await accountOf(users, row.into.id));
      const line = audit.entry(actor.user, { act: "import-merged", whom: into, what: row.name });
      const value: MergeRow = {
        ...row,
        into,
        by: named(actor.user),
        state: "running",
        begun: true,
      };
      return {
        is: "commit",
        result: undefined,
        checks: [...checks, { key, versionstamp }],
        mutations: [
          { type: "set", key, value },
          line,
          planWork({ task: "merge", import: from, placeholder: id }, now),
        ],
      };
    });
    jobs.wake(now);
    return await this.find(actor, id);
  }

  async forget(actor: Actor, id: UserId): Promise<void> {
    requirePermission(actor, MAY);
    const { kv, people: { audit } } = this.parts;
    const { import: { id: from } } = await this.#found(id);
    await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
      const { checks } = await audit.confirm(actor, MAY);
      const { key, value, versionstamp } = await kv.get<MergeRow>(keys.importMerge(from, id));
      if (!value) return { is: "done", result: undefined };
      if (value.state === "running") throw new ChatError("import-state");
      if (value.begun) throw begun(value);
      const { into: whom, name: what } = value;
      return {
        is: "commit",
        result: undefined,
        checks: [...checks, { key, versionstamp }],
        mutations: [
          { type: "delete", key },
          audit.entry(actor.user, { act: "import-unsaid", whom, what }),
        ],
      };
    });
  }

  /** People of one import or of all, those behind a place. */
  async *#people(one: string | undefined, after: string | undefined): AsyncGenerator<Found> {
    const { kv } = this.parts;
    const imports = (await readImports(kv)).filter(({ id }) => one === undefined || id === one);
    const space = after?.indexOf(" ") ?? -1;
    const [last, key] = [after?.slice(0, space), after?.slice(space + 1)];
    const begin = last === undefined ? 0 : imports.findIndex(({ id }) => id === last);
    for (const row of imports.slice(Math.max(0, begin))) {
      const start = row.id === last ? keyAfter(keys.importPerson(row.id, key!)) : undefined;
      const pages = listPages<ImportedPerson>(kv, keys.importPeople(row.id), undefined, start);
      for await (const page of pages) {
        for (const { key, value } of page) {
          yield { import: row, key: String(key[2]), person: value };
        }
      }
    }
  }

  async #found(id: UserId): Promise<Found> {
    const { kv } = this.parts;
    const user = (await kv.get<User>(keys.user(id))).value;
    const { placeholder } = user ?? {};
    if (placeholder) {
      const asked = [
        keys.import(placeholder.import),
        keys.importPerson(placeholder.import, placeholder.key),
      ];
      const [row, person] = await kv.getMany<unknown>(asked);
      if (row!.value && person!.value) {
        return {
          import: row!.value as ImportRow,
          key: placeholder.key,
          person: person!.value as ImportedPerson,
        };
      }
    }
    // Those of earlier versions do not say who they were.
    if (user && user.goneAt !== undefined && user.name !== "") {
      for await (const found of this.#people(undefined, undefined)) {
        if (found.person.placeholder && found.person.user === id) return found;
      }
    }
    throw new ChatError("unknown-user", { name: id });
  }

  async #shown(found: readonly Found[]): Promise<Placeholder[]> {
    const rows = await this.parts.kv.getMany<MergeRow>(
      found.map(({ import: { id }, person: { user } }) => keys.importMerge(id, user)),
    );
    return found.map(({ import: { id, file }, person: { user, name } }, n) => {
      const row = rows[n]?.value;
      return { id: user, name, import: { id, file }, ...(row && { merge: mergeOf(row) }) };
    });
  }
}

/** Whether a name, or a word of it, begins so. */
function beginsSo(name: string, wanted: string): boolean {
  const folded = fold(name);
  return [folded, ...foldedWords(folded)].some((part) => part.startsWith(wanted));
}

/** Whether what was shown can be given; false where it is being given. Throws what `merge` does. */
function isCounted(
  row: MergeRow | null,
  { user, at }: { user: UserId; at: number },
): row is MergeRow {
  if (row && (row.into.id !== user || row.at !== at)) throw new ChatError("placeholder-other");
  if (row?.state === "running") return false;
  if (row?.state !== "counted") throw new ChatError("import-state");
  return true;
}

const begun = ({ into: { name } }: MergeRow) => new ChatError("placeholder-begun", { name });

function mergeOf({ state, into, by, at, begun, counts, done, total }: MergeRow): Merge {
  return {
    state,
    into,
    at,
    ...(by && { by }),
    ...(begun && { begun }),
    ...(counts && { counts }),
    ...(done !== undefined && total !== undefined && { done, total }),
  };
}
