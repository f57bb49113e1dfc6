// Every frame of the protocol × every role × in the conversation or not, over the socket.
import { assert, assertEquals } from "@std/assert";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { GENERAL, type Role, ROLES } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import type { FarEnd } from "../support/far_end.ts";

type FrameType = keyof typeof clientFrames;

/** A private room with a message of its owner, and somebody who tries. */
interface Case {
  conversation: string;
  room: string;
  seq: number;
  n: number;
  /** An hour from now. */
  at: number;
}

interface Row {
  frame: (c: Case) => object;
  /** Whether it is done for somebody of this role who is in the room, or is not. */
  may: (role: Role, member: boolean) => boolean;
  /** Nobody answers it: whether it was done shows elsewhere. */
  signal?: boolean;
}

const always = () => true;
const never = () => false;
const member = (_: Role, isMember: boolean) => isMember;
const registered = (role: Role, isMember: boolean) => isMember && role !== "guest";
const moderates = (role: Role, isMember: boolean) =>
  isMember && (role === "administrator" || role === "moderator");

const ROWS: Record<FrameType, Row> = {
  sync: { frame: () => ({ since: {} }), may: always },
  ping: { frame: () => ({}), may: always },
  rooms: { frame: () => ({}), may: always },
  profiles: { frame: () => ({ users: ["nobody"] }), may: always },
  people: { frame: () => ({ query: "" }), may: always },
  open: { frame: () => ({ with: "owner" }), may: always },
  // A room is no group: it is invited into, and renamed by moderators. Of groups: groups_test.ts.
  add: { frame: ({ conversation }) => ({ conversation, user: "friend" }), may: never },
  rename: { frame: ({ conversation }) => ({ conversation, title: "other" }), may: never },
  create: { frame: ({ n }) => ({ name: `made-${n}` }), may: (role) => role !== "guest" },
  send: {
    frame: ({ conversation }) => ({ conversation, id: crypto.randomUUID(), text: "hello" }),
    may: member,
  },
  // It is the owner's: nobody else changes words, whatever their role.
  edit: {
    frame: ({ conversation, seq }) => ({ conversation, target: seq, text: "other words" }),
    may: never,
  },
  versions: { frame: ({ conversation, seq }) => ({ conversation, target: seq }), may: member },
  delete: { frame: ({ conversation, seq }) => ({ conversation, target: seq }), may: moderates },
  move: {
    frame: ({ conversation, seq }) => ({ conversation, target: seq, to: GENERAL }),
    may: moderates,
  },
  moveAll: {
    frame: ({ conversation, seq }) => ({ conversation, targets: [seq], to: GENERAL }),
    may: moderates,
  },
  react: {
    frame: ({ conversation, seq }) => ({ conversation, target: seq, emoji: "🌳", on: true }),
    may: member,
  },
  reactors: {
    frame: ({ conversation, seq }) => ({ conversation, target: seq, emoji: "🌳" }),
    may: member,
  },
  pin: {
    frame: ({ conversation, seq }) => ({ conversation, target: seq, on: true }),
    may: registered,
  },
  pins: { frame: ({ conversation }) => ({ conversation }), may: member },
  vote: {
    frame: ({ conversation, seq }) => ({ conversation, target: seq, options: [0] }),
    may: member,
  },
  // It is the owner's: who wrote it ends it, whatever somebody's role.
  closePoll: { frame: ({ conversation, seq }) => ({ conversation, target: seq }), may: never },
  history: { frame: ({ conversation }) => ({ conversation }), may: member },
  join: { frame: ({ conversation }) => ({ conversation }), may: member },
  leave: { frame: ({ conversation }) => ({ conversation }), may: member },
  invite: { frame: ({ conversation }) => ({ conversation, user: "friend" }), may: registered },
  invitations: { frame: () => ({}), may: always },
  decline: { frame: ({ conversation }) => ({ conversation }), may: always },
  topic: { frame: ({ conversation }) => ({ conversation, topic: "new" }), may: registered },
  vanish: { frame: ({ conversation }) => ({ conversation, afterMs: 60_000 }), may: registered },
  read: { frame: ({ conversation, seq }) => ({ conversation, seq }), may: member },
  follow: {
    frame: ({ conversation, seq }) => ({ conversation, thread: seq, on: true }),
    may: member,
  },
  threads: { frame: () => ({}), may: always },
  unread: { frame: ({ conversation, seq }) => ({ conversation, seq }), may: member },
  members: { frame: ({ conversation }) => ({ conversation }), may: member },
  mentions: { frame: () => ({}), may: always },
  done: {
    frame: ({ conversation, seq }) => ({ conversation, target: seq }),
    may: () => false, // the message calls nobody
  },
  settings: { frame: () => ({ keywords: ["olives"] }), may: always },
  notifications: { frame: () => ({ sound: true }), may: always },
  why: { frame: ({ conversation, seq }) => ({ conversation, target: seq }), may: member },
  notify: { frame: ({ conversation }) => ({ conversation, level: "all" }), may: member },
  drafts: { frame: () => ({}), may: always },
  draft: {
    frame: ({ conversation }) => ({ conversation, text: "not yet", at: 1, begun: 1 }),
    may: member,
  },
  bookmark: { frame: ({ conversation, seq }) => ({ conversation, target: seq }), may: member },
  bookmarks: { frame: () => ({}), may: always },
  search: { frame: () => ({ query: "word" }), may: always },
  commands: { frame: ({ conversation }) => ({ conversation }), may: member },
  // Nobody has such a command.
  command: { frame: ({ conversation }) => ({ conversation, text: "/none" }), may: never },
  forward: {
    frame: ({ conversation, seq }) => ({
      ...{ conversation, target: seq, into: "general", id: crypto.randomUUID() },
    }),
    may: member,
  },
  origins: { frame: ({ conversation, seq }) => ({ conversation, targets: [seq] }), may: member },
  later: { frame: () => ({}), may: always },
  schedule: {
    frame: ({ conversation, at }) => ({ conversation, at, id: crypto.randomUUID(), text: "soon" }),
    may: member,
  },
  remind: {
    frame: ({ conversation, seq, at }) => ({
      ...{ conversation, target: seq, at, id: crypto.randomUUID() },
    }),
    may: member,
  },
  // What is not one's own is not there; taking it back is harmless.
  reschedule: { frame: ({ at }) => ({ id: crypto.randomUUID(), at }), may: () => false },
  unschedule: { frame: () => ({ id: crypto.randomUUID() }), may: always },
  "send-now": { frame: () => ({ id: crypto.randomUUID() }), may: () => false },
  typing: { frame: ({ conversation }) => ({ conversation }), may: member, signal: true },
  presence: { frame: () => ({ state: "active" }), may: always, signal: true },
};

