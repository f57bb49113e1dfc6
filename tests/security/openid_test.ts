// OpenID Connect against a real provider: who comes in, as whom, and what a thief can do with it.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { codeOf } from "../support/authenticator_app.ts";
import { serverWith, SiteBrowser } from "../support/openid.ts";
import { unescapeHtml } from "../support/pages.ts";

const PASSWORD = "under the old tree";
const mei = {
  name: "Mei Lin",
  email: "mei@coop.example",
  email_verified: true,
  groups: ["members", "mods"],
};
const ACCOUNTS = {
  mei,
  olu: { name: "Olu", email: "olu@coop.example", email_verified: false, groups: [] },
  eve: { name: "Mei Lin", email: "eve@evil.test", email_verified: true, groups: ["members"] },
};
const COOP = {
  allow: { domains: ["coop.example"], claims: { groups: ["members"] } },
  roles: { claim: "groups", moderators: ["mods"] },
};

type Server = Awaited<ReturnType<typeof serverWith>>;

async function whoIs(browser: SiteBrowser, { url }: Server) {
  const answer = await browser.once(`${url}/api/v1/me`);
  return answer.ok ? (await answer.json()).user : (await answer.body?.cancel(), undefined);
}

Deno.test("openid - one comes in by an account elsewhere, as the same person each time", async () => {
  const server = await serverWith({ coop: COOP });
  const provider = await server.start("coop", ACCOUNTS);
  try {
    const door = await new SiteBrowser().go(`${server.url}/?way=sign-in&next=/rooms/general`);
    assertStringIncludes(door.html, "/door/with/coop?next=%2Frooms%2Fgeneral");
    assertStringIncludes(door.html, "Continue with The coop");
    const start = await new SiteBrowser().once(`${server.url}/door/with/coop`);
    const asked = new URL(start.headers.get("location") ?? "").searchParams;
    assertEquals(asked.get("code_challenge_method"), "S256");
    for (const name of ["state", "nonce", "code_challenge"]) {
      assertEquals(asked.get(name)?.length, 43, name);
    }
    const laptop = new SiteBrowser();
    const come = await laptop.go(`${server.url}/door/with/coop?next=/rooms/general?x=1`);
    assertEquals([come.url, come.status], [`${server.url}/rooms/general?x=1`, 200]);
    const me = await whoIs(laptop, server);
    assertEquals([me.name, me.role], ["Mei Lin", "moderator"]);
    const phone = new SiteBrowser();
    await phone.go(`${server.url}/door/with/coop`);
    assertEquals((await whoIs(phone, server)).id, me.id);
    const account = await phone.go(`${server.url}/settings/account`);
    assertStringIncludes(account.html, "mei@coop.example");
    const last = /name="remove" value="([\w-]{43})"/.exec(account.html)?.[1] ?? "";
    const refused = await phone.go(`${server.url}/settings/account/elsewhere`, {
      fields: { remove: last },
    });
    assertStringIncludes(unescapeHtml(refused.html), "This is your only way to sign in.");
    const set = await phone.go(`${server.url}/settings/account/password`, {
      fields: { next: PASSWORD },
    });
    assertStringIncludes(set.url, "done=password");
    const gone = await phone.go(`${server.url}/settings/account/elsewhere`, {
      fields: { remove: last },
    });
    assertStringIncludes(gone.html, "Account disconnected.");
  } finally {
    await provider.close();
    await server.close();
  }
});

