// A provider of OpenID Connect in this process that says what a test has it say (OpenID Connect Core 1.0).
import { encodeBase64Url } from "../../lib/runtime/base64url.ts";
import { CLIENT } from "./oidc_provider.ts";
import { freePort } from "./ports.ts";

type Claims = Record<string, unknown>;

/** What it says otherwise than it should; nothing where it is honest. */
export interface Lies {
  /** Of itself, in its discovery. */
  discovery?: Claims;
  /** In the address that leads back. */
  back?: Record<string, string | undefined>;
  /** In the ID token; a function gets the honest claims. */
  claims?: Claims | ((honest: Claims) => Claims);
  /** In the head of the token. */
  head?: Claims;
  /** Who signs it: another key, nobody, or the secret of the client as HMAC. */
  signs?: "another" | "nobody" | "secret";
  /** In what the token is answered with. */
  tokens?: Claims;
  /** Of whom the access token is. */
  userinfo?: Claims;
}

const RSA = {
  name: "RSASSA-PKCS1-v1_5",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
};
const makeKeys = () => crypto.subtle.generateKey(RSA, true, ["sign", "verify"]);
const encoded = (value: unknown) =>
  encodeBase64Url(new TextEncoder().encode(JSON.stringify(value)));

/** One that lets whoever comes in at once, as `mei`; `lies` is what it says from now on. */
export async function startLyingProvider() {
  const port = freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const [own, another] = [await makeKeys(), await makeKeys()];
  const key = { ...await crypto.subtle.exportKey("jwk", own.publicKey), kid: "one", use: "sig" };
  const provider: { issuer: string; lies: Lies; close(): Promise<void> } = {
    issuer,
    lies: {},
    close: () => server.shutdown(),
  };
  const nonces = new Map<string, string>();

  async function sign(text: string): Promise<string> {
    const bytes = new TextEncoder().encode(text);
    switch (provider.lies.signs) {
      case "nobody":
        return "";
      case "secret": {
        const form = { name: "HMAC", hash: "SHA-256" };
        const secret = new TextEncoder().encode(CLIENT.secret);
        const hmac = await crypto.subtle.importKey("raw", secret, form, false, ["sign"]);
        return encodeBase64Url(new Uint8Array(await crypto.subtle.sign(form, hmac, bytes)));
      }
      default: {
        const { privateKey } = provider.lies.signs === "another" ? another : own;
        return encodeBase64Url(new Uint8Array(await crypto.subtle.sign(RSA, privateKey, bytes)));
      }
    }
  }

  async function idToken(nonce: string): Promise<string> {
    const { claims = {}, head, signs } = provider.lies;
    const now = Math.floor(Date.now() / 1000);
    const honest = { iss: issuer, sub: "mei", aud: CLIENT.id, nonce, iat: now, exp: now + 60 };
    const alg = signs === "nobody" ? "none" : signs === "secret" ? "HS256" : "RS256";
    const said = typeof claims === "function" ? claims(honest) : { ...honest, ...claims };
    const text = `${encoded({ alg, kid: "one", ...head })}.${encoded(said)}`;
    return `${text}.${await sign(text)}`;
  }

  const server = Deno.serve({ port, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const { lies } = provider;
    switch (pathname) {
      case "/.well-known/openid-configuration":
        return Response.json({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          userinfo_endpoint: `${issuer}/me`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
          ...lies.discovery,
        });
      case "/jwks":
        return Response.json({ keys: [key] });
      case "/auth": {
        const code = crypto.randomUUID();
        nonces.set(code, searchParams.get("nonce") ?? "");
        const back = new URL(searchParams.get("redirect_uri") ?? "");
        const said = { code, state: searchParams.get("state") ?? "", ...lies.back };
        for (const [name, value] of Object.entries(said)) {
          if (value !== undefined) back.searchParams.set(name, value);
        }
        return Response.redirect(back, 303);
      }
      case "/token": {
        const code = new URLSearchParams(await request.text()).get("code") ?? "";
        const tokens = { access_token: "open", token_type: "Bearer", expires_in: 60 };
        const id_token = await idToken(nonces.get(code) ?? "");
        return Response.json({ ...tokens, id_token, ...lies.tokens });
      }
      case "/me":
        return Response.json({ sub: "mei", name: "Mei Lin", ...lies.userinfo });
      default:
        return new Response("", { status: 404 });
    }
  });
  return provider;
}
