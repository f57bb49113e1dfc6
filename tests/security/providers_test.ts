// Providers of OpenID Connect that administrators look after: what takes effect where, and who may.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { allProviders } from "../../lib/chat/identity/providers.ts";
import { SiteBrowser } from "../support/openid.ts";
import {
  ACCOUNTS,
  api,
  becomes,
  buttons,
  nameOf,
  PASSWORD,
  providerCommunity,
} from "../support/providers.ts";
import { freePort } from "../support/ports.ts";
import { unescapeHtml } from "../support/pages.ts";

Deno.test("providers - what an administrator decides holds on every instance at once, and is written down", async () => {
  const here = await providerCommunity({ instances: 2 });
  const coop = await here.provider("coop", ACCOUNTS);
  const [one = "", two = ""] = here.urls;
  const password = PASSWORD;
  try {
    const added = await here.asked("POST", "", coop.wish);
    assertEquals(added.status, 201);
    assertEquals(added.body.provider.hasSecret, true);
    await becomes(() => buttons(two), ["coop"]);
    const mei = new SiteBrowser();
    await mei.go(`${two}/door/with/coop`);
    assertEquals(await nameOf(mei, two), "Mei Lin");

    assertEquals(
      (await here.asked("PATCH", "/coop", {
        name: "Coop",
        roles: { claim: "groups", moderators: ["members"] },
        password,
      }))
        .status,
      200,
    );
    await becomes(
      async () => (await api(mei, "GET", `${two}/api/v1/providers`)).body,
      { providers: [{ id: "coop", name: "Coop" }] },
    );
    const phone = new SiteBrowser();
    await phone.go(`${two}/door/with/coop`);
    const { body } = await api(phone, "GET", `${two}/api/v1/me`);
    assertEquals(body.user.role, "moderator");

    const off = { off: true, password };
    const warned = await here.asked("PATCH", "/coop", off);
    assertEquals([warned.status, warned.body.type.split(":").at(-1)], [409, "provider-needed"]);
    const use = await here.asked("GET", "/coop/use");
    assertEquals(use.body, { accounts: 1, locked: 1, names: ["Mei Lin"] });
    assertEquals((await here.asked("PATCH", "/coop", { ...off, sure: true })).status, 200);
    await becomes(() => buttons(two), []);
    assertEquals((await new SiteBrowser().go(`${two}/door/with/coop`)).status, 404);
    assertEquals((await here.asked("PATCH", "/coop", { off: false, password })).status, 200);
    await becomes(() => buttons(two), ["coop"]);
    assertEquals((await here.asked("DELETE", "/coop", { password, sure: true })).status, 204);
    await becomes(() => buttons(one), []);
    await becomes(() => buttons(two), []);
    assertEquals(await nameOf(mei, two), "Mei Lin", "who is signed in stays it");

    const journal = await api(here.awa, "GET", `${two}/api/v1/admin/journal`);
    assertEquals(
      journal.body.entries.map(({ act, what = "" }: Record<string, string>) => `${act} ${what}`),
      [
        "provider-removed Coop",
        "provider-on Coop",
        "provider-off Coop",
        "role ",
        "provider-changed name, roles; The coop",
        "provider-added The coop",
        "setup ",
      ],
    );
    assert(!JSON.stringify(journal.body).includes(coop.wish.secret));
  } finally {
    await coop.close();
    await here.close();
  }
});

