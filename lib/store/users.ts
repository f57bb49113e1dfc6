// People: their records, and the indexes that keep names unique.
import { encodeBase64Url } from "./base64url.ts";
import { ChatError } from "../protocol/errors.ts";
import { GENERAL, type UserId } from "../protocol/events.ts";
import { codePoints, LIMITS } from "../protocol/limits.ts";
import { nameKey } from "../protocol/names.ts";
import type { Clock, Random } from "../world/world.ts";
import { keys } from "./keys.ts";
import type { Kv } from "./kv.ts";
import { claimName, readFreeName, unclaim } from "./name_claims.ts";
import type { Deciding } from "./row_writes.ts";
import type { MayRelease, NewUser, User } from "./user.ts";
import { endMemberships, writeUser } from "./user_writes.ts";

export type { MayRelease, NewUser, User };

/** Everyone who has an account, and guests. */
export interface Users {
  /** Also of those who are gone: events still name them. */
  get(id: UserId): Promise<User | undefined>;
  /** Those that exist, by id. */
  getMany(ids: readonly UserId[]): Promise<Map<UserId, User>>;
  /** Whoever holds the name, compared by `nameKey`. */
  byName(name: string): Promise<User | undefined>;
  /** How many have an account; of a very large community, the first 20,000 people are looked at. */
  countMembers(): Promise<number>;
  /** People whose name begins like `prefix` (by `nameKey`), in the order of names. */
  search(prefix: string, limit: number): Promise<User[]>;
  /**
   * Makes a user and their membership of `general` in one commit; `released` lost their name by it.
   * Throws a `ChatError` with the rule that the name breaks, `name-taken` or `name-confusable`, and
   * what `beside` refuses with: it decides what goes with the commit.
   */
  create(
    user: NewUser,
    mayRelease?: MayRelease,
    beside?: (id: UserId) => Deciding,
  ): Promise<{ user: User; released: User[] }>;
  /**
   * Changes a record under its check, again when another was faster: `change` must be pure. It
   * cannot change name and id. Throws `unknown-user`, and what `beside` refuses with.
   */
  update(id: UserId, change: (user: User) => User, beside?: Deciding): Promise<User>;
  /** Gives a new name, in one commit over both indexes. Throws as `create` does. */
  rename(
    id: UserId,
    name: string,
    mayRelease?: MayRelease,
  ): Promise<{ user: User; released: User[] }>;
  /** Leaves a nameless record for the events that name it, and ends every membership. */
  remove(id: UserId, beside?: Deciding): Promise<void>;
}

/** Bytes of a user's id: 128 bits are never met twice. */
const ID_BYTES = 16;
/** No allowed name has a longer key: folding makes at most three of one character. */
const MAX_KEY_CODE_POINTS = 3 * LIMITS.name;

/** Records that one read of `countMembers` takes, and all that it looks at. */
const COUNT_PAGE = 500;
const MAX_COUNTED = 20_000;

const never: MayRelease = () => false;
const nothing: Deciding = () => ({ checks: [], mutations: [] });

/** The people in `kv`. */
export function createUsers(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): Users {
  async function get(id: UserId) {
    return (await kv.get<User>(keys.user(id))).value ?? undefined;
  }

  async function getMany(ids: readonly UserId[]) {
    const found = new Map<UserId, User>();
    for (const { value } of await kv.getMany<User>([...new Set(ids)].map(keys.user))) {
      if (value) found.set(value.id, value);
    }
    return found;
  }

  return {
    get,
    getMany,

    async byName(name) {
      const key = nameKey(name);
      if (key === "" || codePoints(key) > MAX_KEY_CODE_POINTS) return undefined;
      const holder = await kv.get<UserId>(keys.userByName(key));
      return holder.value === null ? undefined : await get(holder.value);
    },

    async countMembers() {
      let [members, seen, last] = [0, 0, ""];
      while (seen < MAX_COUNTED) {
        // No id holds a NUL: the first key that can follow is that of the last with one behind.
        const range = { prefix: keys.users(), start: keys.user(last === "" ? "" : `${last}\0`) };
        const page = await kv.list<User>(range, { limit: COUNT_PAGE });
        const here = page.filter(({ value }) => value.goneAt === undefined);
        members += here.filter(({ value }) => value.role !== "guest").length;
        seen += page.length;
        if (page.length < COUNT_PAGE) break;
        last = page.at(-1)?.value.id ?? "";
      }
      return members;
    },

    async search(prefix, limit) {
      const start = nameKey(prefix);
      if (codePoints(start) > MAX_KEY_CODE_POINTS) return [];
      const end = `${start}\u{10FFFF}`; // sorts after whatever else may follow
      const range = { start: keys.userByName(start), end: keys.userByName(end) };
      const ids = (await kv.list<UserId>(range, { limit })).map(({ value }) => value);
      const found = await getMany(ids);
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    async create(wanted, mayRelease = never, beside = () => nothing) {
      const name = readFreeName(wanted.name);
      const id = encodeBase64Url(random.bytes(ID_BYTES));
      const createdAt = clock.now();
      const user: User = { ...wanted, name, id, createdAt };
      const wish = { name, user: id, mayRelease };
      const { released } = await writeUser(kv, id, async () => {
        const claim = await claimName(kv, wish, createdAt);
        const { checks, mutations } = await beside(id)();
        claim.checks.push(...checks);
        claim.mutations.push(
          ...mutations,
          { type: "set", key: keys.member(GENERAL, id), value: { joinedAt: createdAt } },
          { type: "set", key: keys.memberOf(id, GENERAL), value: true },
        );
        return { ...claim, user };
      });
      for (const gone of released) await endMemberships(kv, gone.id);
      return { user, released };
    },

    async update(id, change, beside = nothing) {
      const { user } = await writeUser(kv, id, async (current) => {
        const known = existing(current);
        const user = { ...change(known), id, name: known.name };
        return { user, ...await beside(), released: [] };
      });
      return user;
    },

    async rename(id, wanted, mayRelease = never) {
      const name = readFreeName(wanted);
      const { user, released } = await writeUser(kv, id, async (current) => {
        const known = existing(current);
        const wish = { name, user: id, former: known.name, mayRelease };
        return { ...await claimName(kv, wish, clock.now()), user: { ...known, name } };
      });
      for (const gone of released) await endMemberships(kv, gone.id);
      return { user, released };
    },

    async remove(id, beside = nothing) {
      await writeUser(kv, id, async (current) => {
        const { name, role, createdAt } = existing(current);
        const user: User = { id, name: "", role, createdAt, goneAt: clock.now() };
        const { checks, mutations } = await beside();
        return { user, checks, mutations: [...unclaim(name), ...mutations], released: [] };
      });
      await endMemberships(kv, id);
    },
  };
}

function existing(user: User | undefined): User {
  if (!user || user.goneAt !== undefined) throw new ChatError("unknown-user");
  return user;
}
