// What a change of a provider of OpenID Connect can do to who comes in by it, and what is said of it.
import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { isOf } from "../../lib/chat/identity/providers.ts";
import { canonicalIssuer } from "../../lib/protocol/foreign_providers.ts";
import { digest } from "../../lib/runtime/digest.ts";
import { foreignIds } from "../../lib/store/people/foreign_accounts.ts";
import { codeOf } from "../support/authenticator_app.ts";
import { SiteBrowser } from "../support/openid.ts";
import { unescapeHtml } from "../support/pages.ts";
import {
  ACCOUNTS,
  api,
  type ApiAnswer,
  nameOf,
  PASSWORD,
  providerCommunity,
} from "../support/providers.ts";

const password = PASSWORD;
const COOP = {
  id: "coop",
  name: "Coop",
  issuer: "https://id.coop.example",
  client: "palabre",
  password,
};

const said = ({ status, body }: ApiAnswer) => [status, String(body.type ?? "").split(":").at(-1)];

Deno.test("providers - the journal names each part that was changed, whatever else was", async () => {
  const here = await providerCommunity();
  const change = async (body: object) =>
    assertEquals((await here.asked("PATCH", "/coop", { ...body, password })).status, 200);
  try {
    await here.asked("POST", "", COOP);
    const allow = { domains: ["evil.test"] };
    await change({ off: true, register: true });
    await change({ off: false, secret: "nobody reads this", client: "evil", allow });
    await change({ off: false, name: "Coop", scopes: "openid" });
    await change({ off: false, scopes: "openid" }); // nothing is another
    const { body } = await api(here.awa, "GET", `${here.urls[0]}/api/v1/admin/journal`);
    assertEquals(
      body.entries.map(({ act, what = "" }: Record<string, string>) => `${act} ${what}`).sort(),
      [
        "provider-added Coop",
        "provider-changed client, secret, allow; Coop",
        "provider-changed register; Coop",
        "provider-changed scopes; Coop",
        "provider-off Coop",
        "provider-on Coop",
        "setup ",
      ],
    );
    assert(!JSON.stringify(body).includes("nobody reads this"));
  } finally {
    await here.close();
  }
});

Deno.test("providers - another client, secret or rule shuts nobody out unless one is sure", async () => {
  const here = await providerCommunity();
  const coop = await here.provider("coop", { head: { name: "Head", groups: ["heads"] } });
  const roles = { claim: "groups", administrators: ["heads"] };
  const [url = ""] = here.urls;
  try {
    await here.asked("POST", "", { ...coop.wish, roles });
    const head = new SiteBrowser();
    await head.go(`${url}/door/with/coop`);
    const asHead = async (body: object) =>
      said(await api(head, "PATCH", `${url}/api/v1/admin/providers/coop`, body));
    const asAwa = async (body: object) =>
      said(await here.asked("PATCH", "/coop", { ...body, password }));
    const { client, secret } = coop.wish;
    for (
      const change of [
        { client: "another" },
        { secret: "another" },
        { secret: null },
        { scopes: "profile" },
        { allow: { domains: ["evil.test"] } },
      ]
    ) {
      const what = JSON.stringify(change);
      assertEquals(await asHead(change), [409, "provider-needed"], what);
      assertEquals(await asAwa(change), [409, "provider-needed"], what);
    }
    assertEquals(await asHead({ roles: null }), [409, "provider-needed"], "of who asks");
    assertEquals(await asAwa({ roles: { ...roles, moderators: ["mods"] } }), [200, ""]);
    assertEquals(await asHead({ name: "Coop", client, secret }), [200, ""], "nothing in the way");
    assertEquals(await asHead({ secret: "another", sure: true }), [200, ""]);
    assertEquals(await asHead({ off: true, sure: true }), [403, "provider-last"]);

    // The form asks the same, and takes the answer.
    const page = "/admin/providers?provider=coop";
    const fields = {
      id: "coop",
      name: "Coop",
      client: "another",
      scopes: "openid",
      next: page,
      roleClaim: "groups",
      administrators: "heads",
    };
    const send = (more: Record<string, string> = {}) =>
      head.go(`${url}/admin/do/provider-change`, { fields: { ...fields, ...more } });
    const asked = await send();
    assertEquals(asked.status, 409);
    assertStringIncludes(unescapeHtml(asked.html), "Confirm that they may be shut out.");
    assertStringIncludes(asked.html, `id="provider-unsure"`);
    assertStringIncludes(asked.html, 'value="another"');
    assertEquals((await send({ sure: "on" })).status, 200);
    assertEquals((await here.asked("GET", "")).body.providers[0].client, "another");
  } finally {
    await coop.close();
    await here.close();
  }
});

