// Incoming hooks over HTTP (B2): what another service posts by a changed address alone.
import { assert, assertEquals } from "@std/assert";
import type { Bot } from "../../lib/protocol/bots.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";

const problem = (body: string) => {
  const { type } = JSON.parse(body);
  return String(type).replace("urn:palabre:problem:", "");
};

/** A community whose hook “Pump” posts to `machines`; `send` is the service that does. */
async function withHook(here: Community) {
  const boss = await here.person("boss", "administrator");
  const room = await here.settled(here.one.instance.chat.create(boss.actor, { name: "machines" }));
  const made = await here.api(here.one, boss, "POST", "/hooks", { name: "Pump", room: "machines" });
  assertEquals(made.status, 201, JSON.stringify(made.body));
  const { bot, address } = made.body as { bot: Bot; address: string };
  const path = new URL(address).pathname;
  async function send(
    body: unknown,
    { method = "POST", under = "", type = "application/json", headers = {}, at = path }: {
      method?: string;
      under?: string;
      type?: string;
      headers?: Record<string, string>;
      at?: string;
    } = {},
  ) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const sent = method === "DELETE" ? {} : { body: text };
    const request = new Request(new URL(at + under, "http://chat.test"), {
      method,
      ...sent,
      headers: { "content-type": type, ...headers },
    });
    const remoteAddr: Deno.NetAddr = { transport: "tcp", hostname: "203.0.113.7", port: 1 };
    const response = await here.settled(
      Promise.resolve(here.one.app.fetch(request, { remoteAddr })),
    );
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
  async function messages(): Promise<MessageEvent[]> {
    const request = { conversation: room.id, limit: 100 };
    const { events } = await here.settled(here.one.instance.chat.history(boss.actor, request));
    return events.filter((event) =>
      event.kind === "message" && event.deletedAt === undefined
    ) as MessageEvent[];
  }
  const texts = async () => (await messages()).map(({ text }) => text);
  return { boss, room, bot, address, path, send, messages, texts };
}

communityTest(
  "hooks - B2: a service posts by the address alone, and is told what is not shown",
  1,
  async (here) => {
    const { bot, send, messages } = await withHook(here);
    const plain = await send({ text: "Tank *4* is low" });
    assertEquals([plain.status, plain.text], [200, "ok"]);
    assertEquals(plain.headers.get("palabre-unshown"), null);
    const lossy = await send({ text: "again", icon_emoji: ":droplet:", channel: "#ops" });
    assertEquals([lossy.status, lossy.text], [200, "ok"]);
    assertEquals(lossy.headers.get("palabre-unshown"), "channel, icon_emoji");
    // As axios asks, for whoever looks for Slack's “ok”; and as who asks for JSON alone.
    const either = { accept: "application/json, text/plain, */*" };
    assertEquals((await send({ text: "either" }, { headers: either })).text, "ok");
    const json = await send({ text: "JSON" }, { headers: { accept: "application/json" } });
    assertEquals(Object.keys(JSON.parse(json.text)), ["id", "conversation", "seq", "unshown"]);
    const told = await send({ content: "as JSON", tts: true }, { under: "?wait=true" });
    const { seq, unshown, id } = JSON.parse(told.text);
    assertEquals([id, unshown], [String(seq), [{ path: "tts", why: "unknown" }]]);
    const posted = await messages();
    assertEquals(posted.map(({ text }) => text), [
      ...["Tank **4** is low", "💧 again", "either", "JSON", "as JSON"],
    ]);
    assertEquals(new Set(posted.map(({ by }) => by)), new Set([bot.bot.id]));
    assertEquals(posted.at(-1)?.seq, seq);
  },
);

communityTest(
  "hooks - B2: who does not know the secret posts nothing, and the store does not know it",
  1,
  async (here) => {
    const { send, path, address, texts } = await withHook(here);
    const secret = address.split("/").at(-1) ?? "";
    const rows = JSON.stringify(await everyRow(here.kv));
    assert(secret.length >= 32 && !rows.includes(secret));
    const guessed = await send({ text: "x" }, { at: `${path.slice(0, -1)}-` });
    assertEquals([guessed.status, problem(guessed.text)], [404, "unknown-hook"]);
    assertEquals((await send({ text: "x" }, { at: "/hooks/nobody/secret" })).status, 404);
    assertEquals((await send("", { method: "GET".replace("GET", "PUT") })).status, 404);
    assertEquals(await texts(), []);
  },
);

communityTest("hooks - B2: an Idempotency-Key makes one message of every try", 2, async (here) => {
  const { send, texts } = await withHook(here);
  const headers = { "idempotency-key": "build 7", accept: "application/json" };
  const first = JSON.parse((await send({ text: "Build 7 failed" }, { headers })).text);
  await send({ text: "in between" });
  const again = JSON.parse((await send({ text: "Build 7 failed" }, { headers })).text);
  assertEquals(again.seq, first.seq);
  assertEquals(await texts(), ["Build 7 failed", "in between"]);
  const other = { "idempotency-key": "build 8" };
  await send({ text: "Build 8 failed" }, { headers: other });
  assertEquals((await texts()).length, 3);
  const long = await send({ text: "x" }, { headers: { "idempotency-key": "k".repeat(256) } });
  assertEquals([long.status, problem(long.text)], [400, "invalid-field"]);
});

