import { assert, assertEquals } from "@std/assert";
import { LIMITS } from "../../lib/protocol/limits.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { attackServer, statusOf } from "../support/attacker.ts";
import { Talker } from "../support/talker.ts";

/** Rates hold, and nothing is given back: how long a machine takes for a request does not count. */
const limitedServer = () =>
  attackServer({ PALABRE_RATES: "on" }, { ...systemClock, elapsed: () => 0 });
const form = (fields: Record<string, string> = {}) => ({ body: new URLSearchParams(fields) });

Deno.test("rates - sends are counted together, on sockets, over HTTP and by forms", async () => {
  const { url, ask, withJson, member, signIn, close } = await limitedServer();
  const socket = await Talker.connect(url, member.token);
  const other = await signIn("ada");
  let sent = 0;
  const ways = [
    async () => (await socket.send("general", "by socket")).ok,
    async () => {
      const said = withJson({ conversation: "general", text: "by HTTP" }, other.bearer);
      return await statusOf(ask("POST", "/api/v1/messages", said)) === 201;
    },
    async () => {
      const said = { headers: other.bearer, ...form({ text: "by form" }) };
      return await statusOf(ask("POST", "/rooms/general", said)) === 303;
    },
  ];
  for (let n = 0; n < 3 * LIMITS.sends.burst; n++) if (await ways[n % 3]?.()) sent++;
  assertEquals(sent, LIMITS.sends.burst);
  await socket.close();
  await close();
});

Deno.test("rates - rooms and direct conversations that are made by forms count as sends", async () => {
  const { ask, member: { bearer: headers }, register, close } = await limitedServer();
  const attempts = LIMITS.sends.burst + 20;
  const made = async (ask: (n: number) => Promise<number>) => {
    const statuses = [];
    for (let n = 0; n < attempts; n++) statuses.push(await ask(n));
    return statuses;
  };
  const rooms = await made((n) =>
    statusOf(ask("POST", "/rooms", { headers, ...form({ name: `room-${n}` }) }))
  );
  assertEquals(rooms[0], 303);
  assert(rooms.includes(429), `rooms: ${rooms}`);
  const zed = await register("zed");
  const doors = await made((n) =>
    statusOf(ask("POST", `/rooms/general/${n % 2 ? "join" : "leave"}`, { headers: zed.bearer }))
  );
  assert(doors.includes(429), `joins: ${doors}`);
  assertEquals(await statusOf(ask("GET", "/direct/root", { headers: zed.bearer })), 429);
  await close();
});

Deno.test("rates - whoever asks over HTTP is limited as on a socket, by any session, and others are not", async () => {
  const { ask, member, register, signIn, close } = await limitedServer();
  const [again, zed] = [await signIn("ada"), await register("zed")];
  const asked = (headers: HeadersInit, path: string) => ask("GET", path, { headers });
  let refused: Response | undefined;
  for (let n = 0; n < 4 * LIMITS.frames.burst && !refused; n++) {
    const { bearer } = n % 2 ? member : again;
    const response = await asked(bearer, n % 3 ? "/api/v1/me" : "/settings/account");
    await response.body?.cancel();
    if (response.status === 429) refused = response;
    else assertEquals(response.status, 200);
  }
  assertEquals(refused?.headers.get("retry-after"), "1");
  assertEquals(await statusOf(asked(zed.bearer, "/api/v1/me")), 200);
  await close();
});
