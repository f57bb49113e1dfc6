// Incoming hooks: where they post, and what they posted by keys of their senders'.
import { digest } from "../../runtime/digest.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { HookFormat } from "../../protocol/hooks.ts";
import { keys } from "../../kv/keys.ts";
import { writeRow } from "../../kv/checked_write.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";

/** An incoming hook; it posts as the bot whose id it has. */
export interface HookRow {
  room: ConversationId;
  /** SHA-256 of the secret in its address. */
  secret: string;
  format: HookFormat;
  /** When it was last used, to the hour; milliseconds UTC. */
  usedAt?: number;
}

/** What a message is sent with: the same for every try, so that it is one message. */
export interface PostedRow {
  id: string;
  after: number;
}

const HOUR_MS = 60 * 60_000;
/** A key of a sender's names the same message for so long. */
const POSTED_MS = 24 * HOUR_MS;
/** And the same thread for so long after its last message. */
const THREAD_MS = 90 * 24 * HOUR_MS;

/** The write that stores a hook. */
export function setHook(bot: UserId, row: HookRow): Mutation {
  return { type: "set", key: keys.hook(bot), value: row };
}

/** The write that ends one; what it posted by keys expires. */
export function removeHook(bot: UserId): Mutation {
  return { type: "delete", key: keys.hook(bot) };
}

/** The hooks of a store. Each method rejects with `Unavailable`. */
export interface HookRows {
  get(bot: UserId): Promise<HookRow | undefined>;
  /** Notes that a hook was used, once an hour. */
  use(bot: UserId, row: HookRow, now: number): Promise<void>;
  /** What is sent by a key: `fresh` where it is new. */
  posted(bot: UserId, key: string, fresh: PostedRow): Promise<PostedRow>;
  /** The root of a thread by its key. */
  thread(bot: UserId, key: string): Promise<number | undefined>;
  setThread(bot: UserId, key: string, root: number): Promise<void>;
}

/** The hooks in \`kv\`. */
export function createHookRows(kv: Kv): HookRows {
  return {
    get: async (bot) => (await kv.get<HookRow>(keys.hook(bot))).value ?? undefined,

    async use(bot, { secret, usedAt = 0 }, now) {
      if (now - usedAt < HOUR_MS) return;
      await writeRow<HookRow>(
        kv,
        keys.hook(bot),
        (row) => row?.secret === secret ? { value: { ...row, usedAt: now } } : undefined,
      );
    },

    async posted(bot, key, fresh) {
      const row = await writeRow<PostedRow>(
        kv,
        keys.hookPosted(bot, digest(key)),
        (known) => known ? undefined : { value: fresh, expireIn: POSTED_MS },
      );
      return row ?? fresh;
    },

    async thread(bot, key) {
      return (await kv.get<number>(keys.hookThread(bot, digest(key)))).value ?? undefined;
    },

    async setThread(bot, key, root) {
      const at = keys.hookThread(bot, digest(key));
      await kv.commit([], [{ type: "set", key: at, value: root, expireIn: THREAD_MS }]);
    },
  };
}
