// The event stream (B4): what happens, by server-sent events, for programs in one line.
import { assert, assertEquals } from "@std/assert";
import { parseList } from "structured-headers";
import { MAX_BUFFERED_BYTES } from "../../lib/protocol/limits.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import { runServer } from "../support/running.ts";
import { enlist } from "../support/talker.ts";

/** An event as a client of the standard reads it. */
interface Told {
  event: string;
  id: string;
  // deno-lint-ignore no-explicit-any -- what a test compares
  data: any;
}

/** Reads a stream as EventSource does: `until` says which event is the last. */
async function* read(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Told> {
  let rest = "";
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    rest += part;
    for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      const fields = Object.fromEntries(
        rest.slice(0, end).split("\n").map((line) => {
          const colon = line.indexOf(":");
          return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
        }),
      );
      rest = rest.slice(end + 2);
      if (fields.data !== undefined) {
        yield {
          event: fields.event ?? "message",
          id: fields.id ?? "",
          data: JSON.parse(fields.data),
        };
      }
    }
  }
}

async function next(events: AsyncGenerator<Told>): Promise<Told> {
  const { value, done } = await events.next();
  if (done) throw new Error("The stream has ended");
  return value;
}

Deno.test("events - B4: a stream tells what happens, and goes on where it was cut", async () => {
  const server = await runServer();
  try {
    const token = await enlist(server.url, "ada");
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const open = async (more: Record<string, string> = {}, query = "") => {
      const cut = new AbortController();
      const response = await fetch(`${server.url}/api/v1/events${query}`, {
        headers: { ...headers, ...more },
        signal: cut.signal,
      });
      assertEquals(response.status, 200);
      assertEquals(response.headers.get("content-type"), "text/event-stream");
      assert(response.body);
      return { events: read(response.body), cut: () => cut.abort() };
    };
    const say = async (text: string) => {
      const body = JSON.stringify({ conversation: "general", text });
      await (await fetch(`${server.url}/api/v1/messages`, { method: "POST", headers, body }))
        .text();
    };
    await say("before it began");
    const first = await open();
    const ready = await next(first.events);
    assertEquals([ready.event, ready.data.conversations[0].name], ["ready", "general"]);
    await say("one");
    const one = await next(first.events);
    assertEquals([one.event, one.data.event.text, one.data.by.name], ["message", "one", "ada"]);
    first.cut();
    for (const text of ["two", "three", "four"]) await say(text);
    const again = await open({ "last-event-id": one.id });
    assertEquals((await next(again.events)).event, "ready");
    const missed = [await next(again.events), await next(again.events), await next(again.events)];
    assertEquals(missed.map(({ data }) => data.event.text), ["two", "three", "four"]);
    await say("five");
    assertEquals((await next(again.events)).data.event.text, "five");
    again.cut();
    const none = await open({}, "?conversations=elsewhere");
    assertEquals((await next(none.events)).data.conversations, []);
    none.cut();
    const strange = await fetch(`${server.url}/api/v1/events`, {
      headers: { ...headers, "last-event-id": "7" },
    });
    assertEquals([strange.status, (await strange.json()).code], [400, "invalid"]);
    const stranger = await fetch(`${server.url}/api/v1/events`);
    assertEquals(stranger.status, 401);
    await stranger.body?.cancel();
  } finally {
    await server.close();
  }
  assertEquals(server.reported.filter((line) => !line.startsWith("PALABRE_RATES")), []);
});

/** Opens a stream of somebody's and reads nothing of it yet. */
async function openFor(here: Community, { token, address }: Somebody, after?: string) {
  const request = new Request("http://chat.test/api/v1/events", {
    headers: { authorization: `Bearer ${token}`, ...(after && { "last-event-id": after }) },
  });
  const remoteAddr: Deno.NetAddr = { transport: "tcp", hostname: address, port: 1 };
  const asked = Promise.resolve(here.one.app.fetch(request, { remoteAddr }));
  return await here.settled(asked);
}

communityTest(
  "events - B4, M13: a stream goes on in a group, with nothing of before somebody came",
  1,
  async (here) => {
    const [ana, dan] = [await here.person("ana"), await here.person("dan")];
    for (const name of ["ben", "cleo"]) await here.person(name);
    const { chat } = here.one.instance;
    const { id } = await here.settled(chat.openWith(ana.actor, { people: ["ben", "cleo"] }));
    const say = (text: string) =>
      here.settled(chat.post(ana.actor, { conversation: id, id: crypto.randomUUID(), text }));
    await say("a secret");
    await here.settled(chat.add(ana.actor, { conversation: id, user: "dan" }));
    await say("for everyone");
    const { body } = await openFor(here, dan, `${id}:0`);
    assert(body);
    await here.pass(500);
    const boss = await here.person("boss", "administrator");
    await here.api(here.one, boss, "POST", "/admin/bans", { user: "dan" }); // ends the stream
    await here.pass(500);
    const told: string[] = [];
    for await (const { data } of read(body)) told.push(JSON.stringify(data));
    assert(told.some((text) => text.includes("for everyone")), "what came after is told");
    assertEquals(told.filter((text) => text.includes("secret")), []);
  },
);

communityTest("events - B4: a stream ends with its session, and says why", 1, async (here) => {
  const boss = await here.person("boss", "administrator");
  const ada = await here.person("ada");
  const { body } = await openFor(here, ada);
  assert(body);
  await here.pass(500);
  assertEquals(here.one.instance.connectionsOf(ada.actor.user.id), 1);
  await here.api(here.one, boss, "POST", "/admin/bans", { user: "ada" });
  await here.pass(500);
  const told: string[] = [];
  for await (const { event, data } of read(body)) told.push(`${event} ${data.reason ?? ""}`);
  assertEquals(told.at(-1), "goodbye banned");
  assertEquals(here.one.instance.connectionsOf(ada.actor.user.id), 0);
});

