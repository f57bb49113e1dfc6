import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { testHttp } from "../support/http.ts";

const API = "/api/v1";

Deno.test("api - a bot posts, reads the page, and a repeat with the same id is one message", async () => {
  const { ask, enter } = await testHttp();
  const { bearer: headers } = await enter("bot");
  const id = crypto.randomUUID();
  const post = (json: Record<string, unknown>) =>
    ask("POST", `${API}/messages`, { headers, json: { conversation: "general", ...json } });
  const first = await post({ text: "hello", id });
  assertEquals(first.status, 201);
  const { seq } = await first.json();
  assertEquals((await (await post({ text: "hello", id })).json()).seq, seq);
  assertEquals((await (await post({ text: "and again" })).json()).seq, seq + 1);
  const page = await (await ask("GET", `${API}/conversations/general/events?after=${seq - 1}`, {
    headers,
  })).json();
  assertEquals(page.events.map(({ text }: { text: string }) => text), ["hello", "and again"]);
  assertEquals(page.more, false);
});

Deno.test("api - a message to a person by name opens the direct conversation", async () => {
  const { ask, enter } = await testHttp();
  const { bearer: headers } = await enter("bot");
  const { bearer: ana } = await enter("ana");
  const json = { to: "ana", text: "psst" };
  assertEquals((await ask("POST", `${API}/messages`, { headers, json })).status, 201);
  const { conversations } = await (await ask("GET", `${API}/conversations`, { headers: ana }))
    .json();
  const direct = conversations.find(({ kind }: { kind: string }) => kind === "direct");
  assertEquals([direct.with.name, direct.unread], ["bot", 1]);
  const unknown = await ask("POST", `${API}/messages`, { headers, json: { to: "zed", text: "?" } });
  assertEquals([unknown.status, (await unknown.json()).code], [404, "unknown-user"]);
});

Deno.test("api - rooms are made, joined, left and listed", async () => {
  const { ask, enter } = await testHttp();
  const { bearer: headers } = await enter("ana");
  await ask("POST", `${API}/me/membership`, { headers, json: { password: "correct horse" } });
  const made = await ask("POST", `${API}/rooms`, { headers, json: { name: "harvest" } });
  assertEquals(made.status, 201);
  const { bearer: other } = await enter("bea");
  await ask("POST", `${API}/me/membership`, {
    headers: other,
    json: { password: "correct horse" },
  });
  const json = { room: "harvest" };
  const joined = await ask("POST", `${API}/join`, { headers: other, json });
  assertEquals((await joined.json()).conversation.name, "harvest");
  const { rooms } = await (await ask("GET", `${API}/rooms`, { headers: other })).json();
  assertEquals(rooms.map(({ name }: { name: string }) => name).sort(), ["general", "harvest"]);
  const { id } = rooms.find(({ name }: { name: string }) => name === "harvest");
  const members = () => ask("GET", `${API}/conversations/${id}/members`, { headers });
  assertEquals((await (await members()).json()).members.length, 2);
  assertEquals((await ask("POST", `${API}/leave`, { headers: other, json })).status, 200);
  assertEquals((await (await members()).json()).members.length, 1);
});

Deno.test("api - sends are counted as a socket's are", async () => {
  const { ask, enter, refuseSends } = await testHttp();
  const { bearer: headers } = await enter("bot");
  const post = () =>
    ask("POST", `${API}/messages`, { headers, json: { conversation: "general", text: "x" } });
  assertEquals((await post()).status, 201);
  refuseSends(1200);
  const refused = await post();
  assertEquals([refused.status, refused.headers.get("retry-after")], [429, "2"]);
});

