// Every operation of the API × every role and strangers × in the conversation or not, over HTTP.
import { assert, assertEquals } from "@std/assert";
import { GENERAL, type Role, ROLES } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";

const password = "correct horse";

/** A private room with a message of its owner, and what else an operation may be about. */
interface Case {
  here: Community;
  n: number;
  conversation: string;
  room: string;
  seq: number;
  /** A guest whom somebody may act on. */
  victim: () => Promise<string>;
  code: () => Promise<string>;
  report: () => Promise<string>;
}

type Asker = Role | "stranger";

interface Row {
  path?: (c: Case) => string | Promise<string>;
  json?: (c: Case) => object | Promise<object>;
  may: (who: Asker, member: boolean) => boolean;
}

const everyone = () => true;
const known = (who: Asker) => who !== "stranger";
const member = (who: Asker, isMember: boolean) => known(who) && isMember;
const registered = (who: Asker, isMember: boolean) => member(who, isMember) && who !== "guest";
const moderators = (who: Asker) => who === "administrator" || who === "moderator";
const administrators = (who: Asker) => who === "administrator";
const moderates = (who: Asker, isMember: boolean) => moderators(who) && isMember;

const inRoom = (rest: string) => ({ conversation }: Case) =>
  `/conversations/${conversation}${rest}`;
const victim = (more: object = {}) => async (c: Case) => ({ user: await c.victim(), ...more });

const ROWS: Record<string, Row> = {
  "POST /sessions": { json: ({ n }) => ({ name: `entered ${n}` }), may: everyone },
  "GET /sessions": { may: known },
  "POST /users": { json: ({ n }) => ({ name: `new ${n}`, password }), may: everyone },
  "DELETE /sessions/current": { may: known },
  "DELETE /sessions/others": { may: known },
  "DELETE /sessions/{session}": { path: () => "/sessions/of-somebody-else", may: () => false },
  "GET /me": { may: known },
  "PATCH /me": { json: () => ({ locale: "fr" }), may: known },
  "DELETE /me": { json: () => ({ password }), may: known },
  "PUT /me/password": {
    json: () => ({ current: password, next: "battery staple" }),
    may: (who) => known(who) && who !== "guest",
  },
  "POST /me/membership": { json: () => ({ password }), may: (who) => who === "guest" },
  "GET /me/data": { may: known },
  "GET /conversations": { may: known },
  "POST /conversations": { json: () => ({ with: "owner" }), may: known },
  "GET /conversations/{conversation}": { path: inRoom(""), may: member },
  "GET /conversations/{conversation}/events": { path: inRoom("/events"), may: member },
  "PUT /conversations/{conversation}/topic": {
    path: inRoom("/topic"),
    json: () => ({ topic: "new" }),
    may: registered,
  },
  "PUT /conversations/{conversation}/read": {
    path: inRoom("/read"),
    json: ({ seq }) => ({ seq }),
    may: member,
  },
  "GET /conversations/{conversation}/members": { path: inRoom("/members"), may: member },
  "POST /conversations/{conversation}/members": {
    path: inRoom("/members"),
    json: () => ({ user: "friend" }),
    may: registered,
  },
  "GET /rooms": { may: known },
  "POST /rooms": {
    json: ({ n }) => ({ name: `made-${n}` }),
    may: (who) => known(who) && who !== "guest",
  },
  "POST /join": { json: ({ room }) => ({ room }), may: member },
  "POST /leave": { json: ({ room }) => ({ room }), may: member },
  "GET /people": { may: known },
  "POST /messages": {
    json: ({ conversation }) => ({ conversation, text: "hello" }),
    may: member,
  },
  "DELETE /conversations/{conversation}/messages/{seq}": {
    path: (c) => inRoom(`/messages/${c.seq}`)(c),
    may: moderates,
  },
  "POST /conversations/{conversation}/messages/{seq}/reports": {
    path: (c) => inRoom(`/messages/${c.seq}/reports`)(c),
    json: () => ({ words: "look" }),
    may: registered,
  },
  "POST /setup": { json: () => ({ code: "none", name: "x", password }), may: () => false },
  "POST /admin/kicks": { json: victim({ duration: "1s" }), may: moderators },
  "POST /admin/mutes": { json: victim({ duration: "1s" }), may: moderators },
  "POST /admin/bans": { json: victim(), may: moderators },
  "POST /admin/lifts": { json: victim({ what: "ban" }), may: moderators },
  "GET /admin/sanctions": { may: moderators },
  "POST /admin/roles": { json: () => ({ user: "friend", role: "member" }), may: administrators },
  "GET /settings": { may: everyone },
  "PATCH /admin/settings": { json: () => ({ guests: true }), may: administrators },
  "POST /admin/invitations": { json: () => ({}), may: moderators },
  "GET /admin/invitations": { may: moderators },
  "DELETE /admin/invitations/{code}": {
    path: async ({ code }) => `/admin/invitations/${await code()}`,
    may: administrators, // a moderator takes back their own alone
  },
  "GET /admin/figures": { may: moderators },
  "GET /admin/connected": { may: moderators },
  "GET /admin/journal": { may: moderators },
  "POST /admin/notices": { json: () => ({ text: "hello" }), may: administrators },
  "GET /admin/shutdown": { may: administrators },
  "POST /admin/shutdown": { json: () => ({ in: "7d" }), may: administrators },
  "DELETE /admin/shutdown": { may: administrators },
  "GET /admin/rooms": { may: moderators },
  "PATCH /admin/rooms/{room}": {
    path: ({ conversation }) => `/admin/rooms/${conversation}`,
    json: () => ({ readOnly: true }),
    may: moderates,
  },
  "GET /admin/reports": { may: moderators },
  "POST /admin/reports/{report}/handled": {
    path: async ({ report }) => `/admin/reports/${await report()}/handled`,
    json: () => ({}),
    may: moderators,
  },
};

