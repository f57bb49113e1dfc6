import { assertEquals, assertNotEquals } from "@std/assert";
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
