import { assert, assertEquals, assertRejects } from "@std/assert";
import { BACKOFF_MAX_MS, BACKOFF_MIN_MS, backoffMs } from "../../lib/async/backoff.ts";
import { Client, type ClientOptions, CONNECT_TIMEOUT_MS } from "../../lib/client/client.ts";
import { Refused } from "../../lib/client/model.ts";
import { Lost } from "../../lib/client/requests.ts";
import type { Random } from "../../lib/runtime/clock.ts";
import { ClientFixture } from "../support/client_fixture.ts";

function clientOf(fixture: ClientFixture, options: Partial<ClientOptions> = {}): Client {
  const { clock, random, logger, server } = fixture;
  const { transport } = server;
  return new Client({
    endpoint: { transport, url: "ws://fake/ws" },
    clock,
    random,
    logger,
    ...options,
  });
}

async function onlineClient(fixture: ClientFixture, options: Partial<ClientOptions> = {}) {
  const client = clientOf(fixture, options);
  client.start();
  await fixture.rest();
  assertEquals(client.state.value, { state: "online" });
  return client;
}

/** Chance that always falls the same way. */
function always(fraction: number): Random {
  return { fraction: () => fraction, uuid: () => "", bytes: (length) => new Uint8Array(length) };
}

Deno.test("client - goes from connecting through syncing to online", async () => {
  const fixture = new ClientFixture();
  const client = clientOf(fixture);
  const states: string[] = [];
  client.state.subscribe(({ state }) => void states.push(state));
  client.start();
  await fixture.rest();
  assertEquals(states, ["idle", "connecting", "syncing", "online"]);
  client.stop();
  assertEquals(fixture.clock.pending, 0);
});

Deno.test("client - each request gets its own reply, a refusal as Refused", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.say("general", "one");
  fixture.server.script("topic", { refuse: { code: "forbidden", message: "No." } });
  const page = client.request("history", { conversation: "general" });
  const topic = client.request("topic", { conversation: "general", topic: "x" });
  const refused = assertRejects(() => topic, Refused, "No.");
  await fixture.rest();
  assertEquals((await page).events.length, 1);
  assertEquals((await refused).error.code, "forbidden");
});

Deno.test("client - a request too large for a frame is refused here and keeps the socket (T2)", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  const asked = client.request("topic", { conversation: "general", topic: "é".repeat(20_000) });
  await fixture.rest();
  await asked;
  const refused = await assertRejects(
    () => client.request("topic", { conversation: "general", topic: "é".repeat(40_000) }),
    Refused,
  );
  assertEquals(refused.error.code, "too-long");
  assertEquals(client.state.value.state, "online");
});

Deno.test("client - a lost connection makes unanswered requests Lost and comes back", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.script("people", "ignore");
  const asked = client.request("people", {});
  const lost = assertRejects(() => asked, Lost);
  await fixture.rest();
  fixture.server.cut();
  await lost;
  assertEquals(client.state.value.state, "waiting");
  await assertRejects(() => client.request("people", {}), Lost);
  await fixture.pass(1_000);
  assertEquals(client.state.value.state, "online");
});

Deno.test("client - backoff doubles its ceiling and stays within 0.5 s and 30 s", () => {
  for (let attempt = 1; attempt < 100; attempt++) {
    const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** attempt);
    assertEquals(backoffMs(attempt, always(0)), BACKOFF_MIN_MS);
    const longest = backoffMs(attempt, always(1 - Number.EPSILON));
    assert(longest > ceiling - 1 && longest <= ceiling, `${attempt}: ${longest}`);
  }
});

Deno.test("client - waits longer after each failure, and shortest again after a stable minute", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture, { random: always(1 - Number.EPSILON) });
  const waits: number[] = [];
  client.state.subscribe((now) => {
    if (now.state === "waiting") waits.push(Math.round(now.retryAt - fixture.clock.now()));
  });
  fixture.server.accepts = false;
  fixture.server.cut();
  await fixture.pass(130_000);
  assertEquals(waits.slice(0, 8), [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  fixture.server.accepts = true;
  await fixture.pass(30_000);
  assertEquals(client.state.value.state, "online");

  waits.length = 0;
  await fixture.pass(30_000);
  fixture.server.cut(); // not stable yet: the wait stays long
  await fixture.pass(30_100);
  await fixture.pass(61_000);
  fixture.server.cut();
  assertEquals(waits, [30_000, 1_000]);
});

Deno.test("client - an outage begins when the connection was lost, over all tries", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  const lostAt = fixture.clock.now();
  fixture.server.accepts = false;
  fixture.server.cut();
  await fixture.pass(10_000);
  const now = client.state.value;
  assert(now.state === "waiting" && now.attempt > 2, JSON.stringify(now));
  assertEquals(now.outage, { since: lostAt, reason: undefined });
});

Deno.test("client - an outage knows why the server ended the connection", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.accepts = false;
  fixture.server.cut(1012, { reason: "shutdown" });
  await fixture.pass(60_000);
  const now = client.state.value;
  assert(now.state === "waiting" || now.state === "connecting", now.state);
  assertEquals(now.outage.reason, "shutdown", "however often it tried since");
});

Deno.test("client - a lost network ends the connection at once, and is tried again", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  client.networkLost();
  assertEquals(client.state.value.state, "waiting");
  await fixture.pass(5_000);
  assertEquals(client.state.value.state, "online");
});

Deno.test("client - comes back from a restart at the time that goodbye gave (1012)", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.cut(1012, { reason: "restart", retryAfterMs: 7_300 });
  const retryAt = fixture.clock.now() + 7_300;
  const now = client.state.value;
  assert(now.state === "waiting", now.state);
  assertEquals(now.retryAt, retryAt);
  await fixture.pass(7_200);
  assertEquals(client.state.value.state, "waiting");
  await fixture.pass(200);
  assertEquals(client.state.value.state, "online");
});

