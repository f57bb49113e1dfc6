import { assert, assertEquals } from "@std/assert";
import { testHttp } from "../support/http.ts";
import { noise } from "../support/noise.ts";
import { picture } from "../support/pictures.ts";
import { type Asker, postFiles, uploadFile } from "../support/uploads.ts";

const API = "/api/v1";

async function setUp() {
  const http = await testHttp();
  const { bearer: headers } = await http.enter("ana");
  const { bearer: other } = await http.enter("bea");
  const post = (by: Record<string, string>, text: string) =>
    http.ask("POST", `${API}/messages`, { headers: by, json: { conversation: "general", text } });
  for (let n = 0; n < 250; n++) await post(headers, `ana ${n}`); // more than a page
  await post(other, "bea");
  const texts = async () => {
    const path = `${API}/conversations/general/events?limit=200`;
    const { events } = await (await http.ask("GET", path, { headers: other })).json();
    return events.map(({ text }: { text?: string }) => text).filter(Boolean);
  };
  return { ...http, headers, other, texts };
}

Deno.test("own data - one takes along one's account, sessions and all that one wrote", async () => {
  const { ask, headers } = await setUp();
  const json = { password: "correct horse" };
  await ask("POST", `${API}/me/membership`, { headers, json });
  const response = await ask("GET", `${API}/me/data`, { headers });
  assertEquals(response.headers.get("content-type"), "application/x-ndjson");
  const text = await response.text();
  const lines = text.trim().split("\n").map((line) => JSON.parse(line));
  const of = (is: string) => lines.filter((line) => line.is === is);
  assertEquals(of("account").map(({ name }) => name), ["ana"]);
  assertEquals([of("session").length, of("conversation").length], [1, 1]);
  assertEquals(
    of("message").map((line) => line.text),
    Array.from({ length: 250 }, (_, n) => `ana ${n}`),
  );
  assert(!text.includes("fast$"), "no password hash");
});

Deno.test("own data - one's picture and files are taken along to the last byte, and nobody else's", async () => {
  const { ask, headers, other } = await setUp();
  const askerBy = ({ authorization }: Record<string, string>): Asker => ({
    url: "http://chat.test",
    token: authorization?.replace("Bearer ", "") ?? "",
    fetch: (url, { method = "GET", headers, body }) =>
      ask(method, new URL(url).pathname, {
        headers: headers as Record<string, string>,
        body: body ?? undefined,
      }),
  });
  const [ana, bea] = [askerBy(headers), askerBy(other)];
  await ask("POST", `${API}/me/membership`, { headers, json: { password: "correct horse" } });
  const [portrait, field] = [picture("image/png"), noise(300_000)]; // pieces of 120 KiB
  const file = await uploadFile(ana, "me.png", portrait);
  await ask("PUT", `${API}/me/picture`, { headers, json: { file } });
  await postFiles(ana, "general", [{ id: await uploadFile(ana, "field.bin", field) }]);
  await postFiles(bea, "general", [{ id: await uploadFile(bea, "bea.bin", noise(10)) }]);

  const text = await (await ask("GET", `${API}/me/data`, { headers })).text();
  const lines = text.trim().split("\n").map((line) => JSON.parse(line));
  const taken = lines.filter(({ is }) => is === "file").map(({ id, name, type, size }) => {
    const parts = lines.filter((line) => line.is === "bytes" && line.file === id);
    const bytes = new Uint8Array(size);
    for (const { at, base64 } of parts) bytes.set(Uint8Array.fromBase64(base64), at);
    return { name, type, parts: parts.length, bytes };
  });
  assertEquals(taken, [
    { name: "me.png", type: "image/png", parts: 1, bytes: portrait },
    { name: "field.bin", type: "application/octet-stream", parts: 3, bytes: field },
  ]);
});

Deno.test("own data - a deleted account's messages stay, if so chosen", async () => {
  const { ask, headers, texts } = await setUp();
  assertEquals((await ask("DELETE", `${API}/me`, { headers, json: {} })).status, 204);
  assertEquals((await ask("GET", `${API}/me`, { headers })).status, 401);
  assertEquals((await texts()).length, 200);
});

Deno.test("own data - a deleted account's messages go, if so chosen, and nobody else's", async () => {
  const { ask, headers, other } = await setUp();
  const json = { messages: "go" };
  assertEquals((await ask("DELETE", `${API}/me`, { headers, json })).status, 204);
  const path = `${API}/conversations/general/events?after=240&limit=30`;
  const { events } = await (await ask("GET", path, { headers: other })).json();
  const written = events.map(({ text }: { text?: string }) => text).filter(Boolean);
  assertEquals(written, ["bea"]);
});

Deno.test("own data - without the password nothing is deleted", async () => {
  const { ask, headers, texts } = await setUp();
  const json = { password: "correct horse" };
  await ask("POST", `${API}/me/membership`, { headers, json });
  const refused = await ask("DELETE", `${API}/me`, {
    headers,
    json: { password: "wrong horse", messages: "go" },
  });
  assertEquals(refused.status, 403);
  assertEquals((await texts()).length, 200);
});

Deno.test("own data - what one wrote in a room that one left is taken along and can be deleted", async () => {
  const { ask, headers, other } = await setUp();
  await ask("POST", `${API}/me/membership`, {
    headers: other,
    json: { password: "correct horse" },
  });
  const made = await ask("POST", `${API}/rooms`, { headers: other, json: { name: "harvest" } });
  const { conversation: { id: conversation } } = await made.json();
  const say = (by: Record<string, string>, text: string) =>
    ask("POST", `${API}/messages`, { headers: by, json: { conversation, text } });
  await ask("POST", `${API}/join`, { headers, json: { room: "harvest" } });
  await say(headers, "ana was here");
  await say(other, "bea too");
  await ask("POST", `${API}/leave`, { headers, json: { room: "harvest" } });
  assertEquals((await say(headers, "no more")).status, 403);

  const lines = (await (await ask("GET", `${API}/me/data`, { headers })).text()).trim().split("\n");
  const taken = lines.map((line) => JSON.parse(line)).filter((line) => line.is === "message");
  const there = taken.filter((line) => line.conversation === conversation);
  assertEquals(there.map(({ text }) => text), ["ana was here"]);

  const foreign = `${API}/conversations/${conversation}/messages/4`;
  assertEquals((await ask("DELETE", foreign, { headers })).status, 403, "bea's stays bea's");
  assertEquals(
    (await ask("DELETE", `${API}/me`, { headers, json: { messages: "go" } })).status,
    204,
  );
  const page = await ask("GET", `${API}/conversations/${conversation}/events`, { headers: other });
  const texts = (await page.json()).events.map(({ text }: { text?: string }) => text);
  assertEquals(texts.filter(Boolean), ["bea too"]);
});

Deno.test("own data - one export at a time, three in an hour", async () => {
  const { ask, headers, other, clock } = await setUp();
  const take = (by: Record<string, string>) => ask("GET", `${API}/me/data`, { headers: by });
  const first = await take(headers);
  assertEquals(first.status, 200);
  const beside = await take(headers);
  assertEquals([beside.status, beside.headers.get("retry-after")], [429, "60"]);
  const others = await take(other);
  assertEquals(others.status, 200, "each person has their own");
  await others.text();
  await first.text();
  for (const status of [200, 200, 429]) {
    const again = await take(headers);
    assertEquals(again.status, status);
    await again.text();
  }
  await clock.advance(60 * 60_000);
  assertEquals((await take(headers)).status, 200);
});
