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
  assertStringIncludes(await find(awa, "tractor"), "No message that you can read says “tractor”.");
  assertStringIncludes(await find(awa, "pump from:nobody"), "Nobody here is called “nobody”.");
  assertStringIncludes(await find(awa, "pump from:nobody"), "Without from:nobody");
  assertStringIncludes(await find(awa, ""), "exactly these words");
  assertStringIncludes((await awa.get("/rooms")).html, 'href="/search"');
  await close();
});

Deno.test("search page - is narrowed and ordered by links and forms alone (S1)", async () => {
  const { awa, close } = await said("the old pump at the well", "pump", "see https://coop.example");
  const html = await find(awa, 'from:Awa in:general pump" old');
  assertStringIncludes(html, '<span class="op">from:</span> Awa');
  assertStringIncludes(html, 'name="set" value="from:Awa in:general"');
  const best = (await awa.get("/search?query=pump+&order=best")).html;
  assert(best.indexOf("<mark>pump</mark></p>") < best.indexOf("the old <mark>pump</mark>"));
  assertStringIncludes(best, 'href="/search?query=has%3Alink+pump&amp;order=best"');
  const set = async (asked: string) =>
    / name="set" value="([^"]*)"/.exec((await awa.get(`/search?${asked}`)).html)?.[1];
  assertEquals(await set("set=from%3Ame&query=pump"), "from:me");
  assertEquals(await set("query=pump&from=Jean+Luc"), "from:&quot;Jean Luc&quot;");
  assertEquals(await set("query=pump&in=orchard+north"), "in:&quot;orchard north&quot;");
  const days = "query=pump&since=2026-01-01&until=2026-01-31";
  assertEquals(await set(days), "after:2026-01-01 before:2026-02-01");
  assertEquals(await set("query=pump&since=&until=never"), undefined);
  await close();
});

Deno.test("search page - where nothing is found, offers what would find something (S1)", async () => {
  const { awa, close } = await said("the pump", "a pump");
  const html = await find(awa, "has:link pump");
  assertStringIncludes(html, "No message that you can read says “pump”.");
  assert(/href="\/search\?query=pump"[^>]*>Without has:link · 2/.test(html));
  assert(!html.includes("Without pump"), "that finds nothing either");
  await close();
});

Deno.test("search page - shows what is written as text, whatever it is (S1)", async () => {
  const { awa, close } = await said('pump <img src=x onerror="alert(1)"> & <b>more</b>');
  const html = await find(awa, 'pump "<img src"');
  assert(!html.includes("<img src=x"));
  await close();
});