Deno.test("providers - only administrators, with a proof of just now; the secret is told to nobody", async () => {
  const here = await providerCommunity({
    env: {
      PALABRE_OIDC: JSON.stringify([{
        id: "fixed",
        name: "Fixed",
        issuer: "https://id.fixed.example",
        client: "palabre",
        secret: "of the configuration",
      }]),
    },
  });
  const wish = {
    id: "coop",
    name: "Coop",
    issuer: "https://id.coop.example",
    client: "palabre",
    secret: "nobody reads this",
    password: PASSWORD,
  };
  const { password: _, ...unproven } = wish;
  const said: string[] = [];
  const asked = async (method: string, path: string, body?: object) => {
    const answer = await here.asked(method, path, body);
    said.push(JSON.stringify(answer.body));
    return [answer.status, String(answer.body.type ?? "").split(":").at(-1)];
  };
  try {
    assertEquals(await asked("POST", "", unproven), [403, "wrong-password"]);
    assertEquals(await asked("POST", "", { ...wish, password: "a guess" }), [
      403,
      "wrong-password",
    ]);
    assertEquals(await asked("POST", "", wish), [201, ""]);
    for (
      const [path, change] of [["/coop", { name: "Other" }], ["/coop", { off: true }]] as const
    ) {
      assertEquals(await asked("PATCH", path, change), [403, "wrong-password"]);
    }
    assertEquals(await asked("DELETE", "/coop", {}), [403, "wrong-password"]);
    const { password } = wish;
    assertEquals(await asked("POST", "", { ...wish, id: "fixed" }), [409, "provider-taken"]);
    assertEquals(await asked("POST", "", wish), [409, "provider-taken"]);
    assertEquals(await asked("PATCH", "/fixed", { name: "x", password }), [403, "provider-fixed"]);
    assertEquals(await asked("DELETE", "/fixed", { password }), [403, "provider-fixed"]);
    assertEquals(await asked("DELETE", "/none", { password }), [404, "unknown-provider"]);
    assertEquals(await asked("PATCH", "/coop", { scopes: "openid", password }), [200, ""]);
    // The issuer stays: a secret is never shown to another than whom it was given for.
    const moved = { issuer: "https://evil.example", password };
    assertEquals((await asked("PATCH", "/coop", moved))[0], 200);
    assertEquals(await asked("PUT", "", { order: ["coop", "fixed"] }), [204, ""]);
    const { body } = await here.asked("GET", "");
    said.push(JSON.stringify(body));
    assertEquals(
      body.providers.map((one: Record<string, unknown>) => [one.id, one.from, one.hasSecret]),
      [["coop", "administration", true], ["fixed", "environment", true]],
    );
    assertEquals(body.providers[0].issuer, wish.issuer);
    assertEquals(await buttons(here.urls[0] ?? ""), ["coop", "fixed"]);
    for (
      const page of [
        await here.awa.go(`${here.urls[0]}/admin/providers`),
        await here.awa.go(`${here.urls[0]}/admin/providers?provider=coop`),
      ]
    ) {
      said.push(page.html);
    }
    for (const secret of ["nobody reads this", "of the configuration"]) {
      assert(!said.join().includes(secret), secret);
    }
    const gone = { secret: null, password };
    assertEquals(await asked("PATCH", "/coop", gone), [200, ""]);
    assertEquals((await here.asked("GET", "")).body.providers[0].hasSecret, false);
  } finally {
    await here.close();
  }
});

Deno.test("providers - no call leads into the network of the server", async () => {
  const port = freePort();
  const evil = Deno.serve({ port, hostname: "127.0.0.1", onListen() {} }, ({ url }) => {
    const issuer = new URL(url).origin;
    const inside = "http://169.254.169.254/latest";
    return Response.json({
      issuer,
      authorization_endpoint: "javascript:alert(1)",
      token_endpoint: inside,
      jwks_uri: inside,
      response_types_supported: ["code"],
      subject_types_supported: [],
    });
  });
  const here = await providerCommunity({ env: { PALABRE_PRIVATE_HOSTS: `127.0.0.1:${port}` } });
  const wish = { id: "evil", name: "Evil", client: "palabre" };
  const answered = async (issuer: string) => {
    const { status, body } = await here.asked("POST", "/answers", { ...wish, issuer });
    return [status, body.answer?.why ?? String(body.type).split(":").at(-1)];
  };
  try {
    for (
      const issuer of [
        ...["http://127.0.0.1:1", "http://id.example", "ftp://id.example", "javascript:alert(1)"],
        ...["https://me:secret@id.example", "https://id.example/?a", "https://id.example/#a", ""],
      ]
    ) assertEquals(await answered(issuer), [400, "provider-issuer"], issuer);
    for (const host of ["10.0.0.1", "169.254.169.254", "[::1]", "db.internal", "localhost"]) {
      assertEquals(await answered(`https://${host}`), [200, "address"], host);
    }
    assertEquals(await answered("https://127.0.0.1:25"), [200, "port"]);
    assertEquals(await answered(`http://127.0.0.1:${port}`), [200, "endpoints"]);
    const issuer = `http://127.0.0.1:${port}`;
    const added = await here.asked("POST", "", { ...wish, issuer, password: PASSWORD });
    assertEquals(added.status, 201);
    const leaving = await new SiteBrowser().once(`${here.urls[0]}/door/with/evil`);
    assertStringIncludes(await leaving.text(), "does not answer");
    assertEquals([leaving.status, leaving.headers.get("location")], [503, null]);
  } finally {
    await here.close();
    await evil.shutdown();
  }
});

