// Whoever is kicked or banned × roles × doors: each door says why, at once where it stood open, and nothing
// else goes on. Over HTTP, operation by operation: sanctioned_http_test.ts.
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Role, ROLES } from "../../lib/protocol/events.ts";
import { CloseCode } from "../../lib/protocol/close_codes.ts";
import { keys } from "../../lib/kv/keys.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { API_PATH } from "../../routes/api/api.ts";
import { FORMS } from "../support/attacker.ts";
import { type Community, communityTest, type Place, type Somebody } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { UPGRADE } from "../support/handshake.ts";
import { DoorClient } from "../support/irc.ts";
import { wholeApp } from "../support/whole_app.ts";
import { FRAMES, type FrameType } from "./frames.ts";
import { WHY } from "./sanctioned_place.ts";

const WAYS = ["kick", "ban"] as const;
type Way = typeof WAYS[number];

/** What is tried by whoever is out, and stands nowhere then. */
const TRIED = "whispered through the wall";

/** Somebody of a role; `out` keeps them out, from before they had it: nobody does so to a peer. */
async function somebody(here: Community, role: Role, way: Way) {
  const owner = await here.person("owner", "administrator");
  const newcomer = await here.person("zed", role === "guest" ? role : "member");
  const one = role === "guest" ? newcomer : await here.promoted(newcomer, role);
  const whom = { id: one.actor.user.id, duration: "1h", reason: WHY, addresses: false };
  async function out() {
    if (role !== "guest") await here.promoted(one, "member");
    await here.settled(here.one.instance.administration[way](owner.actor, whom));
    if (role !== "guest") await here.promoted(one, role);
    await here.pass(1_000);
  }
  return { one, out };
}

/** How a browser of somebody's is answered; a form where there are fields. */
async function browse(
  here: Community,
  app: Place["app"],
  { token, address }: Somebody,
  path: string,
  fields?: Record<string, string>,
) {
  const headers = { authorization: `Bearer ${token}`, origin: "http://chat.test" };
  const sent = fields && { method: "POST", body: new URLSearchParams(fields) };
  const request = new Request(`http://chat.test${path}`, { headers, ...sent });
  const remoteAddr: Deno.NetAddr = { transport: "tcp", hostname: address, port: 1 };
  return await here.settled(Promise.resolve(app.fetch(request, { remoteAddr })));
}

function keptOut(
  what: string,
  run: (here: Community, one: Somebody, out: () => Promise<void>, way: Way) => Promise<void>,
) {
  for (const role of ROLES) {
    for (const way of WAYS) {
      communityTest(`kept out - ${role}, ${way}: ${what}`, 1, async (here) => {
        const { one, out } = await somebody(here, role, way);
        await run(here, one, out, way);
        const rows = (await everyRow(here.kv)).filter(({ key, text }) =>
          text.includes(TRIED) && key[0] !== keys.appeals()[0]
        );
        assertEquals(rows, [], "nothing was done, but an appeal");
      });
    }
  }
}

keptOut("every form says why, but for the one by which they go", async (here, one, out) => {
  const { app } = await wholeApp(here, here.one);
  await out();
  const words = ["text", "name", "title", "topic", "status", "words", "keywords", "note"];
  const fields = {
    ...Object.fromEntries(words.map((name) => [name, TRIED])),
    on: "on",
    do: "send",
  };
  for (const path of FORMS.filter((form) => form !== PATHS.signOut)) {
    const posted = await browse(here, app, one, path, fields);
    const to = posted.headers.get("location");
    const seen = to === null ? posted : await browse(here, app, one, to);
    assertEquals(seen.status, 403, path);
    assertStringIncludes(await seen.text(), WHY, path);
  }
  assertEquals((await browse(here, app, one, PATHS.signOut, {})).status, 303);
  assertEquals((await browse(here, app, one, `${API_PATH}/me`)).status, 401);
});

keptOut(
  "a socket that is open ends with why, and takes no frame more",
  async (here, one, out, way) => {
    const end = await here.connect(here.one, one);
    await out();
    assertEquals(end.closed?.code, way === "kick" ? CloseCode.kicked : CloseCode.banned);
    assertStringIncludes(end.pushes("goodbye")[0]?.message ?? "", WHY);
    const told = end.frames.length;
    const at = {
      conversation: "general",
      room: "general",
      seq: 1,
      n: 1,
      at: here.clock.now() + 9e6,
    };
    for (const [type, row] of Object.entries(FRAMES) as Array<[FrameType, typeof FRAMES.send]>) {
      end.ask({ type, ...row.frame(at), text: TRIED });
    }
    await here.pass(1_000);
    assertEquals(end.frames.length, told);
    const again = await here.ask(here.one, one, "GET", "/ws", undefined, UPGRADE);
    assertEquals(again.status, 403);
    assertStringIncludes(JSON.stringify(again.body), WHY);
  },
);

keptOut("a stream of events ends, and none begins", async (here, one, out, way) => {
  const open = () => browse(here, here.one.app, one, `${API_PATH}/events`);
  const stream = (await open()).text();
  await here.pass(500);
  await out();
  const reason = way === "kick" ? "kicked" : "banned";
  assertMatch(
    await here.settled(stream),
    new RegExp(`event: goodbye\ndata: {"reason":"${reason}"`),
  );
  const again = await open();
  assertEquals(again.status, 403);
  assertStringIncludes(await again.text(), WHY);
});

keptOut("a client of IRC is sent out with why, and does not come back", async (here, one, out) => {
  const { irc } = await wholeApp(here, here.one);
  const entering = async () => {
    const client = new DoorClient(irc, one.address);
    client.say(`PASS :${one.token}`, "NICK zed", "USER zed 0 * :zed");
    await here.pass(1_000);
    return client;
  };
  const client = await entering();
  assertMatch(client.lines.join("\n"), / 376 zed /);
  await out();
  assert(client.isClosed);
  assertStringIncludes(client.lines.at(-1) ?? "", WHY);
  const told = client.lines.length;
  client.say(`PRIVMSG #general :${TRIED}`, `TOPIC #general :${TRIED}`, `AWAY :${TRIED}`);
  await here.pass(1_000);
  assertEquals(client.lines.length, told);
  const again = await entering();
  assert(again.isClosed);
  assertMatch(again.lines.join("\n"), new RegExp(` 465 .*${WHY}`));
});
