import type { Kv } from "../../kv/kv.ts";
import type { Named } from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Role } from "../../protocol/events.ts";
import type { ForeignProvider } from "../../protocol/foreign_providers.ts";
import { cleanName } from "../../protocol/names.ts";
import type { Random } from "../../runtime/clock.ts";
import { changeAdministrators } from "../../store/community/administrators.ts";
import type { ForeignAccount, ForeignAccounts } from "../../store/people/foreign_accounts.ts";
import type { User, Users } from "../../store/people/users.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Announcer } from "../chat.ts";
import { orRefuse } from "../refusals.ts";
import { type AdmissionPolicy, both } from "./admission.ts";
import { announceUsersChanged } from "./current_user.ts";
import { type Claims, namesOf, roleBy } from "./foreign_rules.ts";
import type { NewPeople } from "./new_people.ts";
import type { Providers } from "./providers.ts";
import type { Entered, Visitor } from "./visitor.ts";

/** Accounts of those who come from elsewhere. */
export interface MakeForeigner {
  /** Makes one, with the role that the provider decides on, and lets them in. Throws `provider-closed`, `raid-closed`, `network-barred`. */
  make(
    visitor: Visitor,
    account: ForeignAccount,
    provider: ForeignProvider,
    claims: Claims,
  ): Promise<Entered>;
  /** Gives somebody the role that the provider decides on, if it does; the last administrator stays one. */
  giveRole(user: User, provider: ForeignProvider, claims: Claims): Promise<User>;
}

/** What they are made with. */
export interface MakeForeignerParts {
  kv: Kv;
  users: Pick<Users, "update">;
  foreign: { accounts: Pick<ForeignAccounts, "adding">; providers: Pick<Providers, "confirm"> };
  people: Pick<NewPeople, "make">;
  admission: Pick<AdmissionPolicy, "foreigner">;
  announcer: Announcer;
  audit: Pick<AuditEntries, "entry">;
}

/** Numbers that are tried behind a name that somebody else has. */
const NAMESAKES = 9;

/** The names that are tried, one after the other; `unnamed` when all of theirs are taken. */
function* namesTried(claims: Claims, unnamed: () => string) {
  const wished = namesOf(claims);
  yield* wished;
  for (let n = 2; n < 2 + NAMESAKES; n++) yield* wished.map((name) => `${name} ${n}`);
  for (let n = 0; n < NAMESAKES; n++) yield unnamed();
}

/** What goes with the commit of somebody new; throws where nobody from there is let in. */
async function admitted(
  admission: MakeForeignerParts["admission"],
  { address }: Visitor,
  { name, register = false }: ForeignProvider,
) {
  try {
    return await admission.foreigner(address, register);
  } catch (error) {
    const isClosed = error instanceof ChatError && error.refusal.startsWith("registration-");
    throw isClosed ? new ChatError("provider-closed", { provider: name }) : error;
  }
}

/** Makes them over the stores. */
export function createMakeForeigner(
  { kv, users, foreign, people, admission, announcer, audit }: MakeForeignerParts,
  { random, unnamed }: {
    random: Random;
    /** What somebody is called, in their language, of whose names none is free. */
    unnamed(locale: string | undefined, code: string): string;
  },
): MakeForeigner {
  const { accounts, providers } = foreign;

  /** The line of the audit log: the provider gave somebody a role. */
  function roleLine({ id, name }: ForeignProvider, whom: Named, role: Role) {
    const by = { id: `oidc:${id}`, name, role: "member" as const };
    return audit.entry(by, { act: "role", whom: named(whom), role });
  }

  async function giveRole(user: User, provider: ForeignProvider, claims: Claims): Promise<User> {
    const role = roleBy(provider, claims);
    if (role === undefined || user.role === role) return user;
    const line = roleLine(provider, user, role);
    try {
      const changed = await users.update(user.id, (record) => ({ ...record, role }), async () => {
        const parts = await changeAdministrators(kv, user.id, role);
        const { checks, mutations } = orRefuse(parts, "last-administrator");
        const held = await providers.confirm(provider);
        return both(held, { checks, mutations: [...mutations, line] });
      });
      announceUsersChanged(announcer, user.id);
      return changed ?? user;
    } catch (error) {
      if (error instanceof ChatError && error.refusal === "last-administrator") return user;
      throw error;
    }
  }

  /** What is written beside somebody new: whose account elsewhere it is, and what follows from the role. */
  async function beside(whom: Named, role: Role, account: ForeignAccount, from: ForeignProvider) {
    const { checks, mutations } = await accounts.adding(whom.id, account);
    if (role === "member") return { checks, mutations };
    const parts = await changeAdministrators(kv, whom.id, role);
    const listed = orRefuse(parts, "last-administrator");
    return {
      checks: [...checks, ...listed.checks],
      mutations: [...mutations, ...listed.mutations, roleLine(from, whom, role)],
    };
  }

  return {
    giveRole,

    async make(visitor, account, provider, claims) {
      const admit = await admitted(admission, visitor, provider);
      const { locale } = visitor;
      const role = roleBy(provider, claims) ?? "member";
      const last = () => unnamed(locale, random.uuid().slice(0, 6));
      for (const name of namesTried(claims, last)) {
        try {
          return await people.make(
            { name, role, locale },
            visitor,
            async (id) =>
              both(
                both(await admit(), await providers.confirm(provider)),
                await beside({ id, name: cleanName(name) }, role, account, provider),
              ),
          );
        } catch (error) {
          if (!(error instanceof ChatError && error.refusal.startsWith("name-"))) throw error;
        }
      }
      throw new ChatError("name-taken", { name: String(claims.name ?? "") });
    },
  };
}