Deno.test("providers - two that are turned off at once shut nobody out", async () => {
  const here = await providerCommunity();
  const coop = await here.provider("coop", ACCOUNTS);
  const union = await here.provider("union", ACCOUNTS);
  const [url = ""] = here.urls;
  try {
    for (const { wish } of [coop, union]) await here.asked("POST", "", wish);
    const mei = new SiteBrowser();
    await mei.go(`${url}/door/with/coop`);
    await mei.go(`${url}/settings/account/elsewhere`, { fields: { provider: "union" } });
    assertEquals((await here.asked("GET", "/coop/use")).body, {
      accounts: 1,
      locked: 0,
      names: [],
    });
    const off = { off: true, password };
    const both = await Promise.all(
      ["/coop", "/union"].map((path) => here.asked("PATCH", path, off)),
    );
    assertEquals(both.map(said).sort(), [[200, ""], [409, "provider-needed"]]);
  } finally {
    await coop.close();
    await union.close();
    await here.close();
  }
});

Deno.test("providers - the second step lets in only while what earned it holds", async () => {
  const here = await providerCommunity();
  const coop = await here.provider("coop", ACCOUNTS);
  const [url = ""] = here.urls;
  const page = `${url}/settings/account/second-factor`;
  const sure = { sure: true, password };
  try {
    await here.asked("POST", "", coop.wish);
    const mei = new SiteBrowser();
    await mei.go(`${url}/door/with/coop`);
    const { html } = await mei.go(page, { fields: { do: "start" } });
    const [, key = ""] = /class="secret">([A-Z2-7 ]+)</.exec(html) ?? [];
    const confirmed = await mei.go(page, {
      fields: { do: "confirm", code: codeOf(key, Date.now()) },
    });
    const codes = [...confirmed.html.matchAll(/>([a-z0-9]{4}(?:-[a-z0-9]{4})+)</gi)]
      .map(([, code = ""]) => code);
    assertEquals(codes.length, 10);
    /** Somebody who is asked for the code. */
    const waiting = async () => {
      const browser = new SiteBrowser();
      assertEquals((await browser.go(`${url}/door/with/coop`)).url, `${url}/door/code`);
      return async (wanted: string | undefined, why: string) => {
        const code = codes.pop() ?? "";
        const { url: at } = await browser.go(`${url}/door/code`, { fields: { code } });
        assertEquals(await nameOf(browser, url), wanted, why);
        if (wanted === undefined) assertStringIncludes(at, "way=sign-in");
      };
    };
    const change = async (body: object) =>
      assertEquals((await here.asked("PATCH", "/coop", { ...body, ...sure })).status, 200);
    await (await waiting())("Mei Lin", "as it was");
    const whileOff = await waiting();
    await change({ off: true });
    await whileOff(undefined, "turned off");
    await change({ off: false });
    const strict = await waiting();
    await change({ allow: { claims: { groups: ["heads"] } } });
    await strict(undefined, "made stricter");
    await change({ allow: {} });
    const disconnected = await waiting();
    await mei.go(`${url}/settings/account/password`, { fields: { next: PASSWORD } });
    const withPassword = await waiting();
    await disconnected(undefined, "a password since");
    const { body } = await api(mei, "GET", `${url}/api/v1/me/foreign-accounts`);
    const [{ id }] = body.accounts;
    assertEquals(
      (await api(mei, "DELETE", `${url}/api/v1/me/foreign-accounts/${id}`)).status,
      204,
    );
    await withPassword(undefined, "disconnected");
  } finally {
    await coop.close();
    await here.close();
  }
});

Deno.test("providers - an issuer is the same however it is written, and each client of it stands once", async () => {
  const same = ["https://ID.coop.example", "https://id.coop.example:443/", COOP.issuer];
  assertEquals(new Set(same.map(canonicalIssuer)).size, 1);
  assertNotEquals(canonicalIssuer("https://a.example/b"), canonicalIssuer("https://a.example/c"));
  for (const issuer of same) {
    const account = { id: "", provider: "old", issuer, label: "", createdAt: 0 };
    assert(isOf(COOP, account), issuer);
    const ids = foreignIds(issuer, "mei");
    assertEquals(ids[0], digest(`${COOP.issuer}\0mei`));
    assert(ids.includes(digest(`${issuer}\0mei`)), "as older versions wrote it");
  }

  const here = await providerCommunity();
  const coop = await here.provider("coop", ACCOUNTS);
  const [url = ""] = here.urls;
  const { issuer, client } = coop.wish;
  const slashed = { ...coop.wish, issuer: `${issuer}/` };
  const idOf = async () => {
    const browser = new SiteBrowser();
    await browser.go(`${url}/door/with/coop`);
    return (await api(browser, "GET", `${url}/api/v1/me`)).body.user.id;
  };
  try {
    await here.asked("POST", "", coop.wish);
    const id = await idOf();
    const twice = { ...slashed, id: "again" };
    assertEquals(said(await here.asked("POST", "", twice)), [409, "provider-twice"]);
    assertEquals((await here.asked("POST", "", { ...twice, client: "another" })).status, 201);
    const moved = await here.asked("PATCH", "/again", { client, password });
    assertEquals(said(moved), [409, "provider-twice"]);
    await here.asked("DELETE", "/again", { password });
    await here.asked("DELETE", "/coop", { password, sure: true });
    assertEquals((await here.asked("POST", "", slashed)).status, 201);
    assertEquals(await idOf(), id);
  } finally {
    await coop.close();
    await here.close();
  }
});
