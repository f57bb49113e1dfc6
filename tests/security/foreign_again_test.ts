import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { codeOf } from "../support/authenticator_app.ts";
import { serverWith, SiteBrowser } from "../support/openid.ts";

const PASSWORD = "under the old tree";

Deno.test("foreign - an account elsewhere that was disconnected makes nobody new", async () => {
  const server = await serverWith({ coop: { register: true } });
  const mei = { name: "Mei", email: "m@x.org", email_verified: true };
  const provider = await server.start("coop", { mei });
  const door = `${server.url}/door/with/coop`;
  const account = `${server.url}/settings/account`;
  try {
    const first = new SiteBrowser();
    await first.go(door);
    const me = await (await first.once(`${server.url}/api/v1/me`)).json();
    assertEquals(me.user.name, "Mei");
    await first.go(`${account}/password`, { fields: { next: PASSWORD } });
    const { html } = await first.go(account);
    const remove = /name="remove" value="([\w-]{43})"/.exec(html)?.[1] ?? "";
    assertNotEquals(remove, "");
    await first.go(`${account}/elsewhere`, { fields: { remove } });

    const second = new SiteBrowser();
    await second.go(door);
    const stranger = await second.once(`${server.url}/api/v1/me`);
    await stranger.body?.cancel();
    assertEquals(stranger.status, 401);
  } finally {
    await provider.close();
    await server.close();
  }
});

Deno.test("foreign - who is made with a role has it at once, and the one session that they hold", async () => {
  const roles = { claim: "groups", administrators: ["heads"], moderators: ["mods"] };
  const server = await serverWith({ coop: { roles } });
  const provider = await server.start("coop", {
    mei: { name: "Mei", groups: ["mods"] },
    olu: { name: "Olu", groups: ["heads"] },
    awa: { name: "Awa", groups: [] },
  });
  try {
    const api = `${server.url}/api/v1`;
    const seen: unknown[] = [];
    for (const login of ["mei", "olu", "awa"]) {
      await provider.become(login);
      const browser = new SiteBrowser();
      await browser.go(`${server.url}/door/with/coop`);
      const me = await (await browser.once(`${api}/me`)).json();
      const { sessions } = await (await browser.once(`${api}/sessions`)).json();
      seen.push([me.user.name, me.user.role, sessions.length]);
      if (login !== "olu") continue;
      const { entries } = await (await browser.once(`${api}/admin/journal`)).json();
      assertEquals(
        entries.map((one: Record<string, Record<string, string>>) => [
          one.act,
          one.by?.name,
          one.whom?.name,
          one.role,
        ]),
        [["role", "The coop", "Olu", "administrator"], ["role", "The coop", "Mei", "moderator"]],
      );
    }
    assertEquals(seen, [["Mei", "moderator", 1], ["Olu", "administrator", 1], [
      "Awa",
      "member",
      1,
    ]]);
  } finally {
    await provider.close();
    await server.close();
  }
});

Deno.test("foreign - where one was going outlasts the second step and a refusal; a name is in one's language", async () => {
  const server = await serverWith({ coop: { allow: { claims: { groups: ["members"] } } } });
  const provider = await server.start("coop", {
    nameless: { groups: ["members"] },
    stranger: { groups: [] },
  });
  const ahead = "/rooms/general?x=1";
  const door = `${server.url}/door/with/coop?${new URLSearchParams({ next: ahead })}`;
  try {
    const laptop = new SiteBrowser();
    await laptop.go(`${server.url}/door/language`, { fields: { locale: "fr" } });
    assertEquals((await laptop.go(door)).url, server.url + ahead);
    const me = await (await laptop.once(`${server.url}/api/v1/me`)).json();
    assertMatch(me.user.name, /^Membre [0-9a-f]{6}$/);

    const page = `${server.url}/settings/account/second-factor`;
    const { html } = await laptop.go(page, { fields: { do: "start" } });
    const [, key = ""] = /class="secret">([A-Z2-7 ]+)</.exec(html) ?? [];
    await laptop.go(page, { fields: { do: "confirm", code: codeOf(key, Date.now()) } });
    const phone = new SiteBrowser();
    const step = await phone.go(door);
    assertEquals(step.url, `${server.url}/door/code?${new URLSearchParams({ next: ahead })}`);
    const next = /name="next" value="([^"]*)"/.exec(step.html)?.[1] ?? "";
    const code = codeOf(key, Date.now() + 30_000);
    const come = await phone.go(`${server.url}/door/code`, { fields: { code, next } });
    assertEquals([come.url, come.status], [server.url + ahead, 200]);

    await provider.become("stranger");
    const refused = await new SiteBrowser().go(door);
    assertEquals(refused.status, 403);
    assertMatch(refused.html, /name="next" value="\/rooms\/general\?x=1"/, "by another way in too");
  } finally {
    await provider.close();
    await server.close();
  }
});
