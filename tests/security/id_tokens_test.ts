// What a provider of OpenID Connect says, and what somebody makes of it: only what is of it, for us, of now
// and of this very way lets somebody in. With RFC 9207, which says whose an answer is, and without.
import { assert, assertEquals } from "@std/assert";
import { type Lies, startLyingProvider } from "../support/lying_provider.ts";
import { CLIENT } from "../support/oidc_provider.ts";
import { SiteBrowser } from "../support/openid.ts";
import { runServer } from "../support/running.ts";

const SAYS_ISS = { authorization_response_iss_parameter_supported: true };
const ELSEWHERE = "https://accounts.example";
const now = () => Math.floor(Date.now() / 1000);
const without = (name: string) => (claims: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(claims).filter(([one]) => one !== name));

/** What it says of somebody, and lets nobody in. */
const LIES: Record<string, Lies> = {
  "a token of another provider": { claims: { iss: ELSEWHERE } },
  "a token without a provider": { claims: without("iss") },
  "a token for another site": { claims: { aud: "another" } },
  "a token for several, of another": { claims: { aud: [CLIENT.id, "another"], azp: "another" } },
  "a token for nobody": { claims: without("aud") },
  "a token of another way": { claims: { nonce: "of another way" } },
  "a token of no way": { claims: without("nonce") },
  "a token of yesterday": { claims: { iat: now() - 86_400, exp: now() - 86_000 } },
  "a token without end": { claims: without("exp") },
  "a token of nobody": { claims: without("sub") },
  "a token by another key": { signs: "another" },
  "a token by a key that it brings": { signs: "another", head: { kid: "two" } },
  "a token that nobody signed": { signs: "nobody" },
  "a token signed by our own secret": { signs: "secret" },
  "no token": { tokens: { id_token: undefined } },
  "no token that could be one": { tokens: { id_token: "a.b.c" } },
  "the answers of somebody else": { userinfo: { sub: "olu" } },
  "another provider's name on the way back": { back: { iss: ELSEWHERE } },
  "no code": { back: { code: undefined } },
  "that it was refused": { back: { code: undefined, error: "access_denied" } },
};

async function withProvider(
  run: (
    here: { url: string; provider: Awaited<ReturnType<typeof startLyingProvider>> },
    enter: (browser?: SiteBrowser) => Promise<{ status: number; name?: string }>,
  ) => Promise<void>,
  discovery: Lies["discovery"] = {},
) {
  const provider = await startLyingProvider();
  provider.lies = { discovery };
  const of = { id: "coop", name: "The coop", issuer: provider.issuer };
  const server = await runServer({
    PALABRE_OIDC: JSON.stringify([{
      ...of,
      client: CLIENT.id,
      secret: CLIENT.secret,
      register: true,
    }]),
    PALABRE_PRIVATE_HOSTS: "127.0.0.1",
    PALABRE_RATES: "on",
  });
  const { url } = server;
  async function enter(browser = new SiteBrowser()) {
    const { status } = await browser.go(`${url}/door/with/coop`);
    const me = await browser.once(`${url}/api/v1/me`);
    const { user } = await me.json();
    return { status, ...(user && { name: user.name as string }) };
  }
  try {
    await run({ url, provider }, enter);
  } finally {
    await provider.close();
    await server.close();
  }
}

for (const discovery of [SAYS_ISS, {}]) {
  const how = discovery === SAYS_ISS ? "with" : "without";
  Deno.test(`id tokens - ${how} RFC 9207, whatever is not as it should be lets nobody in`, async () => {
    await withProvider(async ({ provider }, enter) => {
      const honest: Lies = {
        discovery,
        back: discovery === SAYS_ISS ? { iss: provider.issuer } : {},
      };
      const come = { status: 200, name: "Mei Lin" };
      provider.lies = honest;
      assertEquals(await enter(), come);
      for (const [what, lie] of Object.entries(LIES)) {
        provider.lies = { ...honest, ...lie, back: { ...honest.back, ...lie.back } };
        assertEquals(await enter(), { status: 403 }, what);
      }
      if (discovery === SAYS_ISS) {
        provider.lies = { ...honest, back: {} };
        assertEquals(
          await enter(),
          { status: 403 },
          "not whose it is, where it says that it says so",
        );
      }
      provider.lies = honest;
      assertEquals(await enter(), come, "the same person again");
    }, discovery);
  });
}

Deno.test("id tokens - a token of one way lets nobody in by the next", async () => {
  await withProvider(async ({ provider }, enter) => {
    let nonce: unknown;
    provider.lies = { claims: (honest) => ({ ...honest, nonce: nonce ??= honest.nonce }) };
    assertEquals((await enter()).name, "Mei Lin");
    assertEquals(await enter(), { status: 403 });
  });
});

Deno.test("id tokens - a provider that says of itself what it is not lets nobody in", async () => {
  for (const discovery of [{ issuer: ELSEWHERE }, { issuer: undefined }, { jwks_uri: ELSEWHERE }]) {
    await withProvider(async (_, enter) => {
      const { status, name } = await enter();
      assertEquals([status >= 400, name], [true, undefined], JSON.stringify(discovery));
    }, discovery);
  }
});

Deno.test("id tokens - ways back that fail are counted, and keep nobody out who comes back by a good one", async () => {
  await withProvider(async ({ url }, enter) => {
    const back = `${url}/door/with/coop/callback?code=x&state=${"x".repeat(43)}`;
    const forged = async () => {
      const answer = await new SiteBrowser().once(back);
      await answer.body?.cancel();
      return answer.status;
    };
    for (let n = 0; n < 50; n++) assertEquals(await forged(), 403);
    assertEquals(await forged(), 429);
    assert((await enter()).name);
  });
});
