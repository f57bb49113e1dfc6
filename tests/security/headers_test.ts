import { assertEquals } from "@std/assert";
import { systemClock } from "../../lib/runtime/clock.ts";
import { attackServer, statusOf } from "../support/attacker.ts";

/** Rates hold, and nothing is given back: how long a machine takes for a request does not count. */
const limitedServer = () =>
  attackServer({ PALABRE_RATES: "on" }, { ...systemClock, elapsed: () => 0 });

Deno.test("headers - one that no browser makes so long is refused wherever it is sent", async () => {
  const { ask, close } = await attackServer();
  const long = "de,".repeat(4_000);
  const names = ["accept-language", "accept-encoding", "cookie", "user-agent", "authorization"];
  for (const path of ["/", "/healthz", "/assets/style-BBBB.css", "/api/v1/settings"]) {
    for (const name of names) {
      const usual = { [name]: long.slice(0, 3_000) };
      assertEquals(await statusOf(ask("GET", path, { headers: usual })), 200, `${path} ${name}`);
      const status = await statusOf(ask("GET", path, { headers: { [name]: long } }));
      assertEquals(status, 431, `${path} ${name}`);
    }
  }
  assertEquals(await statusOf(ask("GET", `/?next=${"x".repeat(9_000)}`)), 414);
  await close();
});

Deno.test("rates - an address that asks too often is refused before sessions are looked up", async () => {
  const { ask, administrator, member, withJson, close } = await limitedServer();
  const banned = await statusOf(
    ask("POST", "/api/v1/admin/bans", withJson({ user: "ada" }, administrator.bearer)),
  );
  assertEquals(banned, 201);
  const asked = (path: string) => statusOf(ask("GET", path, { headers: member.bearer }));
  assertEquals(await asked("/api/v1/me"), 403, "the session is looked up: it is banned");
  let answered = 0;
  while (answered < 5_000 && await asked("/healthz") === 200) answered++;
  assertEquals(answered > 1_900 && answered < 2_000, true, `${answered} answered`);
  for (const path of ["/healthz", "/api/v1/me", "/", "/ws"]) {
    assertEquals(await asked(path), 429, path);
  }
  assertEquals(await asked("/assets/style-BBBB.css"), 200, "files have a rate of their own");
  await close();
});