Deno.test("openid - only who may, and no account is taken by a name or an address", async () => {
  const server = await serverWith({ coop: COOP, open: {} });
  const coop = await server.start("coop", ACCOUNTS);
  const open = await server.start("open", ACCOUNTS);
  try {
    const owner = new SiteBrowser();
    await owner.go(`${server.url}/door/register`, {
      fields: { name: "Mei Lin", password: PASSWORD },
    });
    const { id } = await whoIs(owner, server);
    for (const login of ["olu", "eve"]) {
      await coop.become(login);
      const refused = await new SiteBrowser().go(`${server.url}/door/with/coop`);
      assertEquals(refused.status, 403, login);
      assertStringIncludes(unescapeHtml(refused.html), "not everyone there can come in here");
    }
    await open.become("eve");
    const eve = new SiteBrowser();
    await eve.go(`${server.url}/door/with/open`);
    const other = await whoIs(eve, server);
    assert(other.id !== id, "the name and the address of another open nothing");
    assertEquals(other.name, "eve", "the first of their names that is free");
  } finally {
    await coop.close();
    await open.close();
    await server.close();
  }
});

Deno.test("openid - a raid keeps out who comes from a provider, whatever registration is (R9)", async () => {
  const heads = { claim: "groups", administrators: ["heads"] };
  const server = await serverWith({ coop: { register: true, roles: heads } });
  const provider = await server.start("coop", {
    ...ACCOUNTS,
    head: { name: "Head", groups: ["heads"] },
  });
  try {
    await provider.become("head");
    const head = new SiteBrowser();
    await head.go(`${server.url}/door/with/coop`);
    const closed = await head.go(`${server.url}/admin/do/door`, {
      fields: { registration: "closed" },
    });
    assertEquals(closed.status, 200);
    await provider.become("mei");
    const mei = new SiteBrowser();
    await mei.go(`${server.url}/door/with/coop`);
    assertEquals((await whoIs(mei, server)).name, "Mei Lin");
    assertEquals(
      (await head.go(`${server.url}/admin/do/raid`, { fields: { on: "on" } })).status,
      200,
    );
    await provider.become("olu");
    const olu = new SiteBrowser();
    assertEquals((await olu.go(`${server.url}/door/with/coop`)).status, 403);
    assertEquals(await whoIs(olu, server), undefined);
  } finally {
    await provider.close();
    await server.close();
  }
});

Deno.test("openid - an account is connected by who is signed in, with the password, and by nobody else", async () => {
  const server = await serverWith({ coop: {} });
  const provider = await server.start("coop", ACCOUNTS);
  const connect = `${server.url}/settings/account/elsewhere`;
  try {
    const awa = new SiteBrowser();
    await awa.go(`${server.url}/door/register`, { fields: { name: "Awa", password: PASSWORD } });
    const fields = { provider: "coop", password: "wrong horse" };
    assertEquals((await awa.go(connect, { fields })).status, 403);
    const back = await awa.go(connect, {
      fields: { ...fields, password: PASSWORD },
      until: "/callback",
    });
    // Whoever else opens the way back: another browser, and another person in theirs.
    const eve = new SiteBrowser();
    assertEquals((await eve.go(back.url)).status, 403);
    await eve.go(`${server.url}/door/register`, { fields: { name: "Eve", password: PASSWORD } });
    assertEquals((await eve.go(back.url)).status, 403);
    const linked = await awa.go(back.url);
    assertStringIncludes(linked.html, "Account connected");
    assertEquals((await awa.go(back.url)).status, 403, "once");
    const phone = new SiteBrowser();
    await phone.go(`${server.url}/door/with/coop`);
    assertEquals((await whoIs(phone, server)).name, "Awa");
    const theirs = await eve.go(connect, { fields: { ...fields, password: PASSWORD } });
    assertEquals(theirs.status, 409);
    assertStringIncludes(unescapeHtml(theirs.html), "belongs to someone else here");
  } finally {
    await provider.close();
    await server.close();
  }
});

