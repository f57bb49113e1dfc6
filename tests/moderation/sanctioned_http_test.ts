// Every operation of the API × roles × sanctions, over HTTP; and what bots and hooks post.
import { assert, assertEquals } from "@std/assert";
import { BOT_SCOPES } from "../../lib/protocol/bots.ts";
import { type Role, ROLES } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import { Receiver } from "../support/receiver.ts";
import type { Case } from "./http_case.ts";
import { OPERATIONS } from "./http_operations.ts";
import { addCommand, type Place, placeOf, silence, SILENCES, WHY } from "./sanctioned_place.ts";
import { OPERATIONS_SEEN } from "./seen.ts";

/** Who keeps whom out, and how. */
const WAYS = [...SILENCES, "kicked", "banned"] as const;
type Way = typeof WAYS[number];

const at = ({ conversation }: Place, rest: string) => `/conversations/${conversation}${rest}`;
const inGroup = ({ group }: Place, rest: string) => `/conversations/${group}${rest}`;

/** What whoever is sanctioned may all the same, and nobody else: tests of appeals ask it. */
const OF_THE_SANCTIONED = ["GET /me/appeal", "POST /me/appeal"];

/** There is none: who may not is told so before. */
const NO_FILE = crypto.randomUUID();

/** What is asked by whoever wrote the message; all else as anyone asks it. */
const OWN: Record<string, (place: Place) => [path: string, json?: object]> = {
  "POST /conversations": () => ["/conversations", { people: ["owner", "friend", "third"] }],
  "POST /conversations/{conversation}/people": (p) => [inGroup(p, "/people"), { user: "fourth" }],
  "PUT /conversations/{conversation}/title": (p) => [inGroup(p, "/title"), { title: "Others" }],
  "POST /conversations/{conversation}/messages/{seq}/forward": (p) => [
    at(p, `/messages/${p.seq}/forward`),
    { into: p.conversation },
  ],
  "POST /conversations/{conversation}/commands": (p) => [at(p, "/commands"), { text: p.command }],
  "POST /later/{id}/send": ({ scheduled }) => [`/later/${scheduled}/send`],
  "PATCH /admin/rooms/{room}": ({ conversation, n }) => [
    `/admin/rooms/${conversation}`,
    { name: `other-${n}` },
  ],
  "PATCH /me": ({ n }) => ["/me", { name: `another ${n}` }],
  "PATCH /me/settings": () => ["/me/settings", { pronouns: "they" }],
  "PUT /me/picture": () => ["/me/picture", { file: NO_FILE }],
  "PUT /admin/community/picture": () => ["/admin/community/picture", { file: NO_FILE }],
  "PUT /admin/emoji/{name}": () => ["/admin/emoji/harvest", { file: NO_FILE }],
  "PATCH /admin/emoji/{name}": () => ["/admin/emoji/harvest", { name: "crop" }],
  "POST /admin/shutdown": () => ["/admin/shutdown", { in: "7d", text: "words" }],
};

/** A report that moderators may answer. */
async function reportOf(here: Community, owner: Somebody, { conversation, seq }: Place) {
  const { administration } = here.one.instance;
  const wish = { conversation, target: seq, words: "look" };
  await here.settled(administration.reportMessage(owner.actor, wish));
  const { reports } = await here.settled(
    administration.reports(owner.actor, { open: true, limit: 1 }),
  );
  return reports[0]?.id ?? "";
}

for (const role of [...ROLES, "bot"] as const) {
  for (const way of WAYS) {
    const receiver = new Receiver();
    communityTest(
      `sanctions - over HTTP, ${role}, ${way}: what others see is refused, and to who is out everything`,
      1,
      (here) => walk(here, role, way),
      { rates: false, calls: receiver.options },
    );
  }
}

