import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { refusalMessage } from "../../lib/i18n/refusals.ts";
import { ADMIN } from "../../lib/ui/administration/paths.ts";
import { SHARE_PATH } from "../../lib/ui/app_paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { attackServer, FORMS, statusOf } from "../support/attacker.ts";

/** What a browser says when a page of another site, of a sandbox or of a sibling host acts. */
const FOREIGN: Record<string, string>[] = [
  { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  { origin: "null", "sec-fetch-site": "cross-site" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  {}, // a browser that says nothing, but has the cookie
];

/** What the system shares is only asked about; mail, which is not sent here, has links of its own. */
const ASKED_BY_OTHERS: readonly string[] = [SHARE_PATH];

Deno.test("foreign - no form is taken from another site's page", async () => {
  const { ask, administrator: { cookie }, close } = await attackServer();
  const words = refusalMessage("en", "foreign-origin");
  /** Whether it is refused because of where it comes from. */
  const isForeign = async (path: string, headers: Record<string, string>) => {
    const body = new URLSearchParams();
    const response = await ask("POST", path, { headers: { ...cookie, ...headers }, body });
    const html = await response.text();
    return response.status === 403 && html.includes(words);
  };
  for (const path of FORMS.filter((path) => !ASKED_BY_OTHERS.includes(path))) {
    for (const headers of FOREIGN) assert(await isForeign(path, headers), path);
  }
  const own = { "sec-fetch-site": "same-origin" };
  const rest = FORMS.filter((path) => path !== PATHS.signOut);
  for (const path of [...rest, PATHS.signOut]) assert(!await isForeign(path, own), path);
  await close();
});

Deno.test("foreign - no operation is taken from another site's page, nor as a form", async () => {
  const { ask, withJson, administrator: { cookie }, close } = await attackServer();
  const { paths } = await (await ask("GET", "/api/v1/openapi.json")).json();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).filter((method) => method !== "get" && method !== "options")
      .map((method) => [method.toUpperCase(), `/api/v1${path.replace(/\{\w+\}/g, "1")}`] as const)
  );
  assert(operations.length > 20);
  for (const [method, path] of operations) {
    for (const foreign of FOREIGN) {
      const status = await statusOf(ask(method, path, withJson({}, { ...cookie, ...foreign })));
      assertEquals(status, 403, `${method} ${path} ${JSON.stringify(foreign)}`);
    }
  }
  const said = JSON.stringify({ conversation: "general", text: "forged" });
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    const headers = { ...cookie, "sec-fetch-site": "same-origin", "content-type": type };
    const refused = await statusOf(ask("POST", "/api/v1/messages", { headers, body: said }));
    assertEquals(refused, 400, type);
  }
  const own = withJson(JSON.parse(said), { ...cookie, "sec-fetch-site": "same-origin" });
  assertEquals(await statusOf(ask("POST", "/api/v1/messages", own)), 201);
  await close();
});

Deno.test("foreign - no answer may be read by another site's script", async () => {
  const { ask, member: { cookie }, close } = await attackServer();
  const headers = { ...cookie, origin: "https://evil.example" };
  for (const path of ["/rooms/general", "/api/v1/me", "/api/v1/me/data", "/api/v1/openapi.json"]) {
    for (const method of ["GET", "OPTIONS"]) {
      const response = await ask(method, path, { headers });
      await response.body?.cancel();
      assertEquals(response.headers.get("access-control-allow-origin"), null);
      assertEquals(response.headers.get("access-control-allow-credentials"), null);
      assertEquals(response.headers.get("cross-origin-resource-policy"), "same-origin");
    }
  }
  await close();
});

