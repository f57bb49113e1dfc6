// A provider as administrators write it: what fits, what a change makes of it, and what is said of that.
import * as v from "valibot";
import { ChatError } from "../../protocol/errors.ts";
import {
  canonicalIssuer,
  ForeignProvider,
  MAX_PROVIDER_LENGTH,
} from "../../protocol/foreign_providers.ts";
import type { StoredProvider } from "../../store/community/providers.ts";
import type { AuditEntries } from "../audit_entries.ts";

/** A provider as an administrator writes it; the secret of one that is known stays where none is said. */
export type ProviderWish = Omit<v.InferInput<typeof ForeignProvider>, "secret"> & {
  secret?: string;
};

/**
 * What becomes of one: what is not named stays; `null` takes it away. The id and the issuer stay for
 * good: a secret is never shown to another than whom it was given for.
 */
export type ProviderChange = Partial<Omit<ProviderWish, "id" | "issuer" | "secret" | "roles">> & {
  secret?: string | null;
  roles?: ProviderWish["roles"] | null;
  off?: boolean;
};

/** A line of the audit log. */
export type ProviderLine = Omit<Parameters<AuditEntries["entry"]>[1], "at">;

/** What of a provider can be another. */
const PARTS = ["name", "client", "secret", "scopes", "allow", "register", "roles"] as const;
/** What of it people come in by. */
export const WAYS_IN = ["client", "secret", "scopes", "allow"] as const;

/** What of it is another. */
export function partsOf(before: StoredProvider, now: StoredProvider) {
  return PARTS.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(now[part]));
}

/** What the audit log says of a change: that it was turned off or on, and what of it is another. */
export function linesOf(before: StoredProvider, now: StoredProvider): ProviderLine[] {
  const { name } = before;
  const parts = partsOf(before, now).join(", ");
  return [
    ...(now.off !== before.off
      ? [{ act: now.off ? "provider-off" as const : "provider-on" as const, what: name }]
      : []),
    ...(parts ? [{ act: "provider-changed" as const, what: `${parts}; ${name}` }] : []),
  ];
}

/** Throws `provider-twice` where another is the same client of the same issuer. */
export function requireOnce(provider: ForeignProvider, all: readonly ForeignProvider[]) {
  const issuer = canonicalIssuer(provider.issuer);
  const other = all.find(({ id, client, ...one }) =>
    id !== provider.id && client === provider.client && canonicalIssuer(one.issuer) === issuer
  );
  if (other) throw new ChatError("provider-twice", { provider: other.name, field: "client" });
}

/** A provider as it is after a change. Throws as `readWish` does. */
export function changed(
  before: StoredProvider,
  { off = before.off, secret, roles, ...change }: ProviderChange,
  mayBeCalled: (url: URL) => boolean,
): StoredProvider {
  const { off: _, ...known } = before;
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  const wish = { ...known, ...given, ...(secret && { secret }), ...(roles && { roles }) };
  if (secret === null) delete wish.secret;
  if (roles === null) delete wish.roles;
  return { ...readWish(wish, mayBeCalled), ...(off && { off: true as const }) };
}

const OWN_REFUSALS = { id: "provider-id", issuer: "provider-issuer" } as const;

/** Throws `provider-id`, `provider-issuer`, `provider-too-long` or `invalid-field`, with the field. */
export function readWish(wish: ProviderWish, mayBeCalled: (url: URL) => boolean): ForeignProvider {
  const known = Object.fromEntries(
    Object.keys(ForeignProvider.entries).flatMap((name) => {
      const value = wish[name as keyof ProviderWish];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const parsed = v.safeParse(ForeignProvider, known);
  if (!parsed.success) {
    const field = (v.getDotPath(parsed.issues[0]) ?? "").split(".")[0] ?? "";
    const own = OWN_REFUSALS[field as keyof typeof OWN_REFUSALS];
    throw new ChatError(own ?? "invalid-field", { field });
  }
  const provider = parsed.output;
  const issuer = new URL(provider.issuer);
  // OpenID Connect Discovery 1.0, 3: no query and no fragment.
  if (!mayBeCalled(issuer) || issuer.search || issuer.hash) {
    throw new ChatError("provider-issuer", { field: "issuer" });
  }
  if (JSON.stringify(provider).length > MAX_PROVIDER_LENGTH) {
    throw new ChatError("provider-too-long", { limit: MAX_PROVIDER_LENGTH });
  }
  return provider;
}
