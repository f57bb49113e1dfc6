import { assert, assertEquals } from "@std/assert";
import { runServer } from "../support/running.ts";
import { noise } from "../support/noise.ts";
import { joined, picture } from "../support/pictures.ts";
import { enter } from "../support/talker.ts";
import { askApi, type Asker, postFiles, uploadFile } from "../support/uploads.ts";

async function withFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  run: (
    read: (path?: string, headers?: Record<string, string>) => Promise<Response>,
    asker: Asker,
  ) => Promise<void>,
): Promise<void> {
  const server = await runServer();
  try {
    const asker = { url: server.url, token: await enter(server.url, "Ana") };
    const id = await uploadFile(asker, name, bytes);
    await postFiles(asker, "general", [{ id }]);
    await run(
      (path = "", headers = {}) => askApi(asker, "GET", `/files/${id}${path}`, { headers }),
      asker,
    );
    assertEquals(server.reported, []);
  } finally {
    await server.close();
  }
}

Deno.test("files - a part of a file is given as RFC 9110 says, and an unchanged one not again", async () => {
  const bytes = noise(300_000);
  await withFile("a.bin", bytes, async (read) => {
    const part = async (range: string, more = {}) => {
      const response = await read("", { range, ...more });
      const got = await response.bytes();
      return [response.status, response.headers.get("content-range"), got] as const;
    };
    assertEquals(await part("bytes=0-9"), [206, "bytes 0-9/300000", bytes.slice(0, 10)]);
    assertEquals(await part("bytes=122870-122889"), [
      206,
      "bytes 122870-122889/300000",
      bytes.slice(122_870, 122_890),
    ]);
    assertEquals(await part("bytes=299990-"), [
      206,
      "bytes 299990-299999/300000",
      bytes.slice(-10),
    ]);
    assertEquals(await part("bytes=-5"), [206, "bytes 299995-299999/300000", bytes.slice(-5)]);
    assertEquals((await part("bytes=9-999999"))[2].length, 299_991);
    assertEquals((await part("bytes=300000-")).slice(0, 2), [416, "bytes */300000"]);
    for (const ignored of ["bytes=5-2", "bytes=0-1,5-6", "lines=1-2", "bytes=-"]) {
      assertEquals((await part(ignored))[0], 200, ignored);
    }
    const whole = await read();
    assertEquals(await whole.bytes(), bytes);
    const tag = whole.headers.get("etag") ?? "";
    assert(/^"[\w-]{43}"$/.test(tag), tag);
    assertEquals((await read("", { "if-none-match": `W/"x", ${tag}` })).status, 304);
    assertEquals((await part("bytes=0-9", { "if-range": tag }))[0], 206);
    assertEquals((await part("bytes=0-9", { "if-range": '"another"' }))[0], 200);
  });
});

Deno.test("files - F2: what a browser might run is saved, under headers that run nothing", async () => {
  const text = (source: string) => new TextEncoder().encode(source);
  const programs: [name: string, bytes: Uint8Array<ArrayBuffer>][] = [
    ["page.html", text("<!doctype html><script>alert(1)</script>")],
    ["page.png", text("<!doctype html><script>alert(1)</script>")],
    [
      "drawing.svg",
      text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ["drawing.png", text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["paper.pdf", text("%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>")],
    ["half.png", joined(picture("image/png").slice(0, 30), text("<script>alert(1)</script>"))],
    ["a.js", text("alert(1)")],
  ];
  for (const [name, bytes] of programs) {
    await withFile(name, bytes, async (read) => {
      const { headers } = await read("?whatever");
      assertEquals(headers.get("content-type"), "application/octet-stream", name);
      assert(headers.get("content-disposition")?.startsWith("attachment;"), name);
      assertEquals(headers.get("x-content-type-options"), "nosniff");
      assert(headers.get("content-security-policy")?.includes("sandbox"));
      assertEquals(headers.get("cross-origin-resource-policy"), "same-origin");
      assertEquals(headers.get("cache-control"), "private, no-cache");
    });
  }
  await withFile("garden “1”.png", picture("image/png"), async (read) => {
    const shown = (await read()).headers;
    assertEquals(shown.get("content-type"), "image/png");
    assertEquals(
      shown.get("content-disposition"),
      `inline; filename="garden _1_.png"; filename*=UTF-8''garden%20%E2%80%9C1%E2%80%9D.png`,
    );
    assert(
      shown.get("content-security-policy")?.includes("sandbox"),
      "a picture runs nothing either",
    );
    const saved = (await read("?save")).headers;
    assertEquals(saved.get("content-type"), "application/octet-stream");
    assert(saved.get("content-disposition")?.startsWith("attachment;"));
  });
});

Deno.test("files - who may not read one is told so in words, and no more", async () => {
  await withFile("a.bin", noise(10), async (_, asker) => {
    const response = await askApi(asker, "GET", `/files/${crypto.randomUUID()}`);
    assertEquals([response.status, await response.text()], [
      404,
      "That file is no longer there.\n",
    ]);
    assertEquals(response.headers.get("cache-control"), "no-store");
  });
});