async function walk(here: Community, role: Role | "bot", way: Way): Promise<void> {
  const owners: Somebody[] = []; // nobody makes more than a hundred rooms
  for (const name of ["owner", "one owner", "another owner", "yet an owner", "last owner"]) {
    owners.push(await here.person(name, "administrator"));
  }
  for (const name of ["friend", "third", "fourth"]) await here.person(name);
  const settings = { bots: "members" as const };
  await here.settled(here.one.instance.administration.changeSettings(owners[0]!.actor, settings));
  let n = 0;

  /** How an operation is answered to somebody who is free, or sanctioned. */
  async function tried(operation: string, isFree: boolean) {
    const owner = owners[++n % owners.length]!;
    const newcomer = await here.person(`one ${n}`, role === "guest" ? role : "member");
    const place = await placeOf(here, owner, newcomer, n);
    const bot = role === "bot" ? await botOf(here, newcomer, place) : undefined;
    if (operation.endsWith("/commands")) await addCommand(here, owner, place);
    const c: Case = {
      here,
      n,
      conversation: place.conversation,
      room: place.room,
      seq: place.seq,
      victim: async () => (await here.person(`victim ${n}`, "guest")).actor.user.name,
      code: async () =>
        (await here.settled(here.one.instance.administration.makeInvitation(owner.actor, {}))).code,
      report: () => reportOf(here, owner, place),
    };
    const row = OPERATIONS[operation]!;
    const [method = "", path = ""] = operation.split(" ");
    const own = OWN[operation]?.(place);
    const target = own?.[0] ?? (row.path ? await row.path(c) : path);
    const json = own ? own[1] : row.json && await row.json(c);
    if (!isFree) await sanction(here, owner, newcomer, place, way);
    const isAppointed = role === "administrator" || role === "moderator";
    const one = bot ?? (isAppointed ? await here.promoted(newcomer, role) : newcomer);
    const { status, body } = await here.api(here.one, one, method, target, json);
    // It lets in nobody, and so none of those who try what is left.
    if (operation === "POST /admin/raid") await here.api(here.one, owner, "DELETE", "/admin/raid");
    if (bot) await here.settled(here.one.instance.administration.removeBot(owner.actor, bot.id));
    const problem = String(body.type ?? "").split(":").at(-1);
    return { status, problem, words: String(body.detail ?? "").slice(0, 200) };
  }

  for (const [operation, seen] of Object.entries(OPERATIONS_SEEN)) {
    const row = OPERATIONS[operation]!;
    if (row.streams || OF_THE_SANCTIONED.includes(operation)) continue; // tests/http/event_stream_test.ts
    const free = await tried(operation, true);
    if (role === "bot" && free.status === 403) continue; // it is nothing for bots
    const sanctioned = await tried(operation, false);
    const what = `${operation} by ${role}, ${way}: ${JSON.stringify([free, sanctioned])}`;
    const keepsOrder = role === "administrator" || role === "moderator";
    if (role === "administrator" && seen !== "not") assert(free.status !== 403, what);
    if (way === "kicked" || way === "banned") {
      if (row.may("stranger", false) || operation === "DELETE /sessions/current") continue;
      assert([401, 403].includes(sanctioned.status), what);
    } else if (free.status === 403) assert(sanctioned.status >= 400, what);
    else if (way === "muted" && seen !== "not") {
      assertEquals([sanctioned.status, sanctioned.problem], [403, "muted"], what);
      assert(sanctioned.words.includes(WHY), what);
    } else if (way === "read-only" && seen === "said" && !keepsOrder) {
      assertEquals([sanctioned.status, sanctioned.problem], [409, "read-only"], what);
    } else assertEquals(sanctioned, free, what);
  }
  assertEquals(here.reported, []);
}

/** A bot of somebody's, in the room, that wrote there; what it wrote is what is acted on. */
async function botOf(here: Community, one: Somebody, place: Place) {
  const { administration, chat, identity } = here.one.instance;
  const wish = { name: `own ${place.n}`, scopes: BOT_SCOPES, rooms: [place.conversation] };
  const { token } = await here.settled(administration.addBot(one.actor, wish));
  const known = await here.settled(identity.authenticate(token));
  assert(known);
  const { seq } = await here.settled(chat.post(known.actor, {
    conversation: place.conversation,
    id: crypto.randomUUID(),
    text: "beep",
    after: 0,
    poll: { options: ["one", "another"] },
  }));
  place.seq = seq;
  return { token, address: one.address, id: known.actor.user.id };
}

async function sanction(
  here: Community,
  owner: Somebody,
  one: Somebody,
  place: Place,
  way: Way,
): Promise<void> {
  const { administration } = here.one.instance;
  const whom = { id: one.actor.user.id, duration: "1h", reason: WHY, addresses: false };
  if (way === "kicked") await here.settled(administration.kick(owner.actor, whom));
  else if (way === "banned") await here.settled(administration.ban(owner.actor, whom));
  else await silence(here, owner, one, place, way);
}

Deno.test("sanctions - every operation of the API has a row that says what others see of it", () => {
  assertEquals(Object.keys(OPERATIONS_SEEN).sort(), Object.keys(OPERATIONS).sort());
});

communityTest(
  "sanctions - what is one's own goes on while one is muted, and reasons for keeping order do",
  1,
  async (here) => {
    const owner = await here.person("owner", "administrator");
    await here.person("loud");
    const newcomer = await here.person("zed");
    const { administration } = here.one.instance;
    const whom = { user: "zed", duration: "1h", reason: WHY };
    await here.settled(administration.mute(owner.actor, whom));
    const zed = await here.promoted(newcomer, "moderator");
    const ask = async (method: string, path: string, json: object) =>
      (await here.api(here.one, zed, method, path, json)).status;
    assertEquals(await ask("PATCH", "/me", { locale: "fr" }), 200);
    assertEquals(await ask("PATCH", "/me", { locale: "fr", name: "zed two" }), 403);
    for (const own of [{ keywords: ["rain"] }, { receipts: false }, { block: "loud" }]) {
      assertEquals(await ask("PATCH", "/me/settings", own), 200);
    }
    assertEquals(await ask("PATCH", "/me/settings", { pronouns: "" }), 200, "taken back");
    const order = { user: "loud", duration: "1h", reason: "louder still" };
    assertEquals(await ask("POST", "/admin/mutes", order), 201);
  },
);
