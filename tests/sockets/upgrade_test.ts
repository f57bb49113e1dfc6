import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { LIMITS, SUBPROTOCOL, SUBPROTOCOL_LINES } from "../../lib/protocol/limits.ts";
import { handshake } from "../support/handshake.ts";
import { runServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";

const statusOf = (answer: string) => Number(answer.split(" ")[1]);

async function withServer(
  run: (server: Awaited<ReturnType<typeof runServer>>) => Promise<void>,
  env: Record<string, string> = {},
) {
  const server = await runServer(env);
  try {
    await run(server);
  } finally {
    await server.close();
  }
}

Deno.test("upgrade - palabre.v1 is chosen among those offered; without it, 400 names it (T1, T6)", () =>
  withServer(async ({ url }) => {
    const authorization = `Bearer ${await enter(url, "ada")}`;
    const offered = { authorization, "sec-websocket-protocol": `other.v9, ${SUBPROTOCOL}` };
    const accepted = await handshake(url, offered);
    assertEquals(statusOf(accepted), 101);
    assertStringIncludes(accepted.toLowerCase(), `sec-websocket-protocol: ${SUBPROTOCOL}`);
    const lines = {
      authorization,
      "sec-websocket-protocol": `${SUBPROTOCOL}, ${SUBPROTOCOL_LINES}`,
    };
    const chosen = `sec-websocket-protocol: ${SUBPROTOCOL_LINES}\r\n`;
    assertStringIncludes((await handshake(url, lines)).toLowerCase(), chosen);
    for (const protocol of ["other.v9", ""]) {
      const refused = await handshake(url, { authorization, "sec-websocket-protocol": protocol });
      assertEquals(statusOf(refused), 400);
      assertStringIncludes(refused, SUBPROTOCOL);
    }
    const plain = await fetch(`${url}/ws`, { headers: { authorization } });
    assertEquals(plain.status, 400);
    assertStringIncludes(await plain.text(), SUBPROTOCOL);
  }));

Deno.test("upgrade - nobody, and who holds no living session, gets 401 (T3)", () =>
  withServer(async ({ url }) => {
    const token = await enter(url, "ada");
    const authorization = `Bearer ${token}`;
    assertEquals(statusOf(await handshake(url, { authorization })), 101);
    assertEquals(statusOf(await handshake(url, {})), 401);
    assertEquals(statusOf(await handshake(url, { authorization: "Bearer nonsense" })), 401);
    await fetch(`${url}/api/v1/sessions/current`, { method: "DELETE", headers: { authorization } })
      .then((response) => response.body?.cancel());
    assertEquals(statusOf(await handshake(url, { authorization })), 401);
  }));

Deno.test("upgrade - a cookie counts for our own origin and those of PALABRE_ORIGINS alone (T3)", () =>
  withServer(async ({ url }) => {
    const cookie = `palabre=${await enter(url, "ada")}`;
    const status = async (origin: Record<string, string>) =>
      statusOf(await handshake(url, { cookie, ...origin }));
    assertEquals(await status({ origin: url }), 101);
    assertEquals(await status({ origin: "https://chat.example.org" }), 101);
    assertEquals(await status({ origin: "https://evil.example" }), 403);
    assertEquals(await status({ origin: "null" }), 403);
    assertEquals(await status({}), 403);
  }, { PALABRE_ORIGINS: "https://chat.example.org" }));

Deno.test("upgrade - the twenty-first connection of a user gets 429", () =>
  withServer(async ({ url, instance }) => {
    const token = await enter(url, "ada");
    const talkers = [];
    for (let n = 0; n < LIMITS.connections; n++) talkers.push(await Talker.connect(url, token));
    assertEquals(instance.connections, LIMITS.connections);
    const authorization = `Bearer ${token}`;
    assertEquals(statusOf(await handshake(url, { authorization })), 429);
    await talkers[0]?.close();
    await Talker.connect(url, token).then((talker) => talker.close());
    await Promise.all(talkers.slice(1).map((talker) => talker.close()));
  }));

Deno.test("upgrade - signing out closes the session's sockets with 4401", () =>
  withServer(async ({ url }) => {
    const token = await enter(url, "ada");
    const talker = await Talker.connect(url, token);
    const headers = { authorization: `Bearer ${token}` };
    const gone = await fetch(`${url}/api/v1/sessions/current`, { method: "DELETE", headers });
    assert(gone.ok);
    await gone.body?.cancel();
    assertEquals((await talker.closed).code, 4401);
  }));

Deno.test("upgrade - real sockets close with 1009 for 64 KiB and one byte, 1003 for binary (T2)", () =>
  withServer(async ({ url }) => {
    const token = await enter(url, "ada");
    const [large, binary] = [await Talker.connect(url, token), await Talker.connect(url, token)];
    assert((await large.ask({ type: "rooms" })).ok);
    large.socket.send("x".repeat(64 * 1024 + 1));
    binary.socket.send(new Uint8Array([1, 2, 3]));
    assertEquals((await large.closed).code, 1009);
    assertEquals((await binary.closed).code, 1003);
  }));

Deno.test("upgrade - two strangers talk in a room and directly over real sockets", () =>
  withServer(async ({ url, reported }) => {
    const [ada, zed] = await Promise.all(["ada", "zed"].map(async (name) => {
      const talker = await Talker.connect(url, await enter(url, name));
      assert((await talker.ask({ type: "sync" })).ok);
      return talker;
    })) as [Talker, Talker];
    const heard = (talker: Talker, text: string) =>
      talker.next((frame) =>
        frame.type === "events" &&
        frame.events.some((event: { text?: string }) => event.text === text)
      );
    assert((await ada.send("general", "good morning")).ok);
    await Promise.all([heard(ada, "good morning"), heard(zed, "good morning")]);
    const { conversation } = await zed.ask({ type: "open", with: "ada" });
    await ada.next((frame) =>
      frame.type === "conversation" && frame.conversation.id === conversation.id
    );
    assert((await zed.send(conversation.id, "just us")).ok);
    await heard(ada, "just us");
    await Promise.all([ada.close(), zed.close()]);
    assertEquals(reported.filter((line) => !line.startsWith("PALABRE_RATES")), []);
  }));

Deno.test("health - 200 with the instance and its connections, 503 once it ends", async () => {
  const server = await runServer();
  const talker = await Talker.connect(server.url, await enter(server.url, "ada"));
  const well = await fetch(`${server.url}/healthz`);
  assertEquals([well.status, await well.json()], [
    200,
    { status: "ok", instance: server.instance.id, connections: 1 },
  ]);
  const closing = server.instance.close();
  const ending = await fetch(`${server.url}/healthz`);
  assertEquals(ending.status, 503);
  assertEquals((await ending.json()).status, "unavailable");
  assertEquals((await talker.closed).code, 1012);
  await closing;
  await server.close();
});
