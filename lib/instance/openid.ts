// OpenID Connect over `openid-client`, which is loaded when somebody first comes from elsewhere.
import type { OpenId } from "../chat/identity/foreign_sign_in.ts";
import type { ForeignProvider } from "../protocol/foreign_providers.ts";
import type { Clock } from "../runtime/clock.ts";
import { TtlCache } from "../async/ttl_cache.ts";
import type { GuardedFetch } from "../net/guarded_fetch.ts";
import type { IsPrivateHost } from "../net/private_hosts.ts";
import { digest } from "../runtime/digest.ts";
import { MAX_BYTES, mayBeCalled, TIMEOUT_MS } from "./ask_provider.ts";

/** What a provider says of itself is asked again after this long, in milliseconds. */
const DISCOVERY_TTL_MS = 10 * 60_000;
/** Providers whose answers are kept. */
const MAX_KNOWN = 50;

type Library = typeof import("openid-client");

/** Providers, reached by the guarded fetch alone. */
export function createOpenId(
  { fetch, isPrivateHost, clock }: {
    fetch: GuardedFetch;
    isPrivateHost: IsPrivateHost;
    clock: Clock;
  },
): OpenId {
  const known = new TtlCache<Awaited<ReturnType<Library["discovery"]>>>(clock, {
    max: MAX_KNOWN,
    ttlMs: DISCOVERY_TTL_MS,
  });

  async function configuration(provider: ForeignProvider) {
    const library = await import("openid-client");
    const issuer = new URL(provider.issuer);
    const isPlain = issuer.protocol === "http:" && mayBeCalled(issuer, isPrivateHost);
    const { client, secret = "" } = provider;
    // One that was changed is another.
    const config = await known.getOne(
      digest([issuer.href, client, secret].join("\0")),
      () =>
        library.discovery(
          issuer,
          provider.client,
          undefined,
          provider.secret ? library.ClientSecretBasic(provider.secret) : library.None(),
          {
            [library.customFetch]: guardedBy(fetch),
            execute: [
              library.enableNonRepudiationChecks,
              ...(isPlain ? [library.allowInsecureRequests] : []),
            ],
          },
        ),
    );
    return { library, config };
  }

  return {
    async reach(provider) {
      await configuration(provider);
    },

    async leave(provider, { state, verifier, nonce, redirect }) {
      const { library, config } = await configuration(provider);
      const url = library.buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: provider.scopes,
        code_challenge: await library.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      // Whatever the provider says, nobody is sent to another scheme.
      if (!mayBeCalled(url, isPrivateHost)) throw new Error(`No way leads over ${url.protocol}`);
      return url.href;
    },

    async arrive(provider, { url, state, verifier, nonce }) {
      const { library, config } = await configuration(provider);
      const tokens = await library.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error("The provider gave no ID token");
      const more = config.serverMetadata().userinfo_endpoint
        ? await library.fetchUserInfo(config, tokens.access_token, claims.sub)
        : {};
      return { ...more, ...claims };
    },
  };
}

/** The fetch of the library, through the guarded one. */
function guardedBy(fetch: GuardedFetch) {
  return async (
    url: string,
    { method, headers, body }: { method?: string; headers?: HeadersInit; body?: unknown },
  ): Promise<Response> => {
    const sent = body === undefined || body === null ? undefined : String(body);
    const answer = await fetch({
      url,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      longer: "refuse",
      httpsOnly: true,
      method: method === "POST" ? "POST" : "GET",
      headers: Object.fromEntries(new Headers(headers)),
      ...(sent !== undefined && { body: sent }),
    });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}
