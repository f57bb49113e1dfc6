import { assert, assertEquals, assertRejects } from "@std/assert";
import { brotliDecompressSync } from "node:zlib";
import { NotBuilt, openAssets } from "../../lib/islands/server/assets.ts";
import { negotiateEncoding } from "../../lib/http/encoding.ts";
import { assetRoutes } from "../../routes/assets.ts";
import type { InstalledProfile } from "../../routes/web_manifest.ts";
import { memoryAssets } from "../support/memory_assets.ts";

const root = new URL("../../", import.meta.url);
let profile: InstalledProfile = { name: "Baobab “Coop” </script>" };
const picture = {
  name: "tree.webp",
  type: "image/webp",
  size: 3,
  tag: "t",
  stream: () => new Blob([new Uint8Array([1, 2, 3])]).stream(),
};
const app = assetRoutes({
  assets: memoryAssets(),
  administration: { profile: () => profile },
  files: { downloads: { ofCommunity: () => Promise.resolve(picture) } },
  root,
});

Deno.test("assets - are kept for a year and given compressed to who takes it", async () => {
  const plain = await app.request("/assets/client-AAAA.js");
  assertEquals(plain.status, 200);
  assertEquals(plain.headers.get("Cache-Control"), "public, max-age=31536000, immutable");
  assertEquals(plain.headers.get("Content-Type"), "text/javascript; charset=utf-8");
  assertEquals(plain.headers.get("Vary"), "Accept-Encoding");
  assertEquals(plain.headers.get("Content-Encoding"), null);
  const small = await app.request("/assets/client-AAAA.js", {
    headers: { "Accept-Encoding": "gzip, br" },
  });
  assertEquals(small.headers.get("Content-Encoding"), "br");
  assertEquals(
    brotliDecompressSync(new Uint8Array(await small.arrayBuffer())).toString(),
    await plain.text(),
  );
});

Deno.test("assets - only what the manifest lists is served", async () => {
  assertEquals((await app.request("/assets/style-BBBB.css")).status, 200);
  for (
    const path of [
      "/assets/manifest.json",
      "/assets/client-AAAA.js.br",
      "/assets/..%2f..%2fdeno.json",
      "/assets/../deno.json",
      "/assets/%2e%2e%2fmain.ts",
      "/assets/__proto__",
      "/assets/constructor",
      "/icons/..%2Ficon-192.png",
    ]
  ) {
    const response = await app.request(path);
    assertEquals(response.status, 404, path);
    assertEquals(response.headers.get("Cache-Control")?.includes("immutable") ?? false, false);
    await response.body?.cancel();
  }
});

Deno.test("assets - the service worker serves the whole origin, and is asked for anew", async () => {
  // Under its first name too: browsers that were told that one look for it there.
  for (const path of ["/worker.js", "/push.js"]) {
    const worker = await app.request(path);
    assertEquals(worker.headers.get("Content-Type"), "text/javascript; charset=utf-8");
    assertEquals(worker.headers.get("Cache-Control"), "no-cache");
    assertEquals(await worker.text(), "globalThis.isWorker = true;");
    const known = { headers: { "If-None-Match": worker.headers.get("ETag") ?? "" } };
    assertEquals((await app.request(path, known)).status, 304);
  }
});

Deno.test("assets - the encoding follows Accept-Encoding, its weights too", () => {
  const both = ["br", "gzip"] as const;
  assertEquals(negotiateEncoding("gzip, deflate, br, zstd", both), "br");
  assertEquals(negotiateEncoding("gzip", both), "gzip");
  assertEquals(negotiateEncoding("br;q=0, gzip;q=0.5", both), "gzip");
  assertEquals(negotiateEncoding("*", both), "br");
  assertEquals(negotiateEncoding("*;q=0", both), undefined);
  assertEquals(negotiateEncoding("identity", both), undefined);
  assertEquals(negotiateEncoding(undefined, both), undefined);
  assertEquals(negotiateEncoding("br", []), undefined);
});

Deno.test("assets - Accept-Encoding is read no further than a browser writes", () => {
  const both = ["br", "gzip"] as const;
  const padding = "x-custom, ".repeat(20);
  assertEquals(negotiateEncoding(`${padding}gzip`, both), "gzip");
  assertEquals(negotiateEncoding(`${padding.repeat(300)}gzip`, both), undefined);
});

