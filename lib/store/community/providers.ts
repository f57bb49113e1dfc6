// Providers of OpenID Connect that administrators added. One row has all: what changes one of them
// also decides in which order all stand at the door.
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Kv } from "../../kv/kv.ts";
import type { ForeignProvider } from "../../protocol/foreign_providers.ts";

/** A provider that administrators added. Its secret stands here as it is: the provider is shown it. */
export type StoredProvider = ForeignProvider & {
  /** Nobody comes in by it. */
  off?: true;
};

/** What administrators decided of providers. */
export interface DecidedProviders {
  providers: StoredProvider[];
  /** Ids in the order of their buttons, those of the configuration among them; others come after. */
  order: string[];
}

/** `change` makes each write one of its own, so that a lost answer is known by it. */
type ProviderRow = DecidedProviders & { change: string };

/** What holds until somebody decides. */
export const NO_PROVIDERS: DecidedProviders = { providers: [], order: [] };

/** What was decided, with the entry that a commit may be held to. */
export async function readProviders(
  kv: Pick<Kv, "get">,
): Promise<{ decided: DecidedProviders; entry: Entry<unknown> }> {
  const entry = await kv.get<ProviderRow>(keys.providers());
  const { providers, order } = entry.value ?? NO_PROVIDERS;
  return { decided: { providers, order }, entry };
}

/** Replaces what was decided by what `decide` makes of it, with its parts in the same commit. */
export async function writeProviders(
  kv: Kv,
  { id, decide }: {
    id: string;
    decide(before: DecidedProviders): Promise<{ decided: DecidedProviders } & CommitParts>;
  },
): Promise<void> {
  await writeRow<ProviderRow>(kv, keys.providers(), async (current) => {
    const { decided, ...parts } = await decide(current ?? NO_PROVIDERS);
    const { providers, order } = decided;
    return { value: { providers, order, change: id }, ...parts };
  });
}
