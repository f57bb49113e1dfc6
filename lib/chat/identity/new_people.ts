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
  /**
   * Who is called so and comes in by this: the request that made them a moment ago, whose answer was
   * lost, or what their browser was given as they left.
   */
  known(by: string | undefined, name: string): Promise<User | undefined>;
}

/** New people over the stores. */
export function createNewPeople(
  { users, sessions, entryRequests, hashAddress, names }: NewPeopleParts,
): NewPeople {
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

    async known(by, name) {
      const id = by === undefined ? undefined : await entryRequests.find(by);
      const user = id === undefined ? undefined : await users.get(id);
      if (!user || user.goneAt !== undefined) return undefined;
      return nameKey(user.name) === nameKey(name) ? user : undefined;
    },
  };
}
