import { assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { pushEndpoints } from "../../lib/push/hosts.ts";
import { readHosts } from "../../lib/net/private_hosts.ts";
import { createSendPush, readRetryAfter } from "../../lib/push/send.ts";
import { makeVapidKeys, storedVapidKeys, vapidKeysOf } from "../../lib/push/vapid.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { decrypt, PushService } from "../support/push_service.ts";

const bytes = (text: string) => Uint8Array.fromBase64(text, { alphabet: "base64url" });

Deno.test("push - the example of RFC 8291 is read by the push service of the tests", async () => {
  const [publicKey, d] = [
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
  ];
  const point = bytes(publicKey);
  const part = (from: number) =>
    point.slice(from, from + 32).toBase64({ alphabet: "base64url", omitPadding: true });
  const privateKey = await crypto.subtle.importKey(
    "jwk",
    { kty: "EC", crv: "P-256", x: part(1), y: part(33), d },
    { name: "ECDH", namedCurve: "P-256" },
    false,
    ["deriveBits"],
  );
  const receiver = { publicKey: point, privateKey, auth: bytes("BTBZMqHH6r4Tts7J_aSIgg") };
  const body = bytes(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6" +
      "TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu" +
      "lcy4a-fN",
  );
  const plain = new TextDecoder().decode(await decrypt(body, receiver));
  assertEquals(plain, "When I grow up, I want to be a watermelon");
  body[body.length - 1]! ^= 1;
  await assertRejects(() => decrypt(body, receiver));
});

Deno.test("push - what is sent can be read by its browser alone, and is signed (C3)", async () => {
  const service = new PushService();
  const vapid = makeVapidKeys();
  const send = createSendPush({
    keys: () => Promise.resolve(vapid),
    fetch: service.fetch,
    now: () => 0,
  });
  const { endpoint, keys } = await service.subscribe("phone");
  const device = {
    id: "d",
    endpoint,
    keys,
    name: "",
    session: "s",
    locale: "en",
    addedAt: 0,
    origin: "https://chat.example.org",
  };
  const message = {
    payload: JSON.stringify({ hello: "été 🌳" }),
    ttlSeconds: 60,
    urgency: "high" as const,
    topic: "t".repeat(32),
  };
  assertEquals(await send(device, message), { is: "taken", status: 201 });
  assertEquals(service.received, [{
    browser: "phone",
    ttl: 60,
    urgency: "high",
    topic: "t".repeat(32),
    subject: "https://chat.example.org",
    payload: { hello: "été 🌳" },
  }]);
  assertEquals([...service.senders], [vapid.publicKey]);
  const answers = [
    [{ status: 410, body: "expired" }, { is: "gone", status: 410, said: "expired" }],
    [{ status: 404 }, { is: "gone", status: 404, said: "" }],
    [{ status: 413 }, { is: "too-large", status: 413, said: "" }],
    [{ status: 403, body: "who?" }, { is: "refused", status: 403, said: "who?" }],
    [{ status: 429, headers: { "retry-after": "120" } }, {
      is: "later",
      status: 429,
      said: "",
      retryAfterMs: 120_000,
    }],
    [{ status: 503 }, { is: "later", status: 503, said: "" }],
  ] as const;
  for (const [answer, expected] of answers) {
    service.answer("phone", answer);
    const said: unknown = await send(device, message);
    assertEquals(said, expected);
  }
});

Deno.test("push - Retry-After is seconds or a date (RFC 9110)", () => {
  const now = Date.UTC(2026, 10, 29, 12);
  assertEquals(readRetryAfter("120", now), 120_000);
  assertEquals(readRetryAfter("Sun, 29 Nov 2026 12:00:30 GMT", now), 30_000);
  assertEquals(readRetryAfter("Sun, 29 Nov 2026 11:00:00 GMT", now), 0);
  assertEquals([readRetryAfter("soon", now), readRetryAfter(null, now)], [undefined, undefined]);
});

Deno.test("push - the keys of a community are made once, whoever asks first", async () => {
  const kv = new MemoryKv();
  const [one, two] = [storedVapidKeys(kv.open()), storedVapidKeys(kv.open())];
  const [first, second] = await Promise.all([one(), two()]);
  assertEquals(first, second);
  assertNotEquals(first, await storedVapidKeys(new MemoryKv())());
  assertEquals(vapidKeysOf(first.privateKey), first);
  assertThrows(() => vapidKeysOf("A".repeat(43)), TypeError);
});

Deno.test("push - only known push services are called, or those that the operator names", () => {
  const known = pushEndpoints(undefined);
  const table: [string, boolean][] = [
    ["https://fcm.googleapis.com/fcm/send/abc", true],
    ["https://updates.push.services.mozilla.com/wpush/v2/x", true],
    ["https://web.push.apple.com/x", true],
    ["https://wns2-par02p.notify.windows.com/w/?token=x", true],
    ["http://fcm.googleapis.com/x", false],
    ["https://fcm.googleapis.com:8443/x", false],
    ["https://fcm.googleapis.com.evil.example/x", false],
    ["https://evilfcm.googleapis.com/x", false],
    ["https://user:pass@fcm.googleapis.com/x", false],
    ["https://127.0.0.1/x", false],
    ["https://example.org/x", false],
    ["javascript:alert(1)", false],
    ["no address", false],
  ];
  for (const [endpoint, is] of table) assertEquals([endpoint, known(endpoint)], [endpoint, is]);
  const named = pushEndpoints(readHosts("push.example.org, 127.0.0.1:9000", "PALABRE_PUSH_HOSTS"));
  assertEquals(named("https://push.example.org/x"), true);
  assertEquals(named("http://127.0.0.1:9000/x"), true);
  assertEquals(named("http://127.0.0.1:9001/x"), false);
  assertEquals(named("https://fcm.googleapis.com/x"), false);
});
