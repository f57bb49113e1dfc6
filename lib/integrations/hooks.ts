import { ChatError, tooFast } from "../protocol/errors.ts";
import type { HookFormat, Unshown } from "../protocol/hooks.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import { digest } from "../runtime/digest.ts";
import type { HookRow, HookRows } from "../store/integrations/hook_rows.ts";
import type { Actor, Chat } from "../chat/chat.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { loadEmojiNames } from "./incoming/emoji_names.ts";
import { type Payload, readPayload } from "./incoming/payload.ts";
import type { ReadPayload } from "./incoming/reading.ts";

/** What a service sent to a hook. */
export interface Delivery {
  payload: Payload;
  /** The same key within a day is the same message. */
  key?: string;
  /** What the sender calls the thread that the message belongs to. */
  thread?: string;
}

/** Where a hook's message stands, and what of its payload is not shown. */
export interface HookPost {
  conversation: ConversationId;
  seq: number;
  unshown: Unshown[];
}

/** An address, by which a hook is asked. */
export interface HookAddress {
  id: UserId;
  secret: string;
}

/**
 * Messages of other services (B2). All throw `unknown-hook` for an address that leads to none,
 * `too-fast`, what `Chat` throws, and `payload-empty` or `payload-json` for a payload that says nothing
 * or is broken JSON.
 */
export interface IncomingHooks {
  post(address: HookAddress, delivery: Delivery): Promise<HookPost>;
  /** The same for whoever looks after a hook, and may be trusted to post as it. */
  postAs(id: UserId, delivery: Delivery): Promise<HookPost>;
  /** Other words for a message that the hook posted. Throws `unknown-message`, `not-allowed`. */
  edit(address: HookAddress, seq: number, payload: Payload): Promise<HookPost>;
  /** Throws `unknown-message`, `not-allowed`. */
  remove(address: HookAddress, seq: number): Promise<void>;
  /** A program answers a command later, by the address that the call named. */
  answerLater(address: HookAddress, payload: Payload): Promise<void>;
  /** A payload as a message, which is not posted. */
  read(payload: Payload, format: HookFormat): Promise<ReadPayload>;
}

/** What hooks are answered with. */
export interface HookParts {
  rows: HookRows;
  identity: Pick<Identity, "actingBot">;
  chat: Pick<Chat, "post" | "edit" | "delete" | "summary">;
  /** 0 when somebody may append once more, else the milliseconds to wait. */
  sendRate: (actor: Actor) => number;
  clock: Clock;
  random: Random;
}

/** Incoming hooks over the chat: each posts as its bot, under the rules for bots. */
export function createIncomingHooks(
  { rows, identity, chat, sendRate, clock, random }: HookParts,
): Omit<IncomingHooks, "answerLater"> {
  async function open({ id, secret }: HookAddress): Promise<{ row: HookRow; actor: Actor }> {
    const row = await rows.get(id);
    if (!row || row.secret !== digest(secret)) throw new ChatError("unknown-hook");
    return await act(id, row);
  }

  async function act(id: UserId, row: HookRow): Promise<{ row: HookRow; actor: Actor }> {
    const actor = await identity.actingBot(id);
    if (!actor) throw new ChatError("unknown-hook");
    const waitMs = sendRate(actor);
    if (waitMs > 0) throw tooFast(waitMs);
    await rows.use(id, row, clock.now());
    return { row, actor };
  }

  async function postInto(
    { row, actor }: { row: HookRow; actor: Actor },
    { payload, key, thread: named }: Delivery,
  ): Promise<HookPost> {
    const { id } = actor.user;
    const { text, unshown, thread = named } = await read(payload, row.format);
    const { head } = await chat.summary(actor, { conversation: row.room });
    const fresh = { id: random.uuid(), after: head };
    const sent = key === undefined ? fresh : await rows.posted(id, key, fresh);
    const message = { conversation: row.room, text, ...sent };
    const root = thread === undefined ? undefined : await rows.thread(id, thread);
    const { seq } = await chat.post(actor, { ...message, thread: root }).catch((error) => {
      const gone = error instanceof ChatError && error.refusal === "unknown-message";
      if (!gone || root === undefined) throw error;
      return chat.post(actor, message); // the thread begins anew
    });
    if (thread !== undefined) await rows.setThread(id, thread, root ?? seq);
    return { conversation: row.room, seq, unshown };
  }

  return {
    read,

    post: async (address, delivery) => await postInto(await open(address), delivery),

    async postAs(id, delivery) {
      const row = await rows.get(id);
      if (!row) throw new ChatError("unknown-hook");
      return await postInto(await act(id, row), delivery);
    },

    async edit(address, target, payload) {
      const { row, actor } = await open(address);
      const { text, unshown } = await read(payload, row.format);
      await chat.edit(actor, { conversation: row.room, target, text });
      return { conversation: row.room, seq: target, unshown };
    },

    async remove(address, target) {
      const { row, actor } = await open(address);
      await chat.delete(actor, { conversation: row.room, target });
    },
  };
}

async function read(payload: Payload, format: HookFormat): Promise<ReadPayload> {
  const found = readPayload(payload, format, await loadEmojiNames());
  if (!("is" in found)) return found;
  throw new ChatError(`payload-${found.is}`);
}
