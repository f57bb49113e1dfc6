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
   * breaks, `name-taken`, `name-confusable`, and what `beside` refuses with.
   */
  make(
    account: NewUser,
    visitor: Visitor,
    beside?: (id: UserId) => ReturnType<DecideParts>,
  ): Promise<Entered>;
  /** Whom the visitor's own request made a moment ago, by this name: its answer was lost. */
  madeBefore(visitor: Visitor, name: string): Promise<User | undefined>;
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
      const { user, released } = await createUser(
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
      await names.dismiss(released);
      if (!prepared) throw new Error("A user was made without asking what goes with it");
      return { token: prepared.token, actor: actorOf(user, prepared.session) };
    },

    async madeBefore({ request }, name) {
      const id = request === undefined ? undefined : await entryRequests.find(request);
      const user = id === undefined ? undefined : await users.get(id);
      return user && nameKey(user.name) === nameKey(name) ? user : undefined;
    },
  };
}