async function operations(here: Community): Promise<string[]> {
  const { body } = await here.api(here.one, { address: "203.0.113.1" }, "GET", "/openapi.json");
  return Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
  );
}

async function caseOf(
  here: Community,
  { owner, keeper }: { owner: Somebody; keeper: Somebody },
  n: number,
): Promise<Case> {
  const { chat, administration } = here.one.instance;
  const room = `secret-room-${n}`;
  const made = await here.settled(
    chat.create(owner.actor, { name: room, private: true, topic: "secret topic" }),
  );
  const post = (conversation: string, text: string) =>
    here.settled(
      chat.post(owner.actor, { conversation, id: crypto.randomUUID(), text, after: 0 }),
    );
  const { seq } = await post(made.id, "secret text");
  return {
    ...{ here, n, conversation: made.id, room, seq },
    victim: async () => (await here.person(`victim ${n}`, "guest")).actor.user.name,
    code: async () => (await here.settled(administration.makeInvitation(keeper.actor, {}))).code,
    async report() {
      const { seq: target } = await post(GENERAL, "to be reported");
      const wish = { conversation: GENERAL, target, words: "look" };
      await here.settled(administration.reportMessage(keeper.actor, wish));
      const open = { open: true, limit: 1 };
      const { reports } = await here.settled(administration.reports(keeper.actor, open));
      return reports[0]?.id ?? "";
    },
  };
}

communityTest("may - the table knows every operation of the API, and no other", 1, async (here) => {
  assertEquals(Object.keys(ROWS).sort(), (await operations(here)).sort());
});

for (const who of [...ROLES, "stranger"] as const) {
  for (const isMember of [true, false]) {
    if (who === "stranger" && isMember) continue;
    communityTest(
      `may - over HTTP, ${who}, ${
        isMember ? "" : "not "
      }in the room: what the table says, and nothing else`,
      1,
      async (here) => {
        const owner = await here.person("owner");
        const keeper = await here.person("keeper", "administrator");
        await here.person("friend");
        let [n, told] = [0, 0];
        for (const operation of await operations(here)) {
          const row = ROWS[operation];
          assert(row, operation);
          const c = await caseOf(here, { owner, keeper }, ++n);
          const asker = who === "stranger"
            ? { address: "203.0.113.2" }
            : await here.person(`asker ${n}`, who);
          if (isMember) {
            await here.settled(here.one.instance.chat.invite(owner.actor, {
              ...{ conversation: c.conversation, user: `asker ${n}` },
            }));
          }
          const [method = "", path = ""] = operation.split(" ");
          const { log } = here.one.instance;
          const before = await log.heads([c.conversation]);
          const sent = row.json && await row.json(c);
          const target = row.path ? await row.path(c) : path;
          const answer = await here.api(here.one, asker, method, target, sent);
          const allowed = row.may(who, isMember);
          const said = `${operation}: ${answer.status} ${
            JSON.stringify(answer.body).slice(0, 200)
          }`;
          assertEquals(answer.status < 300, allowed, said);
          assert(allowed || [401, 403, 404].includes(answer.status), said);
          if (!allowed) assertEquals(await log.heads([c.conversation]), before, said);
          const echoed = JSON.stringify(sent ?? {}).includes(c.room) ? c.room : "no echo";
          const text = JSON.stringify(answer.body).replaceAll(echoed, "what was asked");
          const secret = text.includes("secret");
          if (secret) told++;
          assert(!secret || isMember, `tells a secret: ${said}`);
        }
        assertEquals(told > 0, isMember, "members are told of their room");
        assertEquals(here.reported, []);
      },
      { rates: false },
    );
  }
}
