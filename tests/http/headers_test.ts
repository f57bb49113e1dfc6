import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { testHttp } from "../support/http.ts";

async function policyOf(url?: string) {
  const { ask } = await testHttp();
  const response = await ask("GET", "/whoami", { url });
  const { nonce } = await response.json();
  return { nonce, headers: response.headers, ask };
}

function findings(policy: string) {
  const { csp } = new CspParser(policy);
  return new CspEvaluator(csp).evaluate()
    .filter(({ severity }) => severity <= Severity.MEDIUM)
    .map(({ description }) => description);
}

Deno.test("headers - the policy has no weakness of high or medium severity", async () => {
  const { headers } = await policyOf();
  const policy = headers.get("content-security-policy") ?? "";
  assertEquals(findings(policy), []);
  assert(findings(policy.replace("'strict-dynamic'", "'unsafe-inline' *")).length > 0);
});

Deno.test("headers - scripts bear a nonce that each answer makes anew", async () => {
  const { nonce, headers, ask } = await policyOf();
  assert(headers.get("content-security-policy")?.includes(`'nonce-${nonce}'`));
  const again = await (await ask("GET", "/whoami")).json();
  assertNotEquals(again.nonce, nonce);
});

Deno.test("headers - a browser is told to keep to https for a year, over https alone", async () => {
  const year = "max-age=31536000";
  const secure = await policyOf("https://chat.test");
  assertEquals(secure.headers.get("strict-transport-security"), year);
  const plain = await policyOf();
  assertEquals(plain.headers.get("strict-transport-security"), null);
});

Deno.test("headers - nobody frames, sniffs, or follows where one came from", async () => {
  const { headers } = await policyOf();
  assertEquals(headers.get("x-frame-options"), "DENY");
  assertEquals(headers.get("x-content-type-options"), "nosniff");
  assertEquals(headers.get("referrer-policy"), "same-origin");
  assertEquals(headers.get("cross-origin-opener-policy"), "same-origin");
  assert(headers.get("permissions-policy")?.includes("camera=()"));
});

Deno.test("headers - a refusal has them too", async () => {
  const { ask } = await testHttp();
  const refused = await ask("GET", "/api/v1/me");
  assertEquals(refused.status, 401);
  assert(refused.headers.get("content-security-policy")?.includes("default-src 'none'"));
});
