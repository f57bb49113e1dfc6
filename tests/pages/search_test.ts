import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openPages, type PlainBrowser } from "../support/pages.ts";

/** Awa in general, who said these things. */
async function said(...texts: string[]) {
  const pages = await openPages();
  const code = await pages.instance.setup.open(undefined) ?? "";
  const awa = pages.browser();
  await awa.post("/setup", { code, name: "Awa", password: "baobab and rain" });
  for (const text of texts) await say(awa, text);
  return { ...pages, awa };
}

async function say(who: PlainBrowser, text: string, room = "general"): Promise<void> {
  const said = await who.post(`/rooms/${room}`, { text, id: crypto.randomUUID(), after: "0" });
  assertEquals(said.status, 200);
}

const find = async (who: PlainBrowser, query: string) =>
  (await who.get(`/search?query=${encodeURIComponent(query)}`)).html;

Deno.test("search page - finds without a script, marks what was looked for, and leads there (S1)", async () => {
  const { awa, close } = await said(
    "It stopped again",
    "The **pump** does a clean restart",
    "Good",
  );
  const html = await find(awa, "pump rest");
  assertStringIncludes(html, "<mark>pump</mark> does a clean <mark>restart</mark>");
  assertStringIncludes(html, "It stopped again");
  assertStringIncludes(html, "1 message<");
  const [, href = ""] = /class="link" href="(\/rooms\/general\/\d+)"/.exec(html) ?? [];
  assertStringIncludes((await awa.get(href)).html, "does a clean restart");
  assertStringIncludes(await find(awa, "tractor"), "No message that you may read says this.");
  assertStringIncludes(await find(awa, "pump from:nobody"), "Nobody here is called “nobody”.");
  assertStringIncludes(await find(awa, ""), "exactly these words");
  assertStringIncludes((await awa.get("/rooms")).html, 'href="/search"');
  await close();
});

Deno.test("search page - shows what is written as text, whatever it is (S1)", async () => {
  const { awa, close } = await said('pump <img src=x onerror="alert(1)"> & <b>more</b>');
  const html = await find(awa, 'pump "<img src"');
  assert(!html.includes("<img src=x"));
  await close();
});
