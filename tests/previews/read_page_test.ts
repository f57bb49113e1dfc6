// Pages of a real site, read over sockets by the real guarded fetch.
import { assert, assertEquals } from "@std/assert";
import { exchange } from "../../lib/net/exchange.ts";
import { createGuardedFetch, type GuardedFetch } from "../../lib/net/guarded_fetch.ts";
import { createMayCall } from "../../lib/previews/known_pages.ts";
import { createReadPage } from "../../lib/previews/read_page.ts";
import { createShrinkPicture } from "../../lib/previews/shrink.ts";
import { drawnPng, gifOf } from "../support/pictures.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { html, image, SITE, withSite } from "../support/site.ts";

const shrink = createShrinkPicture();

function reader(fetch: GuardedFetch, mayCall: (host: string) => boolean = () => true) {
  return createReadPage({ fetch, shrink, mayCall });
}

const HEAD = `<title>Plain</title><meta property="og:site_name" content="The Orchard">
  <meta property="og:title" content="Pears &amp; quinces"><meta property="og:image" content="/p.png">
  <meta property="og:image:alt" content="A press"><meta name="description" content="When to pick">`;

Deno.test("read page - by Open Graph, with its picture made small, as a browser of nobody", async () => {
  const headers: Record<string, string>[] = [];
  await withSite({
    "/": (request) => {
      headers.push(Object.fromEntries(request.headers));
      return html(HEAD)(request);
    },
    "/p.png": image(drawnPng(600, 300)),
  }, async ({ url, asked, fetch }) => {
    const page = await reader(fetch)(url);
    assert(page?.picture);
    const { picture: { bytes, ...picture }, ...words } = page;
    assertEquals(words, {
      site: "The Orchard",
      title: "Pears & quinces",
      description: "When to pick",
    });
    assertEquals(picture, { width: 384, height: 192, alt: "A press" });
    assert(bytes.length > 100);
    assertEquals(asked, ["/", "/p.png"]);
  });
  const { "user-agent": agent, accept, cookie, referer, origin, ...rest } = headers[0]!;
  assert(/^Mozilla\/5\.0 \(X11;/.test(agent!) && accept?.startsWith("text/html"));
  assertEquals([cookie, referer, origin], [undefined, undefined, undefined]);
  assertEquals(Object.keys(rest).sort(), [
    "accept-encoding",
    "accept-language",
    "connection",
    "host",
  ]);
});

Deno.test("read page - by oEmbed where the page says so, the page's own words first", async () => {
  await withSite({
    "/film": html(`<link rel="alternate" type="application/json+oembed" href="/o?of=film">
      <meta property="og:title" content="The film">`),
    "/bare": html('<link rel="alternate" type="application/json+oembed" href="/o">'),
    "/whole": html(`${HEAD}<link rel="alternate" type="application/json+oembed" href="/never">`),
    "/o": () =>
      Response.json({
        title: "From oEmbed",
        provider_name: "Films",
        thumbnail_url: "/p.png",
        html: "<script>alert(1)</script>",
      }),
    "/p.png": image(drawnPng(40, 40)),
  }, async ({ url, asked, fetch }) => {
    const read = reader(fetch);
    const film = await read(`${url}/film`);
    assertEquals([film?.title, film?.site, film?.picture?.width], ["The film", "Films", 40]);
    assertEquals((await read(`${url}/bare`))?.title, "From oEmbed");
    assertEquals((await read(`${url}/whole`))?.title, "Pears & quinces");
    assertEquals(asked.includes("/never"), false, "what the page says is enough");
  });
});

Deno.test("read page - a title alone, in its own letters; a picture that is linked itself", async () => {
  const latin = Uint8Array.from(
    "<title>Fée d’été</title>".replace("’", "'"),
    (c) => c.charCodeAt(0),
  );
  await withSite({
    "/title": () =>
      new Response(latin, { headers: { "content-type": "text/html; charset=iso-8859-1" } }),
    "/wrong": () =>
      new Response("<title>Été</title>", {
        headers: { "content-type": "text/html; charset=nonsense" },
      }),
    "/fotos/d%C3%A9but.png": image(drawnPng(30, 30)),
  }, async ({ url, fetch }) => {
    const read = reader(fetch);
    assertEquals(await read(`${url}/title`), { site: SITE, title: "Fée d'été" });
    assertEquals((await read(`${url}/wrong`))?.title, "Été");
    const alone = await read(`${url}/fotos/d%C3%A9but.png`);
    assertEquals([alone?.title, alone?.picture?.width], ["début.png", 30]);
  });
});

Deno.test("read page - a huge page is read as far as a head may reach, and no further", async () => {
  let sent = 0;
  await withSite({
    "/": () => {
      const part = new TextEncoder().encode("<!-- x -->".repeat(6_500));
      const head = new TextEncoder().encode("<title>Huge</title>");
      return new Response(
        new ReadableStream({
          pull(to) {
            to.enqueue(sent === 0 ? head : part);
            sent += part.length;
          },
        }),
        { headers: { "content-type": "text/html" } },
      );
    },
  }, async ({ url, fetch }) => {
    assertEquals((await reader(fetch)(url))?.title, "Huge");
    assert(sent < 8 * 1024 * 1024, `${sent} bytes were sent`);
  });
});

Deno.test("read page - what says nothing that is shown makes no preview", async () => {
  await withSite({
    "/empty": html("<p>No head</p>"),
    "/text": () =>
      new Response("<title>Text</title>", { headers: { "content-type": "text/plain" } }),
    "/json": () => Response.json({ title: "JSON" }),
    "/none": () => new Response(new Uint8Array(9)),
    "/500": () =>
      new Response("<title>Broken</title>", {
        status: 500,
        headers: { "content-type": "text/html" },
      }),
    "/gzip": html("<title>Packed</title>", { "content-encoding": "gzip" }),
    "/ours": html("<title>Sign in</title>", { "palabre-reader": "-" }),
    "/round": () => new Response(null, { status: 302, headers: { location: "/trip" } }),
    "/trip": () => new Response(null, { status: 302, headers: { location: "/round" } }),
  }, async ({ url, fetch }) => {
    const read = reader(fetch);
    for (const path of ["empty", "text", "json", "none", "500", "gzip", "ours", "round", "404"]) {
      assertEquals(await read(`${url}/${path}`), undefined, path);
    }
  });
});

Deno.test("read page - a picture that is none, too large or a bomb leaves the words", async () => {
  const pages = ["none.png", "bomb.gif", "heavy.png", "404.png"];
  await withSite({
    ...Object.fromEntries(pages.map((one) => [
      `/of-${one}`,
      html(`<title>${one}</title><meta property="og:image" content="${one}">`),
    ])),
    "/none.png": image(new Uint8Array(500)),
    "/bomb.gif": image(gifOf(65_000, 65_000, 3), "image/gif"),
    "/heavy.png": image(new Uint8Array(2 * 1024 * 1024 + 1)),
  }, async ({ url, fetch }) => {
    for (const one of pages) {
      assertEquals(await reader(fetch)(`${url}/of-${one}`), { site: SITE, title: one });
    }
  });
});

Deno.test("read page - a page that does not answer in time is let go", async () => {
  const silent = Promise.withResolvers<Response>();
  await withSite({ "/": () => silent.promise }, async ({ url, fetch }) => {
    const limits: number[] = [];
    const hurried: GuardedFetch = (request) => {
      limits.push(request.timeoutMs);
      return fetch({ ...request, timeoutMs: 100 });
    };
    assertEquals(await reader(hurried)(url), undefined);
    assert(limits.every((ms) => ms <= 6_000), "what it is given is less than a job may take");
    silent.resolve(new Response());
  });
});

/** Places of the network here, in some of their spellings; the guarded fetch's own tests have them all. */
const FORBIDDEN = [
  "http://127.0.0.1/",
  "http://localhost/",
  "http://0x7f.1/",
  "http://[::1]/",
  "http://[::ffff:10.0.0.1]/",
  "http://169.254.169.254/latest/meta-data/",
  "http://metadata.google.internal/",
  "http://router.lan/",
  "http://site.example:22/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "http://user:secret@site.example/",
];

Deno.test("read page - B6: nothing of the network here is called, by no link, redirect, picture or oEmbed", async () => {
  const called: string[] = [];
  for (const target of FORBIDDEN) {
    await withSite({
      "/redirect": () => new Response(null, { status: 302, headers: { location: target } }),
      "/picture": html(`<title>Picture</title><meta property="og:image" content="${target}">`),
      "/oembed": html(
        `<title>oEmbed</title><link rel="alternate" type="application/json+oembed" href="${target}">`,
      ),
    }, async ({ url, port }) => {
      const fetch = createGuardedFetch({
        resolve: () => Promise.resolve(["127.0.0.1"]),
        isPrivateHost: (hostname, at) => hostname === SITE && at === port,
        exchange: (request, signal) => {
          called.push(request.url.host);
          return exchange(request, signal);
        },
      });
      const read = reader(fetch);
      called.length = 0;
      assertEquals((await read(`${url}/picture`))?.title, "Picture", target);
      assertEquals((await read(`${url}/oembed`))?.title, "oEmbed", target);
      assertEquals(await read(`${url}/redirect`), undefined, target);
      assertEquals(await read(target), undefined, target);
      assertEquals(new Set(called), new Set([new URL(url).host]), target);
    });
  }
});

Deno.test("read page - a host that is called too often is not called, whoever leads to it", async () => {
  await withSite({
    "/": html(
      `<title>Leads</title><meta property="og:image" content="http://victim.example/large">`,
    ),
  }, async ({ url, asked, fetch }) => {
    const hosts: string[] = [];
    const read = reader(fetch, (host) => hosts.push(host) > 0 && host === SITE);
    assertEquals(await read(url), { site: SITE, title: "Leads" });
    assertEquals([hosts, asked], [[SITE, "victim.example"], ["/"]]);
  });
});

Deno.test("read page - a redirect is a call of the host that it leads to", async () => {
  const called: string[] = [];
  const fetch = createGuardedFetch({
    resolve: () => Promise.resolve(["93.184.216.34"]),
    isPrivateHost: () => false,
    exchange({ url }) {
      called.push(url.hostname);
      const headers = new Headers({ location: "https://victim.example/" });
      return Promise.resolve({ status: 302, headers, body: new Uint8Array() });
    },
  });
  const mayCall = createMayCall(new VirtualClock());
  const read = reader(fetch, mayCall);
  for (let n = 0; n < 30; n++) await read(`https://a${n}.example/`);
  assertEquals(called.filter((host) => host === "victim.example").length, 20);
});