Deno.test("providers - nobody shuts themselves out, and the last way in is one that is open", async () => {
  const here = await providerCommunity();
  const heads = { claim: "groups", administrators: ["heads"] };
  const coop = await here.provider("coop", {
    head: { name: "Head", groups: ["heads"] },
    mei: ACCOUNTS.mei,
  });
  const union = await here.provider("union", ACCOUNTS);
  const [url = ""] = here.urls;
  const password = PASSWORD;
  try {
    await here.asked("POST", "", { ...coop.wish, roles: heads });
    await here.asked("POST", "", union.wish);
    const head = new SiteBrowser();
    await head.go(`${url}/door/with/coop`);
    const as = (method: string, path: string, body: object) =>
      api(head, method, `${url}/api/v1/admin/providers${path}`, body);
    for (const [method, body] of [["DELETE", {}], ["PATCH", { off: true }]] as const) {
      const { status, body: said } = await as(method, "/coop", { ...body, sure: true });
      assertEquals([status, said.type.split(":").at(-1)], [403, "provider-last"]);
    }

    await coop.become("mei");
    const mei = new SiteBrowser();
    await mei.go(`${url}/door/with/coop`);
    const connect = await mei.go(`${url}/settings/account/elsewhere`, {
      fields: { provider: "union" },
    });
    assertStringIncludes(connect.html, "Account connected");
    assertEquals((await here.asked("GET", "/coop/use")).body, {
      accounts: 2,
      locked: 1,
      names: ["Head"],
    });
    await here.asked("PATCH", "/union", { off: true, password });
    const account = unescapeHtml((await mei.go(`${url}/settings/account`)).html);
    const own = [...account.matchAll(/name="remove" value="([\w-]{43})"/g)].map(([, id = ""]) =>
      id
    );
    assertEquals(own.length, 2);
    const refused = await mei.go(`${url}/settings/account/elsewhere`, {
      fields: { remove: own[0] ?? "" },
    });
    assertStringIncludes(unescapeHtml(refused.html), "This is your only way to sign in.");
  } finally {
    await coop.close();
    await union.close();
    await here.close();
  }
});

Deno.test("providers - one of the configuration stands for one of the same id, and there are so many", async () => {
  const here = await providerCommunity();
  const [one] = here.servers;
  const wish = {
    id: "coop",
    name: "Coop",
    issuer: "https://id.coop.example",
    client: "palabre",
    password: PASSWORD,
  };
  const refusal = async (body: object) =>
    String((await here.asked("POST", "", { ...wish, ...body })).body.type).split(":").at(-1);
  try {
    assertEquals(await refusal({ id: "Coop!" }), "provider-id");
    assertEquals(await refusal({ name: "n".repeat(61) }), "invalid-field");
    const many = { groups: Array.from({ length: 99 }, (_, n) => `a group of people, ${n}`) };
    const rules = { claims: { ...many, others: many.groups } };
    assertEquals(await refusal({ allow: rules }), "provider-too-long");
    for (let n = 1; n <= 10; n++) {
      assertEquals(await refusal({ id: `coop-${n}`, client: `palabre-${n}` }), "undefined");
    }
    assertEquals(await refusal({ id: "coop-11" }), "too-many-providers");
    assertEquals(one?.reported, []);
  } finally {
    await here.close();
  }
  const fixed = { id: "coop", name: "Fixed", issuer: "https://id.fixed.example", client: "x" };
  const decided = { providers: [{ ...wish, allow: {}, register: false, scopes: "" }], order: [] };
  assertEquals(
    allProviders([{ ...fixed, allow: {}, register: false, scopes: "" }], decided)
      .map(({ name, from }) => [name, from]),
    [["Fixed", "environment"]],
  );
});