communityTest(
  "events - B4, D6: who does not read is let go, and takes no memory",
  1,
  async (here) => {
    const ada = await here.person("ada");
    const eve = await here.person("eve");
    const { body } = await openFor(here, eve);
    await here.pass(500);
    const length = 3_900;
    for (let sent = 0; sent < 2 * MAX_BUFFERED_BYTES; sent += length) {
      const message = {
        conversation: "general",
        id: crypto.randomUUID(),
        text: "x".repeat(length),
      };
      await here.settled(here.one.instance.chat.post(ada.actor, message));
    }
    for (let n = 0; n < 60 && here.one.instance.connectionsOf(eve.actor.user.id) > 0; n++) {
      await here.pass(1_000);
    }
    assertEquals(here.one.instance.connectionsOf(eve.actor.user.id), 0);
    await body?.cancel();
  },
  { rates: false },
);

communityTest(
  "events - B4: so many streams of one person at once, and no more",
  1,
  async (here) => {
    const ada = await here.person("ada");
    const open: ReadableStream[] = [];
    let status = 200;
    for (let n = 0; n < 40 && status === 200; n++) {
      const response = await openFor(here, ada);
      status = response.status;
      if (response.body && status === 200) open.push(response.body);
      else await response.body?.cancel();
    }
    assertEquals(status, 429);
    for (const body of open) await body.cancel();
    await here.pass(500);
    assertEquals(here.one.instance.connectionsOf(ada.actor.user.id), 0);
  },
);

Deno.test("cross-origin - B4: pages of a named origin use the API by a token, and no other", async () => {
  const origin = "https://tools.example";
  const server = await runServer({ PALABRE_API_ORIGINS: origin });
  try {
    const token = await enlist(server.url, "ada");
    const ask = async (from: string, init: RequestInit = {}) => {
      const response = await fetch(`${server.url}/api/v1/conversations`, {
        ...init,
        headers: { origin: from, ...init.headers },
      });
      await response.body?.cancel();
      return response;
    };
    const asked = { "access-control-request-method": "POST" };
    const preflight = await ask(origin, { method: "OPTIONS", headers: asked });
    assertEquals(preflight.status, 204);
    assertEquals(preflight.headers.get("access-control-allow-origin"), origin);
    assert(/authorization/.test(preflight.headers.get("access-control-allow-headers") ?? ""));
    const own = await ask(origin, { headers: { authorization: `Bearer ${token}` } });
    assertEquals([own.status, own.headers.get("access-control-allow-origin")], [200, origin]);
    assertEquals(own.headers.get("access-control-allow-credentials"), null);
    const other = await ask("https://evil.example", {
      headers: { authorization: `Bearer ${token}` },
    });
    assertEquals(other.headers.get("access-control-allow-origin"), null);
    const cookie = await fetch(`${server.url}/api/v1/messages`, {
      method: "POST",
      headers: { origin, cookie: `palabre=${token}`, "content-type": "application/json" },
      body: JSON.stringify({ conversation: "general", text: "in somebody's name" }),
    });
    assertEquals((await cookie.json()).type, "urn:palabre:problem:foreign-origin");
  } finally {
    await server.close();
  }
});

/** A header of rates, as a public parser of structured fields reads it (RFC 9651): whole numbers. */
function ratesIn(response: Response, header: string): Array<[string, Map<string, number>]> {
  return parseList(response.headers.get(header) ?? "").map(([name, said]) => {
    const numbers = [...said].map(([key, value]): [string, number] => [key, Number(value)]);
    assert(numbers.every(([, value]) => Number.isInteger(value)));
    return [String(name), new Map(numbers)];
  });
}

Deno.test("rates - B4: each answer says what may still be asked, and when", async () => {
  const server = await runServer({ PALABRE_RATES: "on" });
  try {
    const token = await enlist(server.url, "ada");
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const left = async (init: RequestInit = {}, path = "/conversations") => {
      const response = await fetch(`${server.url}/api/v1${path}`, { ...init, headers });
      await response.body?.cancel();
      const said = new Map(ratesIn(response, "ratelimit"));
      const of = (name: string) => Number(said.get(name)?.get("r"));
      return { status: response.status, requests: of("requests"), sends: of("sends"), response };
    };
    const first = await left();
    const policy = ratesIn(first.response, "ratelimit-policy");
    assertEquals(policy.map(([name, said]) => [name, ...said.keys()]), [
      ["requests", "q", "w"],
      ["sends", "q", "w"],
    ]);
    const send = (n: number) =>
      left({
        method: "POST",
        body: JSON.stringify({ conversation: "general", text: `${n}` }),
      }, "/messages");
    const one = await send(1);
    assert(one.sends < first.sends && one.requests <= first.requests);
    let last = one;
    for (let n = 0; n < 100 && last.status !== 429; n++) last = await send(n);
    assertEquals([last.status, last.sends], [429, 0], "what is refused says so beforehand");
    assert(Number(last.response.headers.get("retry-after")) >= 1);
    const stranger = await fetch(`${server.url}/api/v1/community`);
    await stranger.body?.cancel();
    const told = ratesIn(stranger, "ratelimit");
    assertEquals(told.map(([name, said]) => [name, ...said.keys()]), [["requests", "r", "t"]]);
  } finally {
    await server.close();
  }
});
