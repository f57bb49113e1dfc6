// What the token of a bot may do: nothing that is not named here.
import * as v from "valibot";
import type { RequestType, Signal } from "./client_frames.ts";
import { Named } from "./administration.ts";
import { Person } from "./events.ts";
import { HOOK_FORMATS } from "./hooks.ts";
import { Outgoing } from "./outgoing.ts";

/** What a token is good for: reading what is said where the bot is, and writing there. */
export const BOT_SCOPES = ["read", "write"] as const;
export type BotScope = (typeof BOT_SCOPES)[number];

/** Bots of one person, and of the community. */
export const MAX_OWN_BOTS = 20;
export const MAX_BOTS = 200;
/** Rooms of one bot. */
export const MAX_BOT_ROOMS = 100;

/**
 * The requests that a bot may make, and the scope that each needs. Where it is, is decided by who looks
 * after it: it joins, leaves and opens nothing by itself.
 */
export const BOT_REQUESTS: Partial<Record<RequestType | Signal["type"], BotScope | "any">> = {
  ping: "any",
  sync: "read",
  history: "read",
  members: "read",
  profiles: "read",
  people: "read",
  rooms: "read",
  threads: "read",
  follow: "read",
  read: "read",
  unread: "read",
  mentions: "read",
  done: "read",
  search: "read",
  origins: "read",
  versions: "read",
  reactors: "read",
  pins: "read",
  send: "write",
  edit: "write",
  delete: "write",
  react: "write",
  vote: "write",
  closePoll: "write",
  typing: "write",
};

/** A bot as those see it who look after it. Times in milliseconds UTC. */
export const Bot = v.object({
  bot: Person,
  /** Who answers for it. `gone`: they are nobody any more, and it cannot come in. */
  by: v.object({ ...Named.entries, gone: v.optional(v.boolean()) }),
  createdAt: v.number(),
  scopes: v.array(v.picklist(BOT_SCOPES)),
  /** When its token was made; it has none that works if absent. */
  tokenAt: v.optional(v.number()),
  /** When its token was last used, to the hour; not since its first hour if absent. */
  usedAt: v.optional(v.number()),
  /** It is an incoming hook: how its texts are marked up. */
  hook: v.optional(v.object({ format: v.picklist(HOOK_FORMATS), usedAt: v.optional(v.number()) })),
  /** It is an outgoing hook: what it calls, and when. */
  outgoing: v.optional(Outgoing),
  /** The rooms it is in. */
  rooms: v.array(v.object({ id: v.string(), name: v.string(), title: v.optional(v.string()) })),
});
export type Bot = v.InferOutput<typeof Bot>;