Deno.test("api - a problem document names the field, in the reader's language", async () => {
  const { ask } = await testHttp();
  const refused = await ask("POST", `${API}/sessions`, {
    json: { name: 5 },
    headers: { "accept-language": "fr" },
  });
  assertEquals(refused.status, 400);
  assertEquals(refused.headers.get("content-type"), "application/problem+json");
  const problem = await refused.json();
  assertEquals([problem.code, problem.status], ["invalid", 400]);
  assertMatch(problem.detail, /name/);
  assertEquals(problem.type, "urn:palabre:problem:invalid-field");
});

Deno.test("api - a body as long as a frame is read, a longer one is not", async () => {
  const { ask } = await testHttp();
  const body = (length: number) => JSON.stringify({ name: "ana", more: "" }).padEnd(length);
  const send = (length: number) =>
    ask("POST", `${API}/sessions`, {
      body: body(length),
      headers: { "content-type": "application/json" },
    });
  assertEquals((await send(64 * 1024)).status, 201);
  assertEquals((await send(64 * 1024 + 1)).status, 413);
});

Deno.test("api - what does not exist is a problem document as well", async () => {
  const { ask } = await testHttp();
  const refused = await ask("GET", `${API}/nothing`);
  assertEquals([refused.status, (await refused.json()).code], [404, "unknown-type"]);
});

interface Document {
  paths: Record<string, Record<string, { security: unknown; requestBody?: unknown }>>;
}

async function readDocument(ask: Awaited<ReturnType<typeof testHttp>>["ask"]): Promise<Document> {
  return await (await ask("GET", `${API}/openapi.json`)).json();
}

Deno.test("api - the document describes each operation by the schemas that check it", async () => {
  const { ask } = await testHttp();
  const { paths } = await readDocument(ask);
  const { requestBody } = paths["/messages"]?.post ?? {};
  assert(JSON.stringify(requestBody).includes('"maxLength":100'), "the id of a conversation");
  assert(paths["/conversations/{conversation}/events"]?.get);
  assert(Object.keys(paths).length >= 15);
});

Deno.test("api - strangers get no further than the door", async () => {
  const { ask, enter } = await testHttp();
  const { bearer: headers } = await enter("ana");
  assertEquals((await ask("GET", `${API}/me`, { headers })).status, 200);
  const { paths } = await readDocument(ask);
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { security }] of Object.entries(methods)) {
      if (JSON.stringify(security) === "[{}]") continue;
      const target = API + path.replace(/\{\w+\}/g, "general");
      const refused = await ask(method.toUpperCase(), target);
      assertEquals(refused.status, 401, `${method} ${path}`);
    }
  }
});

Deno.test("api - whatever the body or the path, the server does not fail", async () => {
  const { ask, enter, reported } = await testHttp();
  const { bearer } = await enter("ana");
  const { paths } = await readDocument(ask);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() }))
  ).filter(({ path, method }) => !(method === "DELETE" && /^\/(me|sessions)/.test(path)));
  const text = fc.string({ unit: "binary", maxLength: 50 });
  const field = fc.oneof(text, fc.constant("general"), fc.integer(), fc.jsonValue());
  const names = ["name", "password", "conversation", "to", "text", "seq", "with", "room", "id"];
  const body = fc.oneof(
    fc.dictionary(fc.constantFrom(...names, "topic", "user", "after", "current", "next"), field)
      .map((value) => JSON.stringify(value)),
    fc.json(),
    text,
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...operations), body, text, async (operation, sent, part) => {
      const { path, method } = operation;
      const target = API + path.replace(/\{\w+\}/g, () => encodeURIComponent(part.toWellFormed()));
      const query = method === "GET"
        ? `?limit=${part.length}&query=${encodeURIComponent(part.toWellFormed())}`
        : "";
      const response = await ask(method, target + query, {
        body: method === "GET" ? undefined : sent.toWellFormed(),
        headers: { ...bearer, "content-type": "application/json" },
      });
      await response.body?.cancel();
      assert(response.status < 500, `${method} ${target}: ${response.status}`);
    }),
    { numRuns: 600 },
  );
  assertEquals(reported, []);
});
