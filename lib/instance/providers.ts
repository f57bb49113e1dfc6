import type { AuditEntries } from "../chat/audit_entries.ts";
import {
  createProviderAdministration,
  type ProviderAdministration,
} from "../chat/community/providers.ts";
import { createProviderUsers } from "../chat/community/provider_users.ts";
import type { Community } from "../chat/identity/admission_settings.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { createIdentityLimits } from "../chat/identity/limits.ts";
import { askProvider, mayBeCalled } from "./ask_provider.ts";
import type { Delivery } from "./delivery.ts";
import type { ForeignOptions } from "./identity.ts";
import { callsOf } from "./outgoing.ts";
import type { Runtime, Stores } from "./stores.ts";

/** What stands in the configuration, and what proves who changes the rest. */
export interface ProviderOptions extends ForeignOptions {
  proveOwn: Identity["proveOwn"];
}

/** Composes what administrators do with providers of OpenID Connect. */
export function composeProviders(
  { kv, random }: Pick<Runtime, "kv" | "random">,
  { attempts, foreignAccounts: accounts, passkeys, users }: Pick<
    Stores,
    "attempts" | "foreignAccounts" | "passkeys" | "users"
  >,
  { community, announcer, audit }: {
    community: Community;
    announcer: Delivery["announcer"];
    audit: AuditEntries;
  },
  { providers: fixed = [], calls, proveOwn: prove }: ProviderOptions,
): ProviderAdministration {
  const reach = callsOf(calls);
  return createProviderAdministration({
    kv,
    fixed,
    audit,
    users: createProviderUsers({ accounts, passkeys, users }),
    told: { community, announcer },
    guard: { prove, limit: createIdentityLimits(attempts) },
    outside: {
      random,
      mayBeCalled: (url) => mayBeCalled(url, reach.isPrivateHost),
      ask: (provider) => askProvider(reach, provider),
    },
  });
}
