import type { CommitParts, DecideParts } from "../../kv/checked_write.ts";
import type { UserId } from "../../protocol/events.ts";
import { nameKey } from "../../protocol/names.ts";
import type { HashAddress } from "../../store/people/address_hash.ts";
import type { EntryRequests } from "../../store/people/entry_requests.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { NewUser, User, Users } from "../../store/people/users.ts";
import { actorOf } from "./begin_session.ts";
import type { Entered, Visitor } from "./identity.ts";
import type { NameRelease } from "./name_release.ts";
import { createUser } from "./names.ts";
import { orRefuse } from "../refusals.ts";

/** What people and their first sessions are made with. */
export interface NewPeopleParts {
  users: Pick<Users, "create" | "get">;
  sessions: Pick<Sessions, "prepare">;
  entryRequests: EntryRequests;
  hashAddress: HashAddress;
  names: NameRelease;
}

/** Makes people, each with the session that lets them in. */
export interface NewPeople {
  /**
   * Both in one commit: there is neither or both. `beside`, which is given their id, goes with it. Throws the rule that the name
   * breaks, `name-taken`, `name-of-guest`, `name-confusable`, and what `beside` refuses with.
   */
  make(
    account: NewUser,
    visitor: Visitor,
    beside?: (id: UserId) => ReturnType<DecideParts>,
  ): Promise<Entered>;
  /** Who is called so and was let in by this very request a moment ago: its answer was lost. */
  known(request: string | undefined, name: string): Promise<User | undefined>;
  /**
   * Who is called so and left the browser that brings `visitor.left`; `use`: what the commit is held to in
   * which they come back, which they do once. `undefined` also where it brings nothing.
   */
  gone(visitor: Visitor, name: string): Promise<{ user: User; use: DecideParts } | undefined>;
}

/** New people over the stores. */
export function createNewPeople(
  { users, sessions, entryRequests, hashAddress, names }: NewPeopleParts,
): NewPeople {
  async function called(id: UserId | undefined, name: string): Promise<User | undefined> {
    const user = id === undefined ? undefined : await users.get(id);
    if (!user || user.goneAt !== undefined) return undefined;
    return nameKey(user.name) === nameKey(name) ? user : undefined;
  }

  return {
    async make(account, visitor, beside) {
      names.requireFit(account);
      const address = await hashAddress(visitor.address);
      const { request } = visitor;
      let prepared: ReturnType<Sessions["prepare"]> | undefined;
      const making = createUser(
        users,
        account,
        names.mayRelease,
        (id) => async () => {
          prepared ??= sessions.prepare(id, visitor.device, address, "now");
          const { checks, mutations }: CommitParts = await beside?.(id) ??
            { checks: [], mutations: [] };
          const remembered = request === undefined ? [] : [entryRequests.remember(request, id)];
          return { checks, mutations: [...prepared.mutations, ...mutations, ...remembered] };
        },
      );
      const { user, released } = await making.catch(async (error) => {
        throw await names.explain(error, account.role);
      });
      await names.dismiss(released);
      if (!prepared) throw new Error("A user was made without asking what goes with it");
      return { token: prepared.token, actor: actorOf(user, prepared.session) };
    },

    known: async (request, name) =>
      await called(request === undefined ? undefined : await entryRequests.find(request), name),

    async gone({ left, request }, name) {
      if (left === undefined) return undefined;
      const user = await called((await entryRequests.findLeft(left))?.user, name);
      if (!user) return undefined;
      // Of two who come back by the same token at once, one is the first: the other is somebody else.
      const use = async () => {
        const found = orRefuse(await entryRequests.findLeft(left), "name-of-guest", { name });
        const again = request === undefined ? [] : [entryRequests.remember(request, user.id)];
        return { checks: found.use.checks, mutations: [...found.use.mutations, ...again] };
      };
      return { user, use };
    },
  };
}
