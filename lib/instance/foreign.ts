import { createAuditEntries } from "../chat/audit_entries.ts";
import type { Announcer } from "../chat/chat.ts";
import type { AdmissionPolicy } from "../chat/identity/admission.ts";
import { createForeignSignIn } from "../chat/identity/foreign_sign_in.ts";
import type { ForeignWays } from "../chat/identity/foreign.ts";
import type { LimitFailures, LimitIdentity } from "../chat/identity/limits.ts";
import { createMakeForeigner } from "../chat/identity/make_foreigner.ts";
import type { NewPeople } from "../chat/identity/new_people.ts";
import { createOwnForeign } from "../chat/identity/own_foreign.ts";
import type { Providers } from "../chat/identity/providers.ts";
import type { ProveOwn } from "../chat/identity/prove_own.ts";
import type { EnterProven } from "../chat/identity/second_step.ts";
import { unnamedMember } from "../i18n/unnamed_words.ts";
import { createOpenId } from "./openid.ts";
import { type CallOptions, callsOf } from "./outgoing.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Composes the ways in of those who have an account elsewhere. */
export function composeForeign(
  { kv, clock, random, logger }: Runtime,
  stores: Pick<Stores, "foreignAccounts" | "foreignFlows" | "passkeys" | "readPerson" | "users">,
  { providers, people, admission, announcer, limit, limitFailures, proveOwn, enterProven }: {
    providers: Providers;
    people: NewPeople;
    admission: AdmissionPolicy;
    announcer: Announcer;
    limit: LimitIdentity;
    limitFailures: LimitFailures;
    proveOwn: ProveOwn;
    enterProven: EnterProven;
  },
  calls: CallOptions | undefined,
): ForeignWays {
  const { foreignAccounts: accounts, foreignFlows: flows, passkeys, readPerson, users } = stores;
  const audit = createAuditEntries({ readPerson, clock, random });
  const openId = createOpenId({ ...callsOf(calls), clock });
  const makeForeigner = createMakeForeigner(
    { kv, users, foreign: { accounts, providers }, people, admission, announcer, audit },
    { random, unnamed: unnamedMember },
  );
  return {
    ...createForeignSignIn(
      {
        providers,
        openId,
        accounts,
        flows,
        people: { get: users.get, enter: enterProven, make: makeForeigner, prove: proveOwn },
      },
      { limit, limitFailures, clock, random, logger },
    ),
    ...createOwnForeign({ providers, accounts, passkeys, users }),
  };
}
