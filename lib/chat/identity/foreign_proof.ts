import type { CommitParts } from "../../kv/checked_write.ts";
import type { UserId } from "../../protocol/events.ts";
import type { ForeignProvider } from "../../protocol/foreign_providers.ts";
import { digest } from "../../runtime/digest.ts";
import type { ForeignAccounts } from "../../store/people/foreign_accounts.ts";
import type { ForeignProof } from "../../store/people/sign_in_tickets.ts";
import { both } from "./admission.ts";
import type { Providers } from "./providers.ts";

/**
 * What holds a commit to an account elsewhere that proved who somebody is; `undefined` where its
 * provider was changed, turned off or removed since, or the account disconnected. Throws
 * `unknown-provider` where that happens just now.
 */
export type ConfirmForeign = (
  user: UserId,
  proof: ForeignProof,
) => Promise<CommitParts | undefined>;

/** That an account of a provider proved who somebody is, by the rules that hold now. */
export function foreignProof(provider: ForeignProvider, account: string): ForeignProof {
  return { provider: provider.id, rules: rulesOf(provider), account };
}

/** Confirms by what is read anew. */
export function createConfirmForeign(
  { providers, accounts }: {
    providers: Pick<Providers, "inForce" | "confirm">;
    accounts: Pick<ForeignAccounts, "holding">;
  },
): ConfirmForeign {
  return async (user, { provider: id, rules, account }) => {
    const now = (await providers.inForce()).find((one) => one.id === id);
    if (!now || rulesOf(now) !== rules) return undefined;
    const held = await accounts.holding(user, account);
    return held && both(await providers.confirm(now), held);
  };
}

/** All of a provider but its secret, which the store does not have of those of the configuration. */
function rulesOf({ secret: _, ...rules }: ForeignProvider): string {
  return digest(JSON.stringify(rules));
}
