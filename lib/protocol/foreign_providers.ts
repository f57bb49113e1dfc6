// Where people may come from: providers of OpenID Connect, as the operator names them.
import * as v from "valibot";

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const someTexts = v.optional(v.array(text(200)), []);

/** A provider, as it stands in `PALABRE_OIDC`. */
export const ForeignProvider = v.strictObject({
  /** In addresses: `coop`. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, "an id has letters from a to z and digits")),
  /** On the button. */
  name: text(60),
  issuer: v.pipe(v.string(), v.url(), v.regex(/^https?:/)),
  client: text(500),
  secret: v.optional(text(1_000)),
  scopes: v.optional(text(500), "openid profile email"),
  /** Who may come in: where several are said, all of them. */
  allow: v.optional(
    v.strictObject({
      /** Of a verified address. */
      domains: v.optional(v.array(text(253))),
      /** Each claim has one of these values. */
      claims: v.optional(v.record(v.string(), v.array(text(200)))),
    }),
    {},
  ),
  /** Whether they get an account also where registration is not open. */
  register: v.optional(v.boolean(), false),
  /** The role by the values of a claim, decided at each sign-in. */
  roles: v.optional(
    v.strictObject({ claim: text(200), administrators: someTexts, moderators: someTexts }),
  ),
});
export type ForeignProvider = v.InferOutput<typeof ForeignProvider>;

/** An issuer as it is compared and hashed: however its host is written, and whether a slash ends it. */
export function canonicalIssuer(issuer: string): string {
  return new URL(issuer).href.replace(/\/+$/, "");
}

/** All of them, by ids that differ. */
export const ForeignProviders = v.pipe(
  v.array(ForeignProvider),
  v.maxLength(20),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, "each id once"),
);

/** Where a provider stands: those of the configuration are changed there alone. */
export const PROVIDER_PLACES = ["environment", "administration"] as const;

const { secret: _, ...shownEntries } = ForeignProvider.entries;

/** A provider as administrators see it: its secret is never sent. */
export const AdministeredProvider = v.object({
  ...shownEntries,
  from: v.picklist(PROVIDER_PLACES),
  hasSecret: v.boolean(),
  /** Nobody comes in by it. */
  off: v.optional(v.boolean()),
  /** The configuration names it, and one that was added under the same id is put aside. */
  aside: v.optional(v.boolean()),
});
export type AdministeredProvider = v.InferOutput<typeof AdministeredProvider>;

/** How many administrators may add, and how long each may be as JSON, in UTF-16 units: one row has all. */
export const MAX_PROVIDERS = 10;
export const MAX_PROVIDER_LENGTH = 4_000;

/** Why a provider gave no answer that people could come in by. */
export const PROVIDER_PROBLEMS = [
  ...["url", "port", "address", "redirects", "size", "encoding", "time", "unreachable"] as const,
  /** It answers, but not as a provider does. */
  ...["status", "no-provider"] as const,
  /** It calls itself otherwise. */
  "issuer",
  /** What it names to go on with cannot be called, or its keys do not come. */
  ...["endpoints", "keys"] as const,
] as const;
/** What of an answer will be missed. */
export const PROVIDER_WARNINGS = ["code", "pkce", "secret", "public", "scopes", "claims"] as const;

/** What a provider said of itself when it was asked. */
export const ProviderAnswer = v.variant("is", [
  v.object({
    is: v.literal("answers"),
    issuer: v.string(),
    /** Whether it says who it is when it sends people back (RFC 9207). */
    namesItself: v.boolean(),
    warnings: v.array(v.object({ what: v.picklist(PROVIDER_WARNINGS), detail: v.string() })),
  }),
  v.object({
    is: v.literal("fails"),
    why: v.picklist(PROVIDER_PROBLEMS),
    detail: v.string(),
  }),
]);
export type ProviderAnswer = v.InferOutput<typeof ProviderAnswer>;
export type ProviderWarning = (typeof PROVIDER_WARNINGS)[number];

/** Who comes in by a provider, and who has no other way in. */
export const ProviderUse = v.object({
  accounts: v.number(),
  locked: v.number(),
  /** The first of those who would be locked out, by name. */
  names: v.array(v.string()),
});
export type ProviderUse = v.InferOutput<typeof ProviderUse>;
