import { assert, assertEquals, assertRejects } from "@std/assert";
import { brotliDecompressSync } from "node:zlib";
import { NotBuilt, openAssets } from "../../lib/islands/server/assets.ts";
import { negotiateEncoding } from "../../lib/http/encoding.ts";
import { assetRoutes } from "../../routes/assets.ts";
import { memoryAssets } from "../support/memory_assets.ts";

const root = new URL("../../", import.meta.url);
const app = assetRoutes({
  assets: memoryAssets(),
  administration: { profile: () => ({ name: "Baobab “Coop” </script>" }) },
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

Deno.test("assets - without a build it says what to run", async () => {
  const empty = await Deno.makeTempDir();
  try {
    const error = await assertRejects(() => openAssets(new URL(`file://${empty}/`)), NotBuilt);
    assertEquals(error.message, "What the browser loads is not built yet. Run: deno task build");
  } finally {
    await Deno.remove(empty, { recursive: true });
  }
});
