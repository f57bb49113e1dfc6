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

Deno.test("picture form - N8: what is none, or too large, is said at its field, each as it is", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: "correct horse battery" });
  const large = "This picture is too large: at most 1,024 pixels a side";
  const none = "This file is not a picture that can be used here.";
  const cases: [Uint8Array<ArrayBuffer>, string][] = [
    [noise(200), none],
    [noise(200_000), none],
    [picture("image/gif"), none],
    [picture("image/png").slice(0, 12), none],
    [noise(3_000_000), large],
  ];
  for (const [bytes, why] of cases) {
    const { status, html } = await send(awa, file(bytes));
    assertEquals(status, 400, `${bytes.length}`);
    assertStringIncludes(html, why);
    assertEquals(shown(html), undefined);
    const nav = html.slice(html.indexOf('class="settings-nav"'));
    assertStringIncludes(nav, 'href="/settings" aria-current="page"');
    assert(/<input id="field-picture"[^>]*autofocus/.test(html), "one goes on at it");
  }
  const nothing = await send(awa, new File([], ""));
  assertEquals(nothing.status, 400);
  await pages.close();
});

Deno.test("picture form - N8: a script is answered with what stands, and leaves the page as it is", async () => {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/register", { name: "Awa", password: "correct horse battery" });
  const ask = async (one: File) => {
    const body = new FormData();
    body.set("picture", one);
    const cookie = [...awa.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await awa.send("/settings/picture", {
      method: "POST",
      headers: {
        "Accept": "application/json",
        "Cookie": cookie,
        "Origin": "http://localhost",
        "Content-Length": String(one.size),
      },
      body,
    });
    return { status: response.status, reply: await response.json() };
  };
  const refused = await ask(file(noise(200)));
  assertEquals(refused.status, 400);
  assertStringIncludes(refused.reply.error, "not a picture");
  const taken = await ask(file(picture("image/png")));
  assertEquals(taken.status, 200);
  const address = shown((await awa.get("/settings")).html);
  assertEquals(address?.endsWith(taken.reply.picture), true);
  await pages.close();
});
