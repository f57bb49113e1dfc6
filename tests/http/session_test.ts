import { assert, assertEquals, assertMatch } from "@std/assert";
import { testHttp } from "../support/http.ts";

const SESSIONS = "/api/v1/sessions";
const CURRENT = `${SESSIONS}/current`;
const own = { origin: "http://chat.test" };
const zed = { name: "zed", password: "correct horse" };

Deno.test("session - over https the cookie is bound to this very host", async () => {
  const { ask } = await testHttp();
  const json = { name: "ana" };
  const entered = await ask("POST", SESSIONS, { json, url: "https://chat.test" });
  assertEquals(entered.status, 201);
  const [pair, ...attributes] = (entered.headers.get("set-cookie") ?? "").split("; ");
  assertMatch(pair ?? "", /^__Host-palabre=[\w-]{43}$/);
  assertEquals(attributes.sort(), [
    "HttpOnly",
    "Max-Age=7776000",
    "Path=/",
    "SameSite=Lax",
    "Secure",
  ]);
});

Deno.test("session - over plain http the cookie has a plain name", async () => {
  const { ask } = await testHttp();
  const entered = await ask("POST", SESSIONS, { json: { name: "ana" } });
  assertMatch(entered.headers.get("set-cookie") ?? "", /^palabre=[\w-]{43}; .*HttpOnly/);
});

Deno.test("session - cookie and bearer token both tell who asks, and neither a forged one", async () => {
  const { ask, enter } = await testHttp();
  const { bearer, cookie } = await enter("ana");
  for (const headers of [bearer, { cookie }]) {
    const me = await ask("GET", "/api/v1/me", { headers });
    assertEquals((await me.json()).user.name, "ana");
  }
  const forged: Array<Record<string, string>> = [
    {},
    { cookie: "palabre=x" },
    { authorization: "Bearer x" },
  ];
  for (const headers of forged) {
    const refused = await ask("GET", "/api/v1/me", { headers });
    assertEquals(refused.status, 401);
    assertEquals(refused.headers.get("www-authenticate"), "Bearer");
  }
});

Deno.test("session - a cookie replayed after sign-out opens nothing", async () => {
  const { ask, enter } = await testHttp();
  const { cookie } = await enter("ana");
  const headers = { cookie, ...own };
  assertEquals((await ask("GET", "/api/v1/me", { headers })).status, 200);
  const out = await ask("DELETE", CURRENT, { headers });
  assertEquals(out.status, 204);
  assertMatch(out.headers.get("set-cookie") ?? "", /^palabre=; Max-Age=0/);
  assertEquals((await ask("GET", "/api/v1/me", { headers })).status, 401);
});

Deno.test("session - an unknown name and a wrong password get the same answer", async () => {
  const { ask } = await testHttp();
  assertEquals((await ask("POST", "/api/v1/users", { json: zed })).status, 201);
  assertEquals((await ask("POST", SESSIONS, { json: zed })).status, 201);
  const answers = [];
  for (const json of [{ ...zed, password: "wrong horse" }, { ...zed, name: "nobody" }]) {
    const refused = await ask("POST", SESSIONS, { json });
    answers.push([refused.status, await refused.text()]);
  }
  assertEquals(answers[0]?.[0], 401);
  assertEquals(answers[0], answers[1]);
});

Deno.test("session - one sees where one is signed in, and ends it", async () => {
  const { ask, enter } = await testHttp();
  const { bearer } = await enter("ana");
  await ask("POST", "/api/v1/me/membership", {
    headers: bearer,
    json: { password: zed.password },
  });
  const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const json = { name: "ana", password: zed.password };
  await ask("POST", SESSIONS, { json, headers: { "user-agent": agent } });
  const list = await (await ask("GET", SESSIONS, { headers: bearer })).json();
  assertEquals(list.sessions.length, 2);
  const other = list.sessions.find(({ current }: { current: boolean }) => !current);
  assertEquals(other.device, "Firefox on Linux");
  const end = () => ask("DELETE", `${SESSIONS}/${other.id}`, { headers: bearer });
  assertEquals((await end()).status, 204);
  assertEquals((await end()).status, 403);
});

Deno.test("session - too many sign-ins are told when to come back", async () => {
  const { ask } = await testHttp();
  const signIn = () => ask("POST", SESSIONS, { json: zed });
  for (let n = 0; n < 10; n++) assertEquals((await signIn()).status, 401);
  const refused = await signIn();
  assertEquals([refused.status, refused.headers.get("retry-after")], [429, "300"]);
  const problem = await refused.json();
  assertEquals([problem.code, problem.retryAfterMs], ["rate-limited", 300_000]);
});

Deno.test("session - a forged X-Forwarded-For does not give new tries", async () => {
  const { ask } = await testHttp();
  const signIn = (n: number, peer: string) =>
    ask("POST", SESSIONS, {
      json: { ...zed, name: `name ${n}` },
      peer,
      headers: { "x-forwarded-for": `203.0.113.${n}` },
    });
  for (let n = 0; n < 50; n++) assertEquals((await signIn(n, "192.0.2.1")).status, 401);
  assertEquals((await signIn(50, "192.0.2.1")).status, 429);
  assert((await signIn(50, "192.0.2.2")).status === 401);
});
