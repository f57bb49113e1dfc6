import { assertEquals } from "@std/assert";
import { isAllowedOrigin } from "../../lib/http/origin.ts";
import { testHttp } from "../support/http.ts";

const OWN = "http://chat.test";
const SESSIONS = "/api/v1/sessions";

const cases: Array<[what: string, headers: Record<string, string>, allowed: boolean]> = [
  ["the server's own page", { origin: OWN }, true],
  ["an origin of PALABRE_ORIGINS", { origin: "https://other.test" }, true],
  ["another site", { origin: "https://evil.test" }, false],
  ["a subdomain", { origin: "http://sub.chat.test" }, false],
  ["another port", { origin: "http://chat.test:81" }, false],
  ["a sandboxed page", { origin: "null" }, false],
  ["no Origin, but the same by Sec-Fetch-Site", { "sec-fetch-site": "same-origin" }, true],
  ["no Origin, and another by Sec-Fetch-Site", { "sec-fetch-site": "cross-site" }, false],
  ["a sister site by Sec-Fetch-Site", { "sec-fetch-site": "same-site" }, false],
  ["neither", {}, false],
  ["neither, but a Referer of ours", { referer: `${OWN}/rooms/general` }, true],
  ["neither, and a Referer of another site", { referer: `https://evil.test/${OWN}` }, false],
  ["neither, and a Referer that is no address", { referer: "chat.test" }, false],
  [
    "another site, whatever its Referer",
    { origin: "https://evil.test", referer: `${OWN}/` },
    false,
  ],
  ["another by Sec-Fetch-Site, whatever its Referer", {
    "sec-fetch-site": "cross-site",
    referer: `${OWN}/`,
  }, false],
];

for (const [what, headers, allowed] of cases) {
  Deno.test(`origin - ${what} is ${allowed ? "allowed" : "refused"} (T3)`, async () => {
    const origins = [OWN, "https://other.test"];
    assertEquals(isAllowedOrigin(new Request(OWN, { headers: { origin: OWN } }), origins), true);
    assertEquals(isAllowedOrigin(new Request(OWN, { headers }), origins), allowed);

    const { ask, enter } = await testHttp({ origins: ["https://other.test"] });
    const { cookie } = await enter("ana");
    const patch = (more: Record<string, string>) =>
      ask("PATCH", "/api/v1/me", { json: { locale: "fr" }, headers: { cookie, ...more } });
    assertEquals((await patch({ origin: OWN })).status, 200);
    assertEquals((await patch(headers)).status, allowed ? 200 : 403);
  });
}

Deno.test("origin - a bearer token needs none, for no other site can make a browser send it", async () => {
  const { ask, enter } = await testHttp();
  const { bearer } = await enter("ana");
  const headers = { ...bearer, origin: "https://evil.test" };
  assertEquals((await ask("PATCH", "/api/v1/me", { json: {}, headers })).status, 200);
});

Deno.test("origin - another site cannot sign its visitor in under a name of its choice", async () => {
  const { ask } = await testHttp();
  const json = { name: "ana" };
  assertEquals((await ask("POST", SESSIONS, { json, headers: { origin: OWN } })).status, 201);
  const headers = { origin: "https://evil.test" };
  assertEquals((await ask("POST", SESSIONS, { json: { name: "bea" }, headers })).status, 403);
  const script = await ask("POST", SESSIONS, { json: { name: "bea" } }); // no browser at all
  assertEquals(script.status, 201);
});

Deno.test("origin - a form of another site cannot be taken for JSON", async () => {
  const { ask } = await testHttp();
  const body = JSON.stringify({ name: "ana" });
  const send = (type: string) =>
    ask("POST", SESSIONS, { body, headers: { "content-type": type, origin: OWN } });
  assertEquals((await send("application/json; charset=utf-8")).status, 201);
  assertEquals((await send("text/plain")).status, 400);
});

Deno.test("origin - a forged X-Forwarded-Host makes no other site one's own", async () => {
  const { ask, enter } = await testHttp({ proxies: "192.0.2.1" });
  const { cookie } = await enter("ana");
  const patch = (headers: Record<string, string>) =>
    ask("PATCH", "/api/v1/me", { json: {}, headers: { cookie, ...headers } });
  assertEquals((await patch({ origin: OWN })).status, 200);
  const forged = { origin: "https://evil.test", "x-forwarded-host": "evil.test" };
  assertEquals((await patch(forged)).status, 403);
});
