// Messages that wait for a moderator. One that is let through stands in the log, and no more here.
import type { HeldFor, Named } from "../../protocol/administration.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { NewPoll } from "../../protocol/polls.ts";
import type { NewSharedFile } from "../../protocol/requests/shared_files.ts";
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";
import { listAll, rowsOf } from "../../kv/list_pages.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Kv, Mutation } from "../../kv/kv.ts";
import type { Clock } from "../../runtime/clock.ts";

/** What is sent of it when it is let through. */
export interface HeldContent {
  conversation: ConversationId;
  /** The message's own id. */
  id: string;
  text: string;
  replyTo?: number;
  thread?: number;
  alsoInRoom?: boolean;
  poll?: NewPoll;
  files?: NewSharedFile[];
}

/** `["held", id]`: a message that waits. */
export interface HeldMessage {
  /** Sorts by time. */
  id: string;
  at: number;
  by: Named;
  why: HeldFor;
  /** What the room was called, and where its log ended. */
  room: string;
  head: number;
  message: HeldContent;
}

/**
 * `["held_of", user, message]`: that it waits, where it was let through, or why it was refused, by whom
 * and when (milliseconds UTC; absent in those of earlier versions).
 */
export type HeldMark =
  | { is: "waiting"; held: string }
  | { is: "approved"; conversation: ConversationId; seq: number }
  | { is: "refused"; words: string; by?: UserId; at?: number };

/** A message of somebody's by its own id: what it is while it waits, or what was decided. */
export interface OwnHeldMessage {
  id: string;
  at?: number;
  why?: HeldFor;
  message?: HeldContent;
  decided?:
    | Extract<HeldMark, { is: "approved" }>
    | { is: "refused"; words: string };
}

/** What was decided is known for so long: a device that was away asks again. */
const DECIDED_MS = 30 * 86_400_000;
const MAX_ID_LENGTH = 64;

/** Messages that wait. Everything rejects with `Unavailable`. */
export interface HeldMessages {
  /** What became of somebody's message, if it ever waited. */
  markOf(user: UserId, message: string): Promise<HeldMark | undefined>;
  /** How many of somebody's messages wait or were decided lately, up to `limit`. */
  countOf(user: UserId, limit: number): Promise<number>;
  /** What waits of somebody, as it is, and what was decided lately, by the ids of the messages. */
  ofUser(user: UserId): Promise<OwnHeldMessage[]>;
  /** Has a message wait; one that was decided meanwhile does not. Gives how it stands. */
  add(held: HeldMessage): Promise<HeldMark>;
  /** With its version, for the commit that decides. */
  get(id: string): Promise<Entry<HeldMessage>>;
  /** How many wait, up to `limit`. */
  countWaiting(limit: number): Promise<number>;
  /** Those that wait, the first first. */
  waiting(limit: number): Promise<HeldMessage[]>;
  /** Removes what waits of somebody who goes, and what was decided. */
  forget(user: UserId): Promise<void>;
  /** Removes why somebody who goes refused what others wrote. */
  forgetReasons(user: UserId): Promise<void>;
  /** Refuses or withdraws one that waits; `false` where it does not any more. */
  end(
    id: string,
    mark: Extract<HeldMark, { is: "refused" }> | undefined,
    beside: (held: HeldMessage) => CommitParts | Promise<CommitParts>,
  ): Promise<boolean>;
}