Deno.test("client - kicked, it stays away until the time and then returns (4410)", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.cut(4410, { reason: "kicked", retryAfterMs: 10_000 });
  const ended = {
    state: "ended",
    reason: "kicked",
    message: "Goodbye",
    retryAt: fixture.clock.now() + 10_000,
  } as const;
  assertEquals(client.state.value, ended);
  client.retryNow(); // too early
  await fixture.pass(9_900);
  assertEquals(client.state.value, ended);
  await fixture.pass(200);
  assertEquals(client.state.value.state, "online");
});

Deno.test("client - a kick longer than a timer can hold is waited out", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  const monthMs = 30 * 24 * 3_600_000;
  fixture.server.cut(4410, { reason: "kicked", retryAfterMs: monthMs });
  await fixture.clock.advance(monthMs - 1_000);
  assertEquals(client.state.value.state, "ended");
  await fixture.clock.advance(1_000);
  await fixture.rest();
  assertEquals(client.state.value.state, "online");
});

for (
  const [code, reason] of [[4401, "session-ended"], [4403, "banned"], [
    4400,
    "protocol-error",
  ]] as const
) {
  Deno.test(`client - stays away after ${reason} until it is started (${code})`, async () => {
    const fixture = new ClientFixture();
    const client = await onlineClient(fixture);
    fixture.server.cut(code);
    const now = client.state.value;
    assert(now.state === "ended", now.state);
    assertEquals(now.reason, reason);
    client.retryNow();
    await fixture.pass(60_000, 1_000);
    assertEquals(client.state.value, now);
    client.start();
    await fixture.rest();
    assertEquals(client.state.value.state, "online");
  });
}

Deno.test("client - a goodbye stands where the code of the close was lost", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.cut(1006, { reason: "banned" });
  assertEquals(client.state.value.state, "ended");
});

Deno.test("client - an unanswered request on a silent socket drops it after 15 s", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.script("people", "ignore");
  const asked = client.request("people", {});
  const lost = assertRejects(() => asked, Lost);
  await fixture.pass(14_000);
  fixture.server.push({ type: "notice", level: "info", text: "not silent" });
  await fixture.pass(14_000);
  assertEquals(client.state.value.state, "online");
  await fixture.pass(1_100);
  assertEquals(client.state.value.state, "waiting");
  await lost;
});

Deno.test("client - a silent socket is probed at each heartbeat and lives while it answers (T4)", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  await fixture.pass(300_000, 1_000);
  assertEquals(client.state.value.state, "online");
  assertEquals(fixture.server.lines.length, 1);
  fixture.server.lines[0]!.toServer.push = () => 0; // half open: nothing arrives any more
  await fixture.pass(50_000, 1_000);
  assertEquals(fixture.server.lines.length, 2);
  assertEquals(client.state.value.state, "online");
});

Deno.test("client - a server that does not say welcome is given up", async () => {
  const fixture = new ClientFixture();
  const client = clientOf(fixture);
  client.start();
  await fixture.clock.advance(CONNECT_TIMEOUT_MS - 1);
  assertEquals(client.state.value.state, "connecting");
  await fixture.clock.advance(1);
  assertEquals(client.state.value.state, "waiting");
});

Deno.test("client - retryNow tries at once, and a refused sync is tried again", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.script("sync", {
    refuse: { code: "unavailable", message: "", retryAfterMs: 3_000 },
  });
  fixture.server.cut();
  client.retryNow();
  await fixture.rest();
  assertEquals(client.state.value.state, "waiting");
  await fixture.pass(3_000);
  assertEquals(client.state.value.state, "online");
});

Deno.test("client - retryNow asks for another try where the one under way fails", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.cut();
  client.retryNow();
  client.retryNow(); // the network is back: the try was made before
  assertEquals(client.state.value.state, "connecting");
  fixture.server.cut();
  await fixture.clock.advance(0);
  client.retryNow();
  await fixture.rest();
  assertEquals(client.state.value.state, "online");
  fixture.server.cut();
  const { clock } = fixture;
  const now = client.state.value;
  assert(now.state === "waiting" && now.retryAt > clock.now(), "of a try that succeeded no other");
});

Deno.test("client - retryNow asks for another try where a sync under way fails, too", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  fixture.server.cut();
  fixture.server.script("sync", "ignore");
  client.retryNow();
  await fixture.rest();
  assertEquals(client.state.value.state, "syncing");
  client.retryNow();
  fixture.server.cut();
  const now = client.state.value;
  assertEquals(now.state === "waiting" && now.retryAt, fixture.clock.now());
  await fixture.clock.advance(0);
  await fixture.rest();
  assertEquals(client.state.value.state, "online");
});

Deno.test("client - stop ends everything and start begins anew", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  client.stop();
  assertEquals(client.state.value, { state: "idle" });
  assertEquals(fixture.clock.pending, 0);
  client.start();
  await fixture.rest();
  assertEquals(client.state.value, { state: "online" });
});

Deno.test("client - frames of an unknown type and of no form leave it online (T4)", async () => {
  const fixture = new ClientFixture();
  const client = await onlineClient(fixture);
  const [line] = fixture.server.lines;
  line!.handlers.message('{"type":"of-tomorrow","more":1}');
  assertEquals(fixture.reports, []);
  line!.handlers.message("not json");
  line!.handlers.message('{"type":"notice"}');
  assertEquals(fixture.reports.length, 2);
  assertEquals(client.state.value.state, "online");
});
