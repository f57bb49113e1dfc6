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

/** All of them, by ids that differ. */
export const ForeignProviders = v.pipe(
  v.array(ForeignProvider),
  v.maxLength(20),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, "each id once"),
);