/** Held messages in `kv`. */
export function createHeldMessages(
  { kv, clock }: { kv: Kv; clock: Pick<Clock, "now"> },
): HeldMessages {
  async function get(id: string): Promise<Entry<HeldMessage>> {
    return await kv.get<HeldMessage>(keys.held(id.slice(0, MAX_ID_LENGTH)));
  }

  return {
    get,

    async markOf(user, message) {
      return (await kv.get<HeldMark>(keys.heldOf(user, message))).value ?? undefined;
    },

    async countOf(user, limit) {
      return (await kv.list({ prefix: keys.heldsOf(user) }, { limit })).length;
    },

    async add(held) {
      const { id, by, message } = held;
      const waiting: HeldMark = { is: "waiting", held: id };
      const mutations: Mutation[] = [
        { type: "set", key: keys.held(id), value: held },
        { type: "set", key: keys.openHeld(id), value: true },
      ];
      const key = keys.heldOf(by.id, message.id);
      const mark = await writeRow<HeldMark>(
        kv,
        key,
        (now) => now ? undefined : { value: waiting, mutations },
      );
      return mark ?? waiting;
    },

    countWaiting: async (limit) => (await kv.list({ prefix: keys.openHelds() }, { limit })).length,

    async waiting(limit) {
      const rows = await kv.list<true>({ prefix: keys.openHelds() }, { limit });
      const ids = rows.map(({ key }) => String(key.at(-1)));
      const found = await kv.getMany<HeldMessage>(ids.map(keys.held));
      return found.flatMap(({ value }) => value ?? []);
    },

    ...createGoing(kv, clock),

    async end(id, mark, beside) {
      let ended = false;
      await writeRow<HeldMessage>(kv, keys.held(id.slice(0, MAX_ID_LENGTH)), async (held) => {
        if (!held) return undefined;
        ended = true;
        const { checks, mutations } = await beside(held);
        return {
          value: undefined,
          checks,
          mutations: [...mutations, ...ending(held, mark)],
        };
      });
      return ended;
    },
  };
}

/** What somebody has there, and what becomes of it when they go. */
function createGoing(
  kv: Kv,
  clock: Pick<Clock, "now">,
): Pick<HeldMessages, "ofUser" | "forget" | "forgetReasons"> {
  return {
    async ofUser(user) {
      const marks = await listAll<HeldMark>(kv, keys.heldsOf(user));
      const waiting = marks.flatMap(({ value }) => value.is === "waiting" ? [value.held] : []);
      const found = await kv.getMany<HeldMessage>(waiting.map(keys.held));
      const held = new Map(found.flatMap(({ value }) => value ? [[value.id, value]] : []));
      return marks.map(({ key, value }): OwnHeldMessage => {
        const id = String(key.at(-1));
        if (value.is === "approved") {
          return {
            id,
            decided: { is: value.is, conversation: value.conversation, seq: value.seq },
          };
        }
        if (value.is === "refused") return { id, decided: { is: value.is, words: value.words } };
        const one = held.get(value.held);
        return { id, ...(one && { at: one.at, why: one.why, message: one.message }) };
      });
    },

    async forget(user) {
      for (const { key, value } of await listAll<HeldMark>(kv, keys.heldsOf(user))) {
        const ids = value.is === "waiting" ? [value.held] : [];
        const rows = ids.flatMap((id) => [keys.held(id), keys.openHeld(id)]);
        await kv.commit([], [key, ...rows].map((key) => ({ type: "delete", key })));
      }
    },

    async forgetReasons(user) {
      for await (const { key, value } of rowsOf<HeldMark>(kv, keys.allHeldMarks())) {
        if (value.is !== "refused" || value.by !== user || value.at === undefined) continue;
        const expireIn = Math.max(1, value.at + DECIDED_MS - clock.now());
        const bare: HeldMark = { is: "refused", words: "" };
        await writeRow<HeldMark>(kv, key, (now) => now && { value: bare, expireIn });
      }
    },
  };
}

/** The writes that let a message through, in the commit that appends it at `seq`. */
export function letThrough(held: HeldMessage, seq: number): Mutation[] {
  const { conversation } = held.message;
  return [
    { type: "delete", key: keys.held(held.id) },
    ...ending(held, { is: "approved", conversation, seq }),
  ];
}

/** It waits no more; `mark`: what was decided. */
function ending({ id, by, message }: HeldMessage, mark: HeldMark | undefined): Mutation[] {
  const key = keys.heldOf(by.id, message.id);
  return [
    { type: "delete", key: keys.openHeld(id) },
    mark ? { type: "set", key, value: mark, expireIn: DECIDED_MS } : { type: "delete", key },
  ];
}
