import { assert, assertEquals, assertRejects } from "@std/assert";
import { createChallenge, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import { solve } from "../../islands/solve_challenge.ts";
import type { Visitor } from "../../lib/chat/identity/identity.ts";
import { createNewcomerLimits } from "../../lib/chat/identity/limits.ts";
import { ChatError, tooFast } from "../../lib/protocol/errors.ts";
import { testIdentity } from "../support/identity.ts";

const visitor: Visitor = { address: "192.0.2.1", device: "Firefox on Linux" };

/** An address whose allowance of guests is used up, and what the next one is told. */
async function crowd() {
  const { identity, clock } = testIdentity();
  let n = 0;
  const enter = (brought: Partial<Visitor> = {}) =>
    identity.enter({ ...visitor, ...brought }, `guest ${n++}`);
  for (let guests = 0; guests < 50; guests++) await enter();
  const refusal = async (brought?: Partial<Visitor>) =>
    (await assertRejects(() => enter(brought), ChatError)).refusal;
  const asked = await assertRejects(() => enter(), ChatError);
  return { clock, enter, refusal, asked };
}

Deno.test("proof of work - where an address has used its guests up, the next one works and is in", async () => {
  const { enter, refusal, asked } = await crowd();
  assertEquals([asked.refusal, asked.retryAfterMs], ["proof-needed", 10 * 60_000]);
  const proof = await solve(String(asked.values.challenge));
  assert(proof);
  assertEquals(
    await refusal({ proof: proof.replace(/"derivedKey":"../, '"derivedKey":"ff') }),
    "proof-needed",
  );
  const other = { address: "192.0.2.2" };
  for (let n = 0; n < 50; n++) await enter(other);
  assertEquals(
    await refusal({ ...other, proof }),
    "proof-needed",
    "it was asked of another address",
  );
  assertEquals((await enter({ proof })).actor.user.role, "guest");
  assertEquals(await refusal({ proof }), "proof-needed", "it lets one in");
});

Deno.test("proof of work - what was asked ten minutes ago, or never, is not accepted", async () => {
  const { clock, enter, refusal, asked } = await crowd();
  const challenge = JSON.parse(String(asked.values.challenge));
  const proof = await solve(JSON.stringify(challenge));
  challenge.parameters.data.until += 60 * 60_000;
  const forged = await solve(JSON.stringify(challenge));
  await clock.advance(10 * 60_000);
  for (let guests = 0; guests < 50; guests++) await enter();
  assertEquals(await refusal({ proof }), "proof-needed");
  assertEquals(await refusal({ proof: forged }), "proof-needed");
  for (const odd of ["", "{}", "null", "x".repeat(5_000), '{"challenge":{},"solution":{}}']) {
    assertEquals(await refusal({ proof: odd }), "proof-needed");
  }
});

Deno.test("proof of work - those who did it are counted as well", async () => {
  const counted: string[] = [];
  const limit = (what: string) => {
    counted.push(what);
    return Promise.reject(tooFast(1_000));
  };
  const work = {
    accepts: (proof?: string) => Promise.resolve(proof === "done"),
    ask: () => Promise.resolve(new ChatError("proof-needed")),
  };
  const limitNewcomers = createNewcomerLimits(limit, work);
  const refusal = async (proof?: string) =>
    (await assertRejects(() => limitNewcomers("register", { ...visitor, proof }), ChatError))
      .refusal;
  assertEquals(await refusal(), "proof-needed");
  assertEquals(await refusal("done"), "too-fast");
  assertEquals(counted, ["register-address", "register-address", "register-proven"]);
});

Deno.test("proof of work - where the community says so, everybody is asked for it, and counted by it", async () => {
  const counted: string[] = [];
  const limit = (what: string) => Promise.resolve(void counted.push(what));
  const asked: unknown[] = [];
  const work = {
    accepts: (proof?: string) => Promise.resolve(proof === "done"),
    ask(_: string, wait: unknown) {
      asked.push(wait);
      return Promise.resolve(new ChatError("proof-needed"));
    },
  };
  const limitNewcomers = createNewcomerLimits(limit, work, () => true);
  await assertRejects(() => limitNewcomers("guest", visitor), ChatError);
  await limitNewcomers("guest", { ...visitor, proof: "done" });
  assertEquals([asked, counted], [["always"], ["guest-proven"]]);
});

Deno.test("proof of work - a page over plain http, without crypto.subtle, does the same work", async () => {
  const secret = { hmacSignatureSecret: "a secret", hmacKeySignatureSecret: "another" };
  const asked = { algorithm: "PBKDF2/SHA-256", cost: 50, counter: 7, deriveKey, ...secret };
  const challenge = await createChallenge(asked);
  Object.defineProperty(crypto, "subtle", { value: undefined, configurable: true });
  let proof: string | undefined;
  try {
    proof = await solve(JSON.stringify(challenge));
  } finally {
    Reflect.deleteProperty(crypto, "subtle"); // the platform's is back
  }
  const { solution } = JSON.parse(proof ?? "{}");
  assertEquals(
    (await verifySolution({ challenge, solution, deriveKey, ...secret })).verified,
    true,
  );
});

Deno.test("proof of work - a guest who becomes a member is asked for it as at the door", async () => {
  const { identity } = testIdentity();
  const { actor } = await identity.enter(visitor, "ana");
  for (let n = 0; n < 20; n++) {
    await identity.register(visitor, { name: `member ${n}`, password: "correct horse" });
  }
  const become = (brought: Partial<Visitor> = {}) =>
    identity.becomeMember(actor, { ...visitor, ...brought }, { password: "correct horse" });
  const asked = await assertRejects(() => become(), ChatError);
  assertEquals(asked.refusal, "proof-needed");
  const proof = await solve(String(asked.values.challenge));
  assertEquals((await become({ proof })).role, "member");
});
