// The providers of OpenID Connect that are in force: those of the configuration and those that
// administrators added.
import type { CommitParts } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import { canonicalIssuer, type ForeignProvider } from "../../protocol/foreign_providers.ts";
import {
  type DecidedProviders,
  readProviders,
  type StoredProvider,
} from "../../store/community/providers.ts";
import type { ForeignAccount } from "../../store/people/foreign_accounts.ts";
import { orRefuse } from "../refusals.ts";
import type { Community } from "./admission_settings.ts";
import type { ShownProvider } from "./foreign.ts";

/** A provider, and where it stands. */
export type KnownProvider = StoredProvider & { from: "environment" | "administration" };

/** Where people may come from, for all instances together. */
export interface Providers {
  /** Those at the door in their order, as far as this instance knows. */
  shown(): ShownProvider[];
  /** Those in force, read anew. */
  inForce(): Promise<ForeignProvider[]>;
  /** One of those, read anew. Throws `unknown-provider`. */
  find(id: string): Promise<ForeignProvider>;
  /**
   * What holds a commit to a provider that was found before: read anew. Throws `unknown-provider` where
   * it was changed, turned off or removed meanwhile.
   */
  confirm(provider: ForeignProvider): Promise<CommitParts>;
  /** Of accounts elsewhere those by which their owner comes in now, read anew. */
  opening(accounts: readonly ForeignAccount[]): Promise<ForeignAccount[]>;
}

/** All of them, in the order of their buttons; one of the configuration stands for one of the same id. */
export function allProviders(
  fixed: readonly ForeignProvider[],
  { providers, order }: DecidedProviders,
): KnownProvider[] {
  const isFixed = new Set(fixed.map(({ id }) => id));
  const own = providers.filter(({ id }) => !isFixed.has(id));
  const place = new Map(order.map((id, n) => [id, n]));
  const placeOf = ({ id }: ForeignProvider) => place.get(id) ?? order.length;
  return [
    ...fixed.map((one) => ({ ...one, from: "environment" as const })),
    ...own.map((one) => ({ ...one, from: "administration" as const })),
  ].toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Whether an account elsewhere is one of this provider. */
export function isOf(
  { issuer, id }: Pick<ForeignProvider, "issuer" | "id">,
  account: ForeignAccount,
): boolean {
  if (account.issuer === undefined) return account.provider === id;
  return canonicalIssuer(account.issuer) === canonicalIssuer(issuer);
}

/** The providers in force; `fixed`: those of the configuration. */
export function createProviders(
  { kv, community, fixed }: {
    kv: Pick<Kv, "get">;
    community: Pick<Community, "providers">;
    fixed: readonly ForeignProvider[];
  },
): Providers {
  const open = (decided: DecidedProviders) =>
    allProviders(fixed, decided).filter(({ off }) => !off);
  const inForce = async () => open((await readProviders(kv)).decided);

  return {
    shown: () => open(community.providers()).map(({ id, name }) => ({ id, name })),

    inForce,

    find: async (id) =>
      orRefuse((await inForce()).find((one) => one.id === id), "unknown-provider"),

    async confirm(provider) {
      const { decided, entry: { key, versionstamp } } = await readProviders(kv);
      const now = open(decided).find(({ id }) => id === provider.id);
      if (JSON.stringify(now) !== JSON.stringify(provider)) throw new ChatError("unknown-provider");
      return { checks: [{ key, versionstamp }], mutations: [] };
    },

    async opening(accounts) {
      if (accounts.length === 0) return [];
      const now = await inForce();
      return accounts.filter((account) => now.some((provider) => isOf(provider, account)));
    },
  };
}