async function room(here: Community, owner: Somebody, n: number): Promise<Case> {
  const { chat } = here.one.instance;
  const name = `secret-room-${n}`;
  const made = await here.settled(
    chat.create(owner.actor, { name, private: true, topic: `secret topic ${n}` }),
  );
  const { seq } = await here.settled(chat.post(owner.actor, {
    ...{ conversation: made.id, id: crypto.randomUUID(), text: `secret text ${n}`, after: 0 },
    poll: { options: ["secret answer", "another"] },
  }));
  const at = here.clock.now() + 3_600_000;
  return { conversation: made.id, room: made.name ?? "", seq, n, at };
}

/** What the room is: to see that a refusal changed nothing of it. */
async function state(here: Community, owner: Somebody, { conversation }: Case): Promise<string> {
  const { chat, log } = here.one.instance;
  const [summary, members, head] = await here.settled(Promise.all([
    chat.summary(owner.actor, { conversation }),
    chat.members(owner.actor, { conversation, limit: 50 }),
    log.heads([conversation]),
  ]));
  return JSON.stringify([summary.topic, members.members.map(({ name }) => name).sort(), head]);
}

const typed = (end: FarEnd, conversation: string, user: string) =>
  end.pushes("typing").some((one) => one.conversation === conversation && one.user === user);

for (const role of ROLES) {
  for (const isMember of [true, false]) {
    communityTest(
      `may - over the socket, a${role === "administrator" ? "n" : ""} ${role} who is ${
        isMember ? "" : "not "
      }in the room does what the table says, and nothing else`,
      1,
      async (here) => {
        const owner = await here.person("owner");
        await here.person("friend");
        const one = await here.person("one", role);
        const [theirs, end] = [
          await here.connect(here.one, owner),
          await here.connect(here.one, one),
        ];
        for (const [n, type] of (Object.keys(clientFrames) as FrameType[]).entries()) {
          const { frame, may, signal } = ROWS[type];
          const place = await room(here, owner, n);
          const { conversation } = place;
          if (isMember) {
            await here.settled(
              here.one.instance.chat.invite(owner.actor, { conversation, user: "one" }),
            );
            await here.settled(here.one.instance.chat.join(one.actor, { conversation }));
          }
          await here.pass(100);
          const before = await state(here, owner, place);
          const allowed = may(role, isMember);
          const what = `${type} by ${role}, member: ${isMember}`;
          if (signal) {
            end.say({ type, ...frame(place) });
            await here.pass(200);
            const { id } = one.actor.user;
            if (type === "typing") assertEquals(typed(theirs, conversation, id), allowed, what);
          } else {
            const ref = end.ask({ type, ...frame(place) });
            await here.pass(200);
            const reply = end.reply(ref);
            assertEquals(reply.ok, allowed, `${what}: ${JSON.stringify(reply)}`);
          }
          if (!allowed) assertEquals(await state(here, owner, place), before, what);
        }
        const secrets = end.frames.filter((text) => text.includes("secret"));
        assertEquals(secrets.length > 0, isMember, secrets[0]);
        assert(theirs.frames.some((text) => text.includes("secret")), "the secrets were told");
        assertEquals(end.closed, undefined);
      },
      { rates: false },
    );
  }
}
