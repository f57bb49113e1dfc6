// Asks a provider of OpenID Connect what it says of itself, in words that an administrator can act upon.
import * as v from "valibot";
import { FetchError, type GuardedFetch } from "../net/guarded_fetch.ts";
import type { IsPrivateHost } from "../net/private_hosts.ts";
import type {
  ForeignProvider,
  ProviderAnswer,
  ProviderWarning,
} from "../protocol/foreign_providers.ts";

/** For one request to a provider, in milliseconds. */
export const TIMEOUT_MS = 8_000;
export const MAX_BYTES = 256 * 1024;

/** Whether people and their secrets may go there: by https, or within the operator's own network. */
export function mayBeCalled(url: URL, isPrivateHost: IsPrivateHost): boolean {
  if (url.username || url.password) return false;
  return url.protocol === "https:" ||
    url.protocol === "http:" && isPrivateHost(url.hostname, Number(url.port) || 80);
}

const someTexts = v.optional(v.array(v.string()));

/** What of its metadata matters here (OpenID Connect Discovery 1.0, 3). */
const Metadata = v.object({
  issuer: v.string(),
  authorization_endpoint: v.string(),
  token_endpoint: v.string(),
  jwks_uri: v.string(),
  userinfo_endpoint: v.optional(v.string()),
  response_types_supported: someTexts,
  code_challenge_methods_supported: someTexts,
  token_endpoint_auth_methods_supported: someTexts,
  scopes_supported: someTexts,
  claims_supported: someTexts,
  authorization_response_iss_parameter_supported: v.optional(v.boolean()),
});
type Metadata = v.InferOutput<typeof Metadata>;

const Keys = v.object({
  keys: v.pipe(v.array(v.looseObject({ kty: v.string() })), v.minLength(1)),
});

type Failure = Extract<ProviderAnswer, { is: "fails" }>;
type Warning = Extract<ProviderAnswer, { is: "answers" }>["warnings"][number];

const fails = (why: Failure["why"], detail = ""): Failure => ({ is: "fails", why, detail });

/** What a provider says, and what of it will be missed. Rejects with nothing that it or its network does. */
export async function askProvider(
  { fetch, isPrivateHost }: { fetch: GuardedFetch; isPrivateHost: IsPrivateHost },
  provider: ForeignProvider,
): Promise<ProviderAnswer> {
  const issuer = new URL(provider.issuer);
  const place = new URL(issuer);
  place.pathname = `${issuer.pathname.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const said = await readJson(fetch, place.href, Metadata);
  if ("is" in said) return said;
  if (!URL.canParse(said.issuer) || new URL(said.issuer).href !== issuer.href) {
    return fails("issuer", said.issuer.slice(0, 200));
  }
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = said;
  const ways = [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint ?? issuer.href];
  const wrong = ways.find((one) => !URL.canParse(one) || !mayBeCalled(new URL(one), isPrivateHost));
  if (wrong !== undefined) return fails("endpoints", wrong.slice(0, 200));
  const keys = await readJson(fetch, jwks_uri, Keys);
  if ("is" in keys) return fails("keys", keys.detail);
  return {
    is: "answers",
    issuer: said.issuer,
    namesItself: said.authorization_response_iss_parameter_supported === true,
    warnings: warningsOf(said, provider),
  };
}

/** What is missing of what this provider is used with; what it does not tell is not held against it. */
function warningsOf(said: Metadata, provider: ForeignProvider): Warning[] {
  const lacks = (wanted: string[], offered: string[] | undefined) =>
    offered ? wanted.filter((one) => !offered.includes(one)) : [];
  const { allow, roles, scopes, secret } = provider;
  const asked = [
    ...Object.keys(allow.claims ?? {}),
    ...(allow.domains ? ["email", "email_verified"] : []),
    ...(roles ? [roles.claim] : []),
  ];
  const methods = said.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const found: Array<[ProviderWarning, string[]]> = [
    ["code", lacks(["code"], said.response_types_supported)],
    ["pkce", lacks(["S256"], said.code_challenge_methods_supported)],
    secret === undefined
      ? ["public", lacks(["none"], methods)]
      : ["secret", lacks(["client_secret_basic"], methods)],
    ["scopes", lacks(scopes.split(/\s+/), said.scopes_supported)],
    ["claims", lacks([...new Set(asked)], said.claims_supported)],
  ];
  return found.flatMap(([what, missing]) =>
    missing.length > 0 ? [{ what, detail: missing.join(", ") }] : []
  );
}

async function readJson<S extends v.GenericSchema>(
  fetch: GuardedFetch,
  url: string,
  schema: S,
): Promise<v.InferOutput<S> | Failure> {
  try {
    const { status, body } = await fetch({
      url,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      longer: "refuse",
      httpsOnly: true,
      headers: { accept: "application/json" },
    });
    if (status !== 200) return fails("status", String(status));
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(body)));
    return parsed.success ? parsed.output : fails("no-provider");
  } catch (error) {
    if (error instanceof FetchError) return fails(error.reason);
    if (error instanceof SyntaxError) return fails("no-provider");
    throw error;
  }
}