for (
  const [path, type] of [
    ["/favicon.svg", "image/svg+xml"],
    ["/icons/icon-192.png", "image/png"],
    ["/icons/icon-maskable-512.png", "image/png"],
    ["/icons/apple-touch-icon.png", "image/png"],
    ["/manifest.webmanifest", "application/manifest+json; charset=utf-8"],
    ["/robots.txt", "text/plain; charset=UTF-8"],
  ] as const
) {
  Deno.test(`assets - ${path} has its type and is not sent twice`, async () => {
    const first = await app.request(path);
    assertEquals([first.status, first.headers.get("Content-Type")], [200, type]);
    assert((await first.arrayBuffer()).byteLength > 0);
    const tag = first.headers.get("ETag");
    assert(tag);
    const again = await app.request(path, { headers: { "If-None-Match": tag } });
    assertEquals([again.status, await again.text()], [304, ""]);
  });
}

Deno.test("assets - the app's manifest bears the community's name, and its icons exist", async () => {
  const manifest = await (await app.request("/manifest.webmanifest")).json();
  assertEquals(manifest.name, "Baobab “Coop” </script>");
  for (const { src } of manifest.icons) {
    const response = await app.request(src);
    assertEquals(response.status, 200, src);
    await response.body?.cancel();
  }
});

Deno.test("assets - the installed app is named, shared with and linked to in one's language", async () => {
  const read = async (language: string) =>
    await (await app.request("/manifest.webmanifest", {
      headers: { "Accept-Language": language },
    })).json();
  const manifest = await read("fr-CA,en;q=0.5");
  assertEquals(manifest.lang, "fr");
  assertEquals(manifest.shortcuts[0].name, "Boîte de réception");
  assertEquals((await read("es")).shortcuts[0].name, "Bandeja de entrada");
  assertEquals(manifest.share_target.action, "/share");
  assertEquals(manifest.protocol_handlers, [{ protocol: "web+palabre", url: "/open?link=%s" }]);
  assertEquals(
    manifest.icons.some((icon: { purpose: string }) => icon.purpose === "maskable"),
    true,
  );
});

Deno.test("assets - a community with an icon of its own is installed with that", async () => {
  const before = profile;
  try {
    assertEquals((await app.request("/icons/community.svg")).status, 404);
    profile = { name: "Baobab", icon: "<&" };
    const { icons } = await (await app.request("/manifest.webmanifest")).json();
    assertEquals(
      icons.slice(0, 2).map(({ src, purpose }: Record<string, string>) => [src, purpose]),
      [
        ["/icons/community.svg", "any"],
        ["/icons/community-maskable.svg", "maskable"],
      ],
    );
    const letter = await (await app.request("/icons/community-maskable.svg")).text();
    assert(letter.includes("&lt;&amp;</text>"), letter);
    profile = { name: "Baobab", picture: "t" };
    const drawn = await (await app.request("/icons/community.svg")).text();
    assert(drawn.includes('href="data:image/webp;base64,AQID"'), drawn);
  } finally {
    profile = before;
  }
});

Deno.test("assets - without a build it says what to run", async () => {
  const empty = await Deno.makeTempDir();
  try {
    const error = await assertRejects(() => openAssets(new URL(`file://${empty}/`)), NotBuilt);
    assertEquals(error.message, "What the browser loads is not built yet. Run: deno task build");
  } finally {
    await Deno.remove(empty, { recursive: true });
  }
});

Deno.test("assets - a sheet of an accent is its tints alone, and the app is installed in it", async () => {
  const sheet = await app.request("/looks/1f6feb.css");
  assertEquals([sheet.status, sheet.headers.get("Content-Type")], [200, "text/css; charset=utf-8"]);
  assert((await sheet.text()).includes("--leaf: light-dark(#"));
  for (
    const none of ["/looks/blue.css", "/looks/1F6FEB.css", "/looks/1f6feb", "/looks/1f6feb0.css"]
  ) {
    const answer = await app.request(none);
    assertEquals(answer.status, 404, none);
    await answer.body?.cancel();
  }
  const before = profile;
  try {
    profile = { name: "Baobab", icon: "B", accent: "#1f6feb" };
    const manifest = await (await app.request("/manifest.webmanifest")).json();
    assertEquals(manifest.theme_color, "#1f6feb");
    const icon = await (await app.request("/icons/community.svg")).text();
    assert(!icon.includes("#1c6c49"), icon);
  } finally {
    profile = before;
  }
});
