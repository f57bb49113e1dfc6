import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { noise } from "../support/noise.ts";
import { openPages, type PlainBrowser } from "../support/pages.ts";
import { picture, withSecrets } from "../support/pictures.ts";

const file = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], "me.png", { type: "image/png" });
const send = (browser: PlainBrowser, one: File, fields = {}) =>
  browser.upload("/settings/picture", fields, one, "picture");
const shown = (html: string) => /src="(\/files\/people\/[^"]+)"/.exec(html)?.[1];

Deno.test("picture form - N8: without script, a picture is chosen, and taken away", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: "correct horse battery" });
  assertStringIncludes((await awa.get("/settings")).html, 'enctype="multipart/form-data"');
  const done = await send(awa, file(withSecrets("image/png", 6)));
  assertEquals([done.path, done.status], ["/settings", 200]);
  assert(shown(done.html), "it stands for its person");
  const gone = await send(awa, new File([], ""), { remove: "on" });
  assertEquals([gone.path, shown(gone.html)], ["/settings", undefined]);
  await pages.close();
});

Deno.test("picture form - N8: it stands in the inbox of others, and beside what their search finds", async () => {
  const pages = await openPages();
  const [awa, ben] = [pages.browser(), pages.browser()];
  await awa.post("/door/register", { name: "Awa", password: "correct horse battery" });
  await ben.post("/door/register", { name: "Ben", password: "correct horse battery" });
  const address = shown((await send(awa, file(picture("image/png")))).html);
  assert(address);
  const text = "the pump, @Ben";
  await awa.post("/rooms/general", { text, id: crypto.randomUUID(), after: "0" });
  const times = async (path: string) => {
    const { html } = await ben.get(path);
    return html.replace(/<script.*?<\/script>/gs, "").split(`src="${address}"`).length - 1;
  };
  assertEquals(await times("/inbox"), 1);
  assertEquals(await times("/search?query=pump"), 2, "the message, and whom it is from");
  await pages.close();
});

Deno.test("picture form - N8: what is none, or too large, is said at its field", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: "correct horse battery" });
  for (const bytes of [noise(200), noise(300_000), picture("image/gif"), noise(3_000_000)]) {
    const { status, html } = await send(awa, file(bytes));
    assertEquals(status, 400, `${bytes.length}`);
    assert(html.includes("A picture here is a JPEG, a PNG or a WebP of at most 1,024 pixels"));
    assertEquals(shown(html), undefined);
  }
  const none = await send(awa, new File([], ""));
  assertEquals(none.status, 400);
  await pages.close();
});
