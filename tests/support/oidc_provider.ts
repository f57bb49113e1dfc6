// A real OpenID provider on a port of its own: `deno run -A tests/support/oidc_provider.ts PORT`. Who is
// asked for is let in at once, with the claims that ACCOUNTS (JSON) says; `login` of the request to
// `/become` chooses who that is.
import { createServer } from "node:http";
import { default as Provider } from "oidc-provider";

export const CLIENT = { id: "palabre", secret: "a secret that both know" };

/** Claims by the name of an account. */
type Accounts = Record<string, Record<string, unknown>>;

async function serve(port: number, accounts: Accounts, redirects: string[]): Promise<void> {
  const issuer = `http://127.0.0.1:${port}`;
  let login = Object.keys(accounts)[0] ?? "";
  const provider = new Provider(issuer, {
    clients: [{
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      redirect_uris: redirects,
      grant_types: ["authorization_code"],
      response_types: ["code"],
    }],
    claims: {
      profile: ["name", "preferred_username", "groups"],
      email: ["email", "email_verified"],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => Promise.resolve({ sub, ...accounts[sub] }),
    }),
    // The same account is asked for each time: no session of the provider is kept in tests.
    ttl: { Session: 1, Grant: 3600, AccessToken: 60, IdToken: 60, Interaction: 60 },
  });
  const callback = provider.callback();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", issuer);
    if (pathname === "/become") {
      login = searchParams.get("login") ?? login;
      return response.end(login);
    }
    if (!pathname.startsWith("/interaction/")) return callback(request, response);
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === "login") {
      const result = { login: { accountId: login } };
      return await provider.interactionFinished(request, response, result);
    }
    const grant = new provider.Grant({
      accountId: session?.accountId,
      clientId: String(params.client_id),
    });
    grant.addOIDCScope("openid profile email");
    const result = { consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result, {
      mergeWithLastSubmission: true,
    });
  });
  server.listen(
    port,
    "127.0.0.1",
    () => void Deno.stdout.write(new TextEncoder().encode("ready\n")),
  );
  await Promise.withResolvers<void>().promise;
}

if (import.meta.main) {
  const [port = "", accounts = "{}", ...redirects] = Deno.args;
  await serve(Number(port), JSON.parse(accounts), redirects);
}
