import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openPages } from "../support/pages.ts";

async function awaIn() {
  const pages = await openPages();
  const awa = pages.browser();
  await awa.post("/door/guest", { name: "Awa", id: crypto.randomUUID() });
  return { ...pages, awa };
}

Deno.test("share - what another app shares is asked about, and is in the composer of the place", async () => {
  const { awa, close } = await awaIn();
  const shared = {
    title: "The well",
    text: "It has <b>water</b> & fish",
    url: "https://w.example",
  };
  const asked = await awa.post("/share", shared);
  assertEquals(asked.status, 200);
  assertStringIncludes(asked.html, "It has &lt;b>water&lt;/b> &amp; fish");
  const [, href = ""] = /href="(\/rooms\/general\?share=[^"]*)"/.exec(asked.html) ?? [];
  const { html } = await awa.get(href.replaceAll("&amp;", "&"));
  const [, typed = ""] = /<textarea[^>]*>([^<]*(?:&lt;[^<]*)*)<\/textarea>/.exec(html) ?? [];
  assertStringIncludes(typed, "https://w.example");
  assertEquals(/role="alert"/.test(html), false, "nothing was refused");
  await close();
});

Deno.test("share - what says nothing leads nowhere, and a stranger comes in first", async () => {
  const { awa, browser, close } = await awaIn();
  const { html } = await awa.get("/share");
  assertStringIncludes(html, "Nothing was shared");
  assertEquals(/href="[^"]*\?share=/.test(html), false);
  const stranger = await browser().get("/share?text=hello");
  assertStringIncludes(stranger.html, "%2Fshare%3Ftext%3Dhello");
  await close();
});

Deno.test("share - the longest text fits into an address", async () => {
  const { request, close } = await awaIn();
  const long = await request("/share", {
    method: "POST",
    body: new URLSearchParams({ text: "木".repeat(4_000) }),
  });
  assertEquals(long.status, 303);
  const { length } = long.headers.get("Location") ?? "";
  assert(length > 5_000 && length < 6_100, `${length}`);
  await close();
});

Deno.test("links - web+palabre leads to paths of ours alone", async () => {
  const { request, close } = await awaIn();
  const leads = async (link: string) =>
    (await request(`/open?${new URLSearchParams({ link })}`)).headers.get("Location");
  assertEquals(await leads("web+palabre:/rooms/general/7"), "/rooms/general/7");
  assertEquals(
    await leads("web+palabre://coop.example/inbox?section=later"),
    "/inbox?section=later",
  );
  for (
    const bad of [
      "web+palabre:",
      "web+palabre:////evil.example",
      "https://evil.example/",
      "javascript:1",
    ]
  ) {
    assertEquals(await leads(bad), "/", bad);
  }
  await close();
});
