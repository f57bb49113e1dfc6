// People: their records, and the indexes that keep names unique.
import { GENERAL, type Role, type UserId } from "../../protocol/events.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import { nameKey } from "../../protocol/names.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { addTag, asTheyAre, drawId, personAt } from "./addresses.ts";
import {
  claimName,
  heldForGone,
  NAME_HELD_AFTER_MESSAGE_MS,
  type NameRefusal,
} from "./name_claims.ts";
import { lastDirectMessageAt } from "./last_direct_message.ts";
import { renamed, signingInAs, unclaimed } from "./name_claims.ts";
import { type CommitParts, type DecideParts, writeRow } from "../../kv/checked_write.ts";
import { type MayRelease, type NewUser, signInNameOf, type User } from "./user.ts";
import { findPeople, foundRows, movedRows } from "./found_people.ts";
import { endMemberships } from "./user_writes.ts";
import { addMember } from "../conversations/conversations.ts";
import { listPages } from "../../kv/list_pages.ts";

export type { MayRelease, NewUser, User };

/** Somebody who got a name, and who lost it by that. */
export interface Named {
  user: User;
  released: User[];
}

/** Everyone who has an account, and guests. */
export interface Users {
  /** Also of those who are gone: events still name them. By the id of a merged placeholder, who it is. */
  get(id: UserId): Promise<User | undefined>;
  /** Those that exist, by the ids that were asked for; of merged placeholders likewise. */
  getMany(ids: readonly UserId[]): Promise<Map<UserId, User>>;
  /** Whoever is called so, compared by `nameKey`. */
  byName(name: string): Promise<User | undefined>;
  /** Whoever signs in with this name, likewise. */
  bySignInName(name: string): Promise<User | undefined>;
  /**
   * Whoever is or was at an address (lib/protocol/people.ts); whoever is called so, or was if nobody
   * has been since. Also those who are gone.
   */
  byAddress(address: string): Promise<User | undefined>;
  /** How many have an account, among the first 20,000 people. */
  countMembers(): Promise<number>;
  /** People whose name, or a word of it, begins so, whatever its accents and capitals: by name first. */
  search(begun: string, limit: number): Promise<User[]>;
  /**
   * Makes a user and their membership of `general` (not of a bot) in one commit, with what `beside` decides; or says
   * why the name cannot be had. The name is one that `readFreeName` gives. Throws what `beside` throws.
   */
  create(
    user: NewUser,
    mayRelease?: MayRelease,
    beside?: (id: UserId) => DecideParts,
  ): Promise<Named | NameRefusal>;
  /**
   * Changes a record under its check, again when another was faster: `change` must be pure, and may
   * throw to refuse. It cannot change name and id. `beside` is given the record as it was. `undefined` where nobody is there. Throws what
   * `change` and `beside` throw.
   */
  update(
    id: UserId,
    change: (user: User) => User,
    beside?: (user: User) => CommitParts | Promise<CommitParts>,
  ): Promise<User | undefined>;
  /** Whether somebody new of this role could have a name now, which is one that `readFreeName` gives. */
  isFree(name: string, role: Role, mayRelease?: MayRelease): Promise<boolean>;
  /** Until when a guest's name is kept for what was written with them, in milliseconds UTC. */
  heldUntil(guest: UserId): Promise<number>;
  /** Gives a new name, as `create` does, and holds the old one; or says why not. */
  rename(
    id: UserId,
    name: string,
    mayRelease?: MayRelease,
  ): Promise<Named | NameRefusal | "unknown-user">;
  /** Gives a member another name to sign in with, and frees the old one; or says why not. */
  setSignInName(
    id: UserId,
    name: string,
    mayRelease?: MayRelease,
  ): Promise<Named | NameRefusal | "unknown-user">;
  /**
   * Leaves a nameless record for the events that name it, and holds the name: nobody is there from then
   * on. Throws what `beside` throws, which is given the record. `kept` stays in it.
   */
  end(
    id: UserId,
    beside?: (user: User) => CommitParts | Promise<CommitParts>,
    kept?: Pick<User, "messages">,
  ): Promise<void>;
  /** The same, and ends every membership. */
  remove(
    id: UserId,
    beside?: (user: User) => CommitParts | Promise<CommitParts>,
  ): Promise<void>;
}

/** No allowed name has a longer key: folding makes at most three of one character. */
const MAX_KEY_CODE_POINTS = 3 * LIMITS.name;

/** Records that `countMembers` looks at. */
const MAX_COUNTED = 20_000;

/** No user has this id: who is not made yet. */
const NOBODY: UserId = "";
const never: MayRelease = () => false;
const nothing: DecideParts = () => ({ checks: [], mutations: [] });