Deno.test("openid - what one provider gave is worth nothing at another, and iss is asked", async () => {
  const server = await serverWith({ coop: {}, evil: {} });
  const coop = await server.start("coop", ACCOUNTS);
  const evil = await server.start("evil", ACCOUNTS);
  try {
    const refused = async (browser: SiteBrowser, url: string) => {
      assertEquals((await browser.go(url)).status, 403, url);
      assertEquals(await whoIs(browser, server), undefined);
    };
    const back = async () => {
      const browser = new SiteBrowser();
      const { url } = await browser.go(`${server.url}/door/with/coop`, { until: "/callback" });
      return { browser, url };
    };
    const mixed = await back();
    await refused(mixed.browser, mixed.url.replace("/with/coop/", "/with/evil/"));
    const issuer = await back();
    const swapped = new URL(issuer.url);
    assert(swapped.searchParams.has("iss"), "the provider says who it is");
    swapped.searchParams.set("iss", "http://127.0.0.1:1");
    await refused(issuer.browser, swapped.href);
    const silent = await back();
    const without = new URL(silent.url);
    without.searchParams.delete("iss");
    await refused(silent.browser, without.href);
    const planted = await back(); // a code of the thief's in the way of another: PKCE, and the state
    const victim = await back();
    const code = new URL(planted.url).searchParams.get("code") ?? "";
    const injected = new URL(victim.url);
    injected.searchParams.set("code", code);
    await refused(victim.browser, injected.href);
    await refused(new SiteBrowser(), planted.url); // somebody is made to come in as the thief
    await refused(planted.browser, planted.url.replace(/state=[\w-]+/, "state=x"));
    const good = await back();
    await good.browser.go(good.url);
    assertEquals((await whoIs(good.browser, server)).name, "Mei Lin");
    await refused(new SiteBrowser(), good.url);
  } finally {
    await coop.close();
    await evil.close();
    await server.close();
  }
});

Deno.test("openid - a second factor is asked for after it too", async () => {
  const server = await serverWith({ coop: {} });
  const provider = await server.start("coop", ACCOUNTS);
  const page = `${server.url}/settings/account/second-factor`;
  try {
    const laptop = new SiteBrowser();
    await laptop.go(`${server.url}/door/with/coop`);
    const { html } = await laptop.go(page, { fields: { do: "start" } });
    const [, key = ""] = /class="secret">([A-Z2-7 ]+)</.exec(html) ?? [];
    await laptop.go(page, { fields: { do: "confirm", code: codeOf(key, Date.now()) } });
    const phone = new SiteBrowser();
    const step = await phone.go(`${server.url}/door/with/coop`);
    assertEquals(step.url, `${server.url}/door/code`);
    assertEquals(await whoIs(phone, server), undefined);
    const code = codeOf(key, Date.now() + 30_000);
    await phone.go(`${server.url}/door/code`, { fields: { code } });
    assertEquals((await whoIs(phone, server)).name, "Mei Lin");
  } finally {
    await provider.close();
    await server.close();
  }
});

Deno.test("openid - a provider that does not answer is named, and the door stays open", async () => {
  const server = await serverWith({ coop: {} });
  try {
    const browser = new SiteBrowser();
    const failed = await browser.go(`${server.url}/door/with/coop`);
    assertEquals(failed.status, 503);
    assertStringIncludes(unescapeHtml(failed.html), "The coop does not answer.");
    assertStringIncludes(failed.html, 'name="password"');
    assertEquals((await browser.go(`${server.url}/door/with/nobody`)).status, 404);
    const come = await browser.go(`${server.url}/door/register`, {
      fields: { name: "Awa", password: PASSWORD },
    });
    assertEquals(come.url, `${server.url}/rooms/general`);
    const connect = `${server.url}/settings/account/elsewhere`;
    const fields = { provider: "coop", password: PASSWORD };
    const said = await browser.go(connect, { fields });
    assertEquals(said.status, 503);
    assertStringIncludes(unescapeHtml(said.html), "The coop does not answer.");
    const provider = await server.start("coop", ACCOUNTS);
    const later = await new SiteBrowser().go(`${server.url}/door/with/coop`);
    assertEquals(later.url, `${server.url}/rooms/general`);
    await provider.close();
  } finally {
    await server.close();
  }
});
