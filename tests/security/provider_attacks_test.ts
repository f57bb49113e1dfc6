// What whoever is at either end of a way to a provider can do, while there are several and one changes.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { SiteBrowser } from "../support/openid.ts";
import { ACCOUNTS, nameOf, PASSWORD, providerCommunity } from "../support/providers.ts";
import { freePort } from "../support/ports.ts";
import { unescapeHtml } from "../support/pages.ts";

Deno.test("providers - who is on the way while one is changed, comes in by what holds then", async () => {
  const here = await providerCommunity();
  const coop = await here.provider("coop", ACCOUNTS);
  const [url = ""] = here.urls;
  const password = PASSWORD;
  const asked: string[] = [];
  const port = freePort();
  const evil = Deno.serve({ port, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    asked.push(`${new URL(request.url).pathname} ${await request.text()}`);
    const issuer = `http://127.0.0.1:${port}`;
    return Response.json({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      keys: [],
    });
  });
  /** Somebody who is at the provider, and is about to be sent back. */
  const leaving = async () => {
    const browser = new SiteBrowser();
    const { url: back } = await browser.go(`${url}/door/with/coop`, { until: "/callback" });
    return async (wanted: number, words: string) => {
      const answer = await browser.go(back);
      assertEquals([answer.status, await nameOf(browser, url)], [wanted, undefined], words);
      assertStringIncludes(unescapeHtml(answer.html), words);
    };
  };
  const change = (body: object) => here.asked("PATCH", "/coop", { ...body, password });
  try {
    assertEquals((await here.asked("POST", "", coop.wish)).status, 201);
    const whileOff = await leaving();
    await change({ off: true });
    await whileOff(404, "There is no such sign-in provider here.");
    await change({ off: false });

    const strict = await leaving();
    await change({ allow: { claims: { groups: ["heads"] } } });
    await strict(403, "not everyone there can come in here");
    await change({ allow: {} });

    const asOther = await leaving();
    await change({ client: "another" });
    await asOther(403, "did not work");
    await change({ client: coop.wish.client });

    const removed = await leaving();
    const replaced = await leaving();
    await here.asked("DELETE", "/coop", { password });
    await removed(404, "There is no such sign-in provider here.");
    const issuer = `http://127.0.0.1:${port}`;
    const swapped = await here.asked("POST", "", { ...coop.wish, issuer });
    assertEquals(swapped.status, 201);
    asked.length = 0;
    await replaced(403, "did not work");
    assertEquals(asked, [], "whoever took the place of another is told no code, and no verifier");
  } finally {
    await coop.close();
    await here.close();
    await evil.shutdown();
  }
});

Deno.test("providers - what one gave is worth nothing at another, nor twice, nor to another browser", async () => {
  const here = await providerCommunity();
  const coop = await here.provider("coop", ACCOUNTS);
  const union = await here.provider("union", ACCOUNTS);
  const [url = ""] = here.urls;
  const back = async (id: string) => {
    const browser = new SiteBrowser();
    const way = await browser.go(`${url}/door/with/${id}`, { until: "/callback" });
    return { browser, back: way.url };
  };
  const refused = async (browser: SiteBrowser, to: string, why: string) => {
    assertEquals((await browser.go(to)).status, 403, why);
    assertEquals(await nameOf(browser, url), undefined, why);
  };
  try {
    for (const { wish } of [coop, union]) await here.asked("POST", "", wish);
    const mixed = await back("coop");
    await refused(mixed.browser, mixed.back.replace("/coop/", "/union/"), "another's callback");
    const [coops, unions] = [await back("coop"), await back("union")];
    const code = new URL(coops.back).searchParams.get("code") ?? "";
    const injected = new URL(unions.back);
    injected.searchParams.set("code", code);
    await refused(unions.browser, injected.href, "a code of another provider");
    const named = await back("coop");
    const swapped = new URL(named.back);
    swapped.searchParams.set("iss", union.wish.issuer);
    await refused(named.browser, swapped.href, "iss of another provider (RFC 9207)");
    const forced = await back("coop");
    await refused(new SiteBrowser(), forced.back, "nobody is made to come in as somebody else");
    await forced.browser.go(forced.back);
    assertEquals(await nameOf(forced.browser, url), "Mei Lin");
    const again = new SiteBrowser();
    const { host } = new URL(url);
    again.cookies.set(
      host,
      new Map([["palabre_away", new URL(forced.back).searchParams.get("state") ?? ""]]),
    );
    await refused(again, forced.back, "a state counts once");
  } finally {
    await coop.close();
    await union.close();
    await here.close();
  }
});
