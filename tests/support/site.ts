// A web site for previews: the real guarded fetch reaches it as a host that the operator named.
import { exchange } from "../../lib/net/exchange.ts";
import { createGuardedFetch, type GuardedFetch } from "../../lib/net/guarded_fetch.ts";

/** What the site is called; everything else that is not public stays forbidden. */
export const SITE = "site.example";

type Page = (request: Request) => Response | Promise<Response>;

/** A page as HTML, written in UTF-8 and saying so. */
export function html(body: string, headers: Record<string, string> = {}): Page {
  return () =>
    new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });
}

/** A picture of the site. */
export function image(bytes: Uint8Array<ArrayBuffer>, type = "image/png"): Page {
  return () => new Response(bytes, { headers: { "content-type": type } });
}

/** Serves pages by their path while `use` runs; what is not there is 404. */
export async function withSite(
  pages: Record<string, Page>,
  use: (site: { url: string; asked: string[]; fetch: GuardedFetch; port: number }) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    return pages[pathname]?.(request) ?? new Response("There is nothing here", { status: 404 });
  });
  const { port } = server.addr;
  const fetch = createGuardedFetch({
    exchange,
    isPrivateHost: (hostname, at) => hostname === SITE && at === port,
    resolve: (hostname) =>
      hostname === SITE
        ? Promise.resolve(["127.0.0.1"])
        : Promise.reject(new Error("no such name")),
  });
  try {
    await use({ url: `http://${SITE}:${port}`, asked, fetch, port });
  } finally {
    await server.shutdown();
  }
}
