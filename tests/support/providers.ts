import { assertEquals } from "./assert.ts";
import { CLIENT } from "./oidc_provider.ts";
import { type Accounts, SiteBrowser, startProvider } from "./openid.ts";
import { freePort } from "./ports.ts";
import { runServer } from "./running.ts";

export const PASSWORD = "under the old tree";
export const SETUP_CODE = "take-a-seat-under-the-tree";

/** What the API answered, as JSON. */
export interface ApiAnswer {
  status: number;
  // deno-lint-ignore no-explicit-any
  body: any;
}

/** Asks the API as who is signed in in a browser. */
export async function api(
  browser: SiteBrowser,
  method: string,
  url: string,
  body?: object,
): Promise<ApiAnswer> {
  const { host, origin } = new URL(url);
  const jar = browser.cookies.get(host) ?? new Map();
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await fetch(url, {
    method,
    headers: { cookie, origin, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
}

/** So many instances over one store, an administrator at each, and providers that may be called. */
export async function providerCommunity(
  { instances = 1, env = {} }: { instances?: number; env?: Record<string, string> } = {},
) {
  const folder = await Deno.makeTempDir();
  const servers: Awaited<ReturnType<typeof runServer>>[] = [];
  for (let n = 0; n < instances; n++) {
    servers.push(
      await runServer({
        PALABRE_KV: `${folder}/palabre.kv`,
        PALABRE_SETUP_CODE: SETUP_CODE,
        PALABRE_PRIVATE_HOSTS: "127.0.0.1",
        ...env,
      }),
    );
  }
  const urls = servers.map(({ url }) => url);
  const awa = new SiteBrowser();
  const setup = { code: SETUP_CODE, name: "Awa", password: PASSWORD };
  await api(awa, "POST", `${urls[0]}/api/v1/setup`, setup);
  for (const url of urls) await awa.go(`${url}/door/sign-in`, { fields: signIn("Awa") });
  const at = (path: string, n = 0) => `${urls[n]}/api/v1/admin/providers${path}`;
  return {
    urls,
    servers,
    awa,
    /** The operations on providers, as the administrator. */
    asked: (method: string, path: string, body?: object) => api(awa, method, at(path), body),
    /** A provider that runs, and how it is added under `id`. */
    async provider(id: string, accounts: Accounts) {
      const port = freePort();
      const redirects = urls.map((url) => `${url}/door/with/${id}/callback`);
      const running = await startProvider(port, accounts, ...redirects);
      const wish = {
        id,
        name: `The ${id}`,
        issuer: `http://127.0.0.1:${port}`,
        client: CLIENT.id,
        secret: CLIENT.secret,
        password: PASSWORD,
      };
      return { ...running, wish };
    },
    async close() {
      for (const server of servers) await server.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** The fields of the door. */
function signIn(name: string): Record<string, string> {
  return { name, password: PASSWORD };
}

/** Accounts of a provider. */
export const ACCOUNTS = {
  mei: { name: "Mei Lin", email: "mei@coop.example", email_verified: true, groups: ["members"] },
  eve: { name: "Eve", email: "eve@evil.test", email_verified: true, groups: [] },
};

const WITHIN_MS = 10_000;

/** Waits until something is so: what one instance decided, another is told. */
export async function becomes<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const now = await look();
    if (JSON.stringify(now) === JSON.stringify(wanted)) return;
    if (Date.now() > until) assertEquals(now, wanted);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The providers at the door, in the order of their buttons. */
export async function buttons(url: string): Promise<string[]> {
  const { html } = await new SiteBrowser().go(`${url}/?way=sign-in`);
  return [...html.matchAll(/\/door\/with\/([a-z0-9-]+)/g)].map(([, id = ""]) => id);
}

/** Who is signed in, by name. */
export async function nameOf(browser: SiteBrowser, url: string): Promise<string | undefined> {
  return (await api(browser, "GET", `${url}/api/v1/me`)).body.user?.name;
}