/** The people in `kv`. */
export function createUsers(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): Users {
  async function get(id: UserId) {
    return (await asTheyAre(kv, [await kv.get<User>(keys.user(id))]))[0];
  }

  async function getMany(ids: readonly UserId[]) {
    const found = new Map<UserId, User>();
    const asked = [...new Set(ids)];
    const records = await asTheyAre(kv, await kv.getMany<User>(asked.map(keys.user)));
    for (const [n, user] of records.entries()) if (user) found.set(asked[n]!, user);
    return found;
  }

  async function holderOf(name: string) {
    const key = nameKey(name);
    if (key === "" || codePoints(key) > MAX_KEY_CODE_POINTS) return undefined;
    const holder = await kv.get<UserId>(keys.userByName(key));
    return holder.value === null ? undefined : await get(holder.value);
  }

  /** Whoever is or was called so for others to see: what somebody signs in with leads to nobody. */
  async function seenAs(name: string) {
    const holder = await holderOf(name);
    if (!holder || holder.goneAt !== undefined) return holder;
    const seen = [holder.name, ...(holder.former ?? []).map((one) => one.name)];
    return seen.some((one) => nameKey(one) === nameKey(name)) ? holder : undefined;
  }

  /** Claims a name for somebody who is there, whose record becomes as `change` says. */
  async function takeName(
    id: UserId,
    name: string,
    mayRelease: MayRelease,
    change: (user: User) => User,
  ): Promise<Named | NameRefusal | "unknown-user"> {
    let outcome: Named | NameRefusal | "unknown-user" = "unknown-user";
    await writeRow<User>(kv, keys.user(id), async (current) => {
      const known = existing(current);
      const claim = known
        ? await claimName(kv, { name, user: id, role: known.role, mayRelease }, clock.now())
        : "unknown-user";
      if (!known || typeof claim === "string") {
        outcome = claim as NameRefusal | "unknown-user";
        return undefined;
      }
      const user = change(known);
      outcome = { user, released: claim.released };
      const mutations = [
        ...await unclaimed(kv, known, user),
        ...claim.mutations,
        ...movedRows(known, user),
      ];
      return { value: user, checks: claim.checks, mutations };
    });
    return await afterNaming(outcome);
  }

  async function afterNaming<O extends Named | string>(outcome: O): Promise<O> {
    if (typeof outcome === "string") return outcome;
    for (const { id } of outcome.released) await endMemberships(kv, id);
    return outcome;
  }

  async function end(...[id, beside = nothing, kept]: Parameters<Users["end"]>) {
    await writeRow<User>(kv, keys.user(id), async (current) => {
      const known = existing(current);
      if (!known) return undefined;
      const { role, createdAt } = known;
      const user: User = { id, name: "", role, createdAt, goneAt: clock.now(), ...kept };
      const { checks, mutations } = await beside(known);
      const names = [...await unclaimed(kv, known, user), ...await heldForGone(kv, known)];
      return {
        value: user,
        checks,
        mutations: [...names, ...movedRows(known, user), ...mutations],
      };
    });
  }

  return {
    get,
    getMany,

    async byName(name) {
      const holder = await holderOf(name);
      return holder && nameKey(holder.name) === nameKey(name) ? holder : undefined;
    },

    async bySignInName(name) {
      // A record is read for nobody, too: no name answers sooner than another.
      const holder = await holderOf(name) ?? await get("");
      return holder && nameKey(signInNameOf(holder)) === nameKey(name) ? holder : undefined;
    },

    byAddress: (address) => personAt(kv, address, seenAs),

    async countMembers() {
      let [members, seen] = [0, 0];
      for await (const page of listPages<User>(kv, keys.users())) {
        const here = page.filter(({ value }) => value.goneAt === undefined && !value.botBy);
        members += here.filter(({ value }) => value.role !== "guest").length;
        seen += page.length;
        if (seen >= MAX_COUNTED) break;
      }
      return members;
    },

    search: (begun, limit) => findPeople(kv, begun, limit),

    async create(wanted, mayRelease = never, beside = () => nothing) {
      const id = await drawId(kv, random);
      const createdAt = clock.now();
      const user: User = { ...wanted, id, createdAt };
      const wish = { name: wanted.name, user: id, role: wanted.role, mayRelease };
      let outcome: Named | NameRefusal = { user, released: [] };
      await writeRow<User>(kv, keys.user(id), async () => {
        const claim = await claimName(kv, wish, createdAt);
        if (typeof claim === "string") {
          outcome = claim;
          return undefined;
        }
        outcome = { user, released: claim.released };
        const { checks, mutations } = await beside(id)();
        return {
          value: user,
          checks: [...claim.checks, ...checks],
          mutations: [
            ...claim.mutations,
            ...mutations,
            ...foundRows(user),
            addTag(id),
            ...(wanted.botBy ? [] : addMember(GENERAL, id, createdAt)),
          ],
        };
      });
      return await afterNaming(outcome);
    },

    async update(id, change, beside = nothing) {
      return existing(
        await writeRow<User>(kv, keys.user(id), async (current) => {
          const known = existing(current);
          if (!known) return undefined;
          const after = { ...change(known), id, name: known.name };
          const { checks, mutations } = await beside(known);
          const moved = after.role === known.role ? [] : movedRows(known, after);
          return { value: after, checks, mutations: [...moved, ...mutations] };
        }),
      );
    },

    async isFree(name, role, mayRelease = never) {
      const claim = await claimName(kv, { name, user: NOBODY, role, mayRelease }, clock.now());
      return typeof claim !== "string";
    },

    heldUntil: async (guest) => await lastDirectMessageAt(kv, guest) + NAME_HELD_AFTER_MESSAGE_MS,

    rename: (id, name, mayRelease = never) =>
      takeName(id, name, mayRelease, (user) => renamed(user, name, clock.now())),

    setSignInName: (id, name, mayRelease = never) =>
      takeName(id, name, mayRelease, (user) => signingInAs(user, name)),

    end,

    async remove(id, beside) {
      await end(id, beside);
      await endMemberships(kv, id);
    },
  };
}

function existing(user: User | undefined): User | undefined {
  return user?.goneAt === undefined ? user : undefined;
}