communityTest(
  "hooks - B2: messages of one key are one thread, which begins anew when its root is gone",
  1,
  async (here) => {
    const { send, messages, boss, room } = await withHook(here);
    await send({ text: "Alert" }, { under: "?thread=disk-1" });
    await send({ text: "worse" }, { under: "?thread=disk-1" });
    await send({ text: "by Slack's field", thread_ts: "disk-1" });
    await send({ text: "another" }, { under: "?thread=disk-2" });
    const all = await messages();
    const [root, one, two, other] = all;
    assertEquals([one?.thread, two?.thread], [root?.seq, root?.seq]);
    assertEquals([root?.thread, other?.thread], [undefined, undefined]);
    for (const { seq } of all.slice(0, 3)) {
      const gone = { conversation: room.id, target: seq };
      await here.settled(here.one.instance.chat.delete(boss.actor, gone));
    }
    assertEquals((await send({ text: "once more" }, { under: "?thread=disk-1" })).status, 200);
  },
);

communityTest(
  "hooks - B2: a hook edits and deletes what it posted, and nothing else",
  1,
  async (here) => {
    const { send, texts, boss, room } = await withHook(here);
    const { id } = JSON.parse((await send({ text: "Runing" }, { under: "?wait=true" })).text);
    const edited = await send({ text: "*Running*" }, { method: "PATCH", under: `/messages/${id}` });
    assertEquals([edited.status, await texts()], [200, ["**Running**"]]);
    const say = { conversation: room.id, id: crypto.randomUUID(), text: "mine" };
    const { seq } = await here.settled(here.one.instance.chat.post(boss.actor, say));
    for (const method of ["PATCH", "DELETE"]) {
      const refused = await send({ text: "theirs" }, { method, under: `/messages/${seq}` });
      assertEquals([refused.status, problem(refused.text)], [403, "not-allowed"]);
      const nothing = await send({ text: "x" }, { method, under: "/messages/99" });
      assertEquals(nothing.status, 404);
    }
    const deleted = await send("", { method: "DELETE", under: `/messages/${id}` });
    assertEquals([deleted.status, await texts()], [204, ["mine"]]);
  },
);

communityTest(
  "hooks - B2: what says nothing is refused, and so is what is too large",
  1,
  async (here) => {
    const { send, texts } = await withHook(here);
    const empty = await send({ text: " " });
    assertEquals([empty.status, problem(empty.text)], [400, "payload-empty"]);
    const broken = await send('{"text":');
    assertEquals([broken.status, problem(broken.text)], [400, "payload-json"]);
    const large = await send({ text: "x".repeat(128 * 1024) });
    assertEquals([large.status, problem(large.text)], [413, "text-too-long"]);
    assertEquals(await texts(), []);
  },
);

communityTest(
  "hooks - B2: a hook follows to another room, gets another address, and ends",
  1,
  async (here) => {
    const { boss, bot, send, texts } = await withHook(here);
    const { id } = bot.bot;
    const put = (rooms: string[]) =>
      here.api(here.one, boss, "PUT", `/bots/${id}/rooms`, { rooms });
    assertEquals((await put([])).status, 400);
    assertEquals((await put(["machines", "general"])).status, 400);
    assertEquals((await put(["general"])).status, 200);
    assertEquals((await send({ text: "elsewhere" })).status, 200);
    assertEquals(await texts(), []);
    const renewed = await here.api(here.one, boss, "POST", `/hooks/${id}/address`);
    assertEquals(renewed.status, 201);
    assertEquals((await send({ text: "old" })).status, 404);
    const at = new URL(String(renewed.body.address)).pathname;
    assertEquals((await send({ text: "new" }, { at })).status, 200);
    assertEquals((await here.api(here.one, boss, "DELETE", `/bots/${id}`)).status, 204);
    assertEquals((await send({ text: "gone" }, { at })).status, 404);
    const { body } = await here.api(here.one, boss, "GET", "/admin/journal");
    const acts = (body.entries as Array<{ act: string }>).map(({ act }) => act).sort();
    assertEquals(acts, ["bot-removed", "bot-rooms", "hook-made", "hook-secret"]);
  },
);

communityTest(
  "hooks - B2: a hook goes quiet with whoever answers for it, and keeps to the rates",
  1,
  async (here) => {
    const { boss, send } = await withHook(here);
    await here.api(here.one, boss, "PATCH", "/admin/settings", { bots: "members" });
    await here.pass(300);
    const ada = await here.person("ada");
    const own = await here.api(here.one, ada as Somebody, "POST", "/hooks", {
      name: "Adas",
      room: "general",
    });
    const at = new URL(String(own.body.address)).pathname;
    assertEquals((await send({ text: "hello" }, { at })).status, 200);
    await here.api(here.one, boss, "POST", "/admin/mutes", { user: "ada", duration: "1h" });
    await here.pass(300);
    const muted = await send({ text: "hello" }, { at });
    assertEquals([muted.status, problem(muted.text)], [403, "muted"]);
    await here.api(here.one, boss, "POST", "/admin/bans", { user: "ada" });
    await here.pass(300);
    assertEquals(problem((await send({ text: "hello" }, { at })).text), "banned");
    const statuses: number[] = [];
    for (let n = 0; n < 60 && !statuses.includes(429); n++) {
      const { status, headers } = await send({ text: `${n}` });
      statuses.push(status);
      if (status === 429) assert(Number(headers.get("retry-after")) >= 1);
    }
    assert(statuses.includes(429), "what comes too fast is told so");
  },
);