Deno.test("foreign - a Host of somebody's making leads nowhere and is kept nowhere", async () => {
  const { url, close } = await attackServer();
  const { hostname, port } = new URL(url);
  const answerTo = async (path: string, host: string) => {
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const lines = [`GET ${path} HTTP/1.1`, `host: ${host}`, "connection: close", "", ""];
    await connection.write(new TextEncoder().encode(lines.join("\r\n")));
    const answer = await new Response(connection.readable).text();
    return answer;
  };
  assertStringIncludes(await answerTo("/", `${hostname}:${port}`), "HTTP/1.1 200");
  for (const path of ["/", "/rooms", "/join/abc", "/direct?person=ada", "/manifest.webmanifest"]) {
    const answer = await answerTo(path, "evil.example");
    assert(!answer.includes("evil.example"), path);
  }
  for (const host of ["a b", "[", "x:99999", "::1"]) {
    assertStringIncludes(await answerTo("/", host), "HTTP/1.1 400");
  }
  await close();
});

Deno.test("policy - each page has one without a weakness of high or medium severity", async () => {
  const { ask, withJson, administrator, member, guest, close } = await attackServer();
  const bea = await guest("bea");
  const kick = { user: "bea", duration: "1h" };
  const kicked = await ask("POST", "/api/v1/admin/kicks", withJson(kick, administrator.bearer));
  assertEquals(kicked.status, 201);
  await kicked.body?.cancel();
  const pages: Array<[string, Record<string, string>, number]> = [
    ["/", {}, 200],
    ["/?way=register", {}, 200],
    ["/setup?code=wrong", {}, 403],
    ["/rooms/general", {}, 303],
    ["/rooms/general", bea.bearer, 403],
    ["/nowhere", {}, 404],
    ["/assets/nothing.js", {}, 404],
    ["/api/v1/me", {}, 401],
    ["/admin", member.bearer, 403],
    ["/direct/root", member.bearer, 303],
    ["/", member.bearer, 303],
    ...["/?list", "/rooms", "/rooms/general", "/settings", "/settings/account"]
      .map((path): [string, Record<string, string>, number] => [path, member.bearer, 200]),
    ...Object.values(ADMIN).map((
      path,
    ): [string, Record<string, string>, number] => [path, administrator.bearer, 200]),
  ];
  for (const [path, headers, status] of pages) {
    const response = await ask("GET", path, { headers });
    const html = await response.text();
    assertEquals(response.status, status, path);
    const policy = response.headers.get("content-security-policy") ?? "";
    assertStringIncludes(policy, "require-trusted-types-for 'script'");
    assertStringIncludes(policy, "trusted-types service-worker");
    const { csp } = new CspParser(policy);
    const found = new CspEvaluator(csp).evaluate()
      .filter(({ severity }) => severity <= Severity.MEDIUM);
    assertEquals(found.map(({ description }) => description), [], path);
    assert(!/<[a-z][^>]*\son[a-z]+=|<style|javascript:/i.test(html), path);
  }
  await close();
});

Deno.test("foreign - a name that is none of PALABRE_ORIGINS opens nothing (DNS rebinding)", async () => {
  const { url, ask, close } = await attackServer({ PALABRE_ORIGINS: "https://chat.example.org" });
  const { port } = new URL(url);
  const paths = ["/", "/setup?code=x", "/api/v1/settings", "/assets/style-BBBB.css", "/ws"];
  async function statusAt(host: string, path: string): Promise<number> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
    const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    await connection.write(new TextEncoder().encode(request));
    const answer = await new Response(connection.readable).text();
    return Number(answer.split(" ")[1]);
  }
  for (const path of paths) {
    for (const host of ["chat.example.org", "chat.example.org:443", `localhost:${port}`]) {
      assert(await statusAt(host, path) !== 421, `${host} ${path}`);
    }
    for (const host of ["rebound.example", "chat.example.org.evil.example", "10.0.0.7"]) {
      assertEquals(await statusAt(host, path), 421, `${host} ${path}`);
    }
  }
  assertEquals(await statusAt("10.0.0.7", "/healthz"), 200);
  assertEquals(await statusOf(ask("GET", "/")), 200);
  await close();
});
