import { freePort } from "./ports.ts";
import { CLIENT } from "./oidc_provider.ts";
import { runServer } from "./running.ts";

const PROVIDER = decodeURIComponent(new URL("./oidc_provider.ts", import.meta.url).pathname);

/** A browser over several sites, without a script: cookies by host and port, redirects followed. */
export class SiteBrowser {
  readonly cookies = new Map<string, Map<string, string>>();

  /** Asks once; a form where there are fields. */
  async once(url: string, fields?: Record<string, string>): Promise<Response> {
    const { host, origin } = new URL(url);
    const jar = this.cookies.get(host) ?? new Map<string, string>();
    this.cookies.set(host, jar);
    const response = await fetch(url, {
      redirect: "manual",
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(fields && { origin }),
      },
      ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = "", rest = ""] = /^([^=]+)=([^;]*)(.*)$/.exec(set) ?? [];
      const isOver = /max-age=0|expires=thu, 01 jan 1970/i.test(rest) || value === "";
      if (isOver) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects, and what `Refresh` says; stops before a path that `until` names. */
  async go(
    url: string,
    { fields, until }: { fields?: Record<string, string>; until?: string } = {},
  ) {
    let [at, sent] = [url, fields];
    for (let hops = 0; hops < 20; hops++) {
      if (until && hops > 0 && new URL(at).pathname.includes(until)) {
        return { url: at, status: 0, html: "" };
      }
      const response = await this.once(at, sent);
      sent = undefined;
      const refresh = /url=(.+)$/.exec(response.headers.get("refresh") ?? "")?.[1];
      const next = response.headers.get("location") ?? refresh;
      const html = await response.text();
      if (!next) return { url: at, status: response.status, html };
      at = new URL(next, at).href;
    }
    throw new Error(`Redirected without end: ${at}`);
  }
}

/** Accounts of a provider: claims by name. */
export type Accounts = Record<string, Record<string, unknown>>;

/** A provider in a process of its own; `redirects`: where it sends people back to. */
export async function startProvider(port: number, accounts: Accounts, ...redirects: string[]) {
  const said = [String(port), JSON.stringify(accounts), ...redirects];
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", PROVIDER, ...said],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read(); // “ready”
  reader.releaseLock();
  return {
    become: async (login: string) => {
      await (await fetch(`http://127.0.0.1:${port}/become?login=${login}`)).body?.cancel();
    },
    async close() {
      child.kill();
      await child.stdout.cancel();
      await child.status;
    },
  };
}

/** A server that knows the providers `ids`, each with more of its configuration; none runs yet. */
export async function serverWith(configs: Record<string, object>) {
  const ports = new Map(Object.keys(configs).map((id) => [id, freePort()]));
  const providers = Object.entries(configs).map(([id, more]) => ({
    id,
    name: `The ${id}`,
    issuer: `http://127.0.0.1:${ports.get(id)}`,
    client: CLIENT.id,
    secret: CLIENT.secret,
    ...more,
  }));
  const server = await runServer({
    PALABRE_OIDC: JSON.stringify(providers),
    PALABRE_PRIVATE_HOSTS: "127.0.0.1",
  });
  return {
    ...server,
    start: (id: string, accounts: Accounts) =>
      startProvider(ports.get(id) ?? 0, accounts, `${server.url}/door/with/${id}/callback`),
  };
}
