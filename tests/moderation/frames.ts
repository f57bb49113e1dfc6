// What each frame of the protocol is asked with, and who may.
import type { clientFrames } from "../../lib/protocol/client_frames.ts";
import { GENERAL, type Role } from "../../lib/protocol/events.ts";

export type FrameType = keyof typeof clientFrames;

/** A private room with a message of its owner, and somebody who tries. */
export interface Case {
  conversation: string;
  room: string;
  seq: number;
  n: number;
  /** An hour from now. */
  at: number;
}

export interface Row {
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

/** By type, as the protocol spells them. */
export const FRAMES: Record<FrameType, Row> = {
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
  removePreview: {
    frame: ({ conversation, seq }) => ({ conversation, target: seq, url: "https://a.example/" }),
    may: moderates,
  },
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
      conversation,
      target: seq,
      into: "general",
      id: crypto.randomUUID(),
    }),
    may: member,
  },
  origins: { frame: ({ conversation, seq }) => ({ conversation, targets: [seq] }), may: member },
  later: { frame: () => ({}), may: always },
  withdraw: { frame: () => ({ id: crypto.randomUUID() }), may: () => false },
  schedule: {
    frame: ({ conversation, at }) => ({ conversation, at, id: crypto.randomUUID(), text: "soon" }),
    may: member,
  },
  remind: {
    frame: ({ conversation, seq, at }) => ({
      conversation,
      target: seq,
      at,
      id: crypto.randomUUID(),
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
