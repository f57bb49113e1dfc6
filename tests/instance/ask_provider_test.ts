import { assertEquals } from "@std/assert";
import { askProvider } from "../../lib/instance/ask_provider.ts";
import { FetchError, type GuardedFetch } from "../../lib/net/guarded_fetch.ts";
import type { ForeignProvider, ProviderAnswer } from "../../lib/protocol/foreign_providers.ts";

const ISSUER = "https://id.coop.example/realm";
const PLACE = `${ISSUER}/.well-known/openid-configuration`;
const COOP: ForeignProvider = {
  id: "coop",
  name: "Coop",
  issuer: ISSUER,
  client: "palabre",
  secret: "shared",
  scopes: "openid profile",
  allow: {},
  register: false,
};
const SAID = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/auth`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/keys`,
};
const KEYS = { keys: [{ kty: "RSA" }] };

/** What is answered at each address, or why nothing is. */
type Answers = Record<string, unknown>;
type Why = Extract<ProviderAnswer, { is: "fails" }>["why"];

async function asked(answers: Answers, provider: ForeignProvider = COOP) {
  const fetch: GuardedFetch = ({ url, httpsOnly }) => {
    assertEquals(httpsOnly, true, "plain http only where the operator says so");
    const answer = answers[url];
    if (answer instanceof Error) return Promise.reject(answer);
    const text = typeof answer === "string" ? answer : JSON.stringify(answer ?? {});
    const body = new TextEncoder().encode(text);
    const status = answer === undefined ? 404 : 200;
    return Promise.resolve({ status, headers: new Headers(), body, url });
  };
  return await askProvider({ fetch, isPrivateHost: (host) => host === "id.lan" }, provider);
}

const whole = (more: object = {}): Answers => ({
  [PLACE]: { ...SAID, ...more },
  [SAID.jwks_uri]: KEYS,
});

Deno.test("ask a provider - what it says is enough, and what it does not tell is not held against it", async () => {
  assertEquals(await asked(whole()), {
    is: "answers",
    issuer: ISSUER,
    namesItself: false,
    warnings: [],
  });
  const more = {
    authorization_response_iss_parameter_supported: true,
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256", "plain"],
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
    scopes_supported: ["openid", "profile", "email"],
    claims_supported: ["sub", "groups"],
  };
  const roles = { claim: "groups", administrators: ["it"], moderators: [] };
  assertEquals(await asked(whole(more), { ...COOP, roles }), {
    is: "answers",
    issuer: ISSUER,
    namesItself: true,
    warnings: [],
  });
});

Deno.test("ask a provider - what of it will be missed is named", async () => {
  const little = {
    response_types_supported: ["id_token"],
    code_challenge_methods_supported: ["plain"],
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    scopes_supported: ["openid"],
    claims_supported: ["sub"],
  };
  const warned = async (provider: ForeignProvider) => {
    const answer = await asked(whole(little), provider);
    return answer.is === "answers" &&
      answer.warnings.map(({ what, detail }) => `${what} ${detail}`);
  };
  const allow = { domains: ["coop.example"], claims: { groups: ["members"] } };
  assertEquals(await warned({ ...COOP, allow }), [
    ...["code code", "pkce S256", "secret client_secret_basic", "scopes profile"],
    "claims groups, email, email_verified",
  ]);
  const { secret: _, ...open } = COOP;
  assertEquals(await warned(open), ["code code", "pkce S256", "public none", "scopes profile"]);
});

Deno.test("ask a provider - why people could not come in is told apart", async () => {
  const cases: Array<[Answers, Why, string]> = [
    [{}, "status", "404"],
    [{ [PLACE]: "<html>" }, "no-provider", ""],
    [{ [PLACE]: { issuer: ISSUER } }, "no-provider", ""],
    [whole({ issuer: "https://id.other.example" }), "issuer", "https://id.other.example"],
    [whole({ token_endpoint: "http://169.254.169.254/" }), "endpoints", "http://169.254.169.254/"],
    [
      whole({ authorization_endpoint: "javascript:alert(1)" }),
      ...["endpoints", "javascript:alert(1)"] as const,
    ],
    [whole({ userinfo_endpoint: "https://a:b@x.example" }), "endpoints", "https://a:b@x.example"],
    [{ [PLACE]: SAID, [SAID.jwks_uri]: { keys: [] } }, "keys", ""],
    [{ [PLACE]: SAID }, "keys", "404"],
    [{ [PLACE]: new FetchError("address", "10.0.0.1") }, "address", ""],
    [{ [PLACE]: new FetchError("time", "8 s") }, "time", ""],
  ];
  for (const [answers, why, detail] of cases) {
    assertEquals(await asked(answers), { is: "fails", why, detail }, `${why} ${detail}`);
  }
});

Deno.test("ask a provider - one of the operator's own network may be plain http", async () => {
  const issuer = "http://id.lan";
  const own = Object.fromEntries(
    Object.entries(SAID).map(([name, url]) => [name, url.replace(ISSUER, issuer)]),
  );
  const answers = { [`${issuer}/.well-known/openid-configuration`]: own, [`${issuer}/keys`]: KEYS };
  assertEquals((await asked(answers, { ...COOP, issuer })).is, "answers");
});
