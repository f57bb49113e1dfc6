import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { ACCOUNT_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { attackServer, statusOf } from "../support/attacker.ts";
import { handshake } from "../support/handshake.ts";
import { enter, Talker } from "../support/talker.ts";

type Server = Awaited<ReturnType<typeof attackServer>>;

/** Whether a cookie opens the API, a page and a new socket; all three must agree. */
async function opens({ url, ask }: Server, cookie: Record<string, string>): Promise<boolean> {
  const upgraded = (await handshake(url, { origin: url, ...cookie })).includes(" 101 ");
  const api = await statusOf(ask("GET", "/api/v1/me", { headers: cookie })) === 200;
  const page = await statusOf(ask("GET", "/rooms", { headers: cookie })) === 200;
  assertEquals([page, upgraded], [api, api]);
  return api;
}

Deno.test("sessions - a cookie opens nothing any more after signing out by the form", async () => {
  const server = await attackServer();
  const { cookie } = await server.signIn("ada");
  assert(await opens(server, cookie));
  const headers = { ...cookie, "sec-fetch-site": "same-origin" };
  assertEquals(await statusOf(server.ask("POST", PATHS.signOut, { headers })), 303);
  assert(!await opens(server, cookie));
  await server.close();
});

Deno.test("sessions - ending all others leaves one, and closes the others' sockets", async () => {
  const server = await attackServer();
  const [kept, stolen] = [server.member, await server.signIn("ada")];
  const socket = await Talker.connect(server.url, stolen.token);
  assert(await opens(server, stolen.cookie));
  const headers = { ...kept.cookie, "sec-fetch-site": "same-origin" };
  const body = new URLSearchParams({ others: "on" });
  assertEquals(
    await statusOf(server.ask("POST", ACCOUNT_PATHS.endSessions, { headers, body })),
    303,
  );
  assertEquals((await socket.closed).code, 4401);
  assert(!await opens(server, stolen.cookie));
  assert(await opens(server, kept.cookie));
  await server.close();
});

Deno.test("sessions - whoever signs in gets a new one, whatever cookie they came with", async () => {
  const server = await attackServer();
  const planted = `palabre=${"A".repeat(43)}`;
  const known = await server.guest("eve");
  for (const cookie of [planted, known.cookie.cookie]) {
    const json = { name: "ada", password: "qzj xk vbw 12" };
    const init = server.withJson(json, { cookie, "sec-fetch-site": "same-origin" });
    const response = await server.ask("POST", "/api/v1/sessions", init);
    await response.body?.cancel();
    assertEquals(response.status, 201);
    const given = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    assertNotEquals(given, cookie);
    const me = await (await server.ask("GET", "/api/v1/me", { headers: { cookie: given } })).json();
    assertEquals(me.user.name, "ada");
  }
  // What was planted still opens nothing; what a guest had is still the guest's.
  assert(!await opens(server, { cookie: planted }));
  const me = await (await server.ask("GET", "/api/v1/me", { headers: known.bearer })).json();
  assertEquals(me.user.name, "eve");
  await server.close();
});

Deno.test("sessions - of people who register one name at once, one is let in", async () => {
  const { ask, withJson, close } = await attackServer();
  const names = ["Zoë", "ZOË", "Zoe\u0308", "zoë", "ＺＯË", "Zoë "];
  const statuses = await Promise.all(
    names.map((name, n) =>
      statusOf(ask("POST", "/api/v1/users", withJson({ name, password: `qzj xk vbw ${n}` })))
    ),
  );
  assertEquals(statuses.sort(), [201, 409, 409, 409, 409, 409]);
  await close();
});

Deno.test("sessions - a socket that stays open over a ban hears and says nothing more", async () => {
  const { url, ask, withJson, administrator, guest, close } = await attackServer();
  const [eve, ada] = [await guest("eve"), await Talker.connect(url, await enter(url, "bea"))];
  const socket = await Talker.connect(url, eve.token);
  for (const talker of [ada, socket]) assert((await talker.ask({ type: "sync" })).ok);
  assert((await socket.send("general", "before")).ok);
  const ban = withJson({ user: "eve", reason: "enough" }, administrator.bearer);
  assertEquals(await statusOf(ask("POST", "/api/v1/admin/bans", ban)), 201);
  // The client does not close: it goes on as long as its socket takes frames.
  socket.socket.send(
    JSON.stringify({
      type: "send",
      ref: 99,
      conversation: "general",
      id: crypto.randomUUID(),
      text: "after",
    }),
  );
  assertEquals((await socket.closed).code, 4403);
  assert((await ada.send("general", "the end")).ok);
  const events = await ask("GET", "/api/v1/conversations/general/events", {
    headers: administrator.bearer,
  });
  const texts = (await events.json()).events.map(({ text }: { text?: string }) => text);
  assertEquals(texts.filter(Boolean), ["before", "the end"]);
  assert(!socket.frames.some((frame) => JSON.stringify(frame).includes("the end")));
  await ada.close();
  await close();
});
