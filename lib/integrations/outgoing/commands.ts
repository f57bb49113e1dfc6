// Commands of bots (B3): a call to a program of others, and what it answers.
import { QueueFull, Semaphore } from "../../async/semaphore.ts";
import type { Actor, Chat } from "../../chat/chat.ts";
import type { CommandAnswer, CommandUseCases } from "../../chat/contract/commands.ts";
import type { Access } from "../../chat/conversations/access.ts";
import type { Identity } from "../../chat/identity/identity.ts";
import { ChatError, tooFast } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { answerAddress } from "../../protocol/hooks.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import { derivedUuid, digest } from "../../runtime/digest.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import type {
  CommandCallRow,
  CommandRow,
  CommandRows,
} from "../../store/integrations/command_rows.ts";
import { cutToFit } from "../incoming/payload.ts";
import { objectOf, textOfAnswer } from "./answer.ts";
import type { CallOut } from "./call.ts";
import { actingBot } from "./pump.ts";
import { writeTo } from "./write_to.ts";

/** Whoever calls waits for it. */
const ANSWER_WITHIN_MS = 5_000;
/** So long, and so often, a call may be answered later. */
const ANSWERS_MS = 30 * 60_000;
const MAX_ANSWERS = 5;
/** Calls at once on this instance; more wait. */
const AT_ONCE = { concurrency: 32, maxQueued: 200 };
const CROWDED_RETRY_MS = 2_000;
const SECRET_BYTES = 24;

/** What programs answer to calls, at once and later. */
export interface Commands extends CommandUseCases {
  /**
   * A later answer, by its address. Throws `unknown-hook` where it leads to no call that may still be
   * answered, and `payload-empty`.
   */
  answerLater(
    address: { id: string; secret: string },
    answer: { body: string; type: string },
  ): Promise<void>;
}

/** What they are called with. */
export interface CommandParts {
  rows: CommandRows;
  access: Pick<Access, "see" | "write" | "requireUnmuted">;
  conversations: Pick<Conversations, "direct" | "membersAmong">;
  chat: Pick<Chat, "post">;
  identity: Pick<Identity, "actingBot">;
  call: CallOut;
  outside: {
    clock: Pick<Clock, "now">;
    random: Random;
    /** Tells somebody's devices of a conversation. */
    announce(user: UserId, conversation: ConversationId): void;
  };
}

/** A call, and as whom it is answered. */
interface Called extends Pick<CommandCallRow, "conversation" | "thread" | "by"> {
  as: Actor;
}

/** Calls programs by signed requests, and posts what they answer as their bots. */
export function createCommands(parts: CommandParts): Commands {
  const { rows, access, conversations, outside: { clock, announce } } = parts;
  const turns = new Semaphore(AT_ONCE);

  /** As whom a bot speaks; nobody where it, or who answers for it, is muted or kept out. */
  async function speaking(bot: UserId): Promise<Actor | undefined> {
    const as = await actingBot(parts, bot);
    if (!as) return undefined;
    return await access.requireUnmuted(as).then(() => as, (error) => {
      if (error instanceof ChatError && error.refusal === "muted") return undefined;
      throw error;
    });
  }

  /** As whom a command is answered there; nobody where its bot is not. */
  async function answerer(bot: UserId, conversation: ConversationId): Promise<Actor | undefined> {
    if (!(await conversations.membersAmong(conversation, [bot])).has(bot)) return undefined;
    return await speaking(bot);
  }

  return {
    async commands(actor, conversation) {
      await access.see(actor, conversation);
      const all = await rows.all();
      const bots = [...new Set(all.map(({ bot }) => bot))];
      const here = await conversations.membersAmong(conversation, bots);
      const acting = new Map(
        await Promise.all(
          [...here.keys()].map(async (bot) => [bot, await speaking(bot)] as const),
        ),
      );
      return all.flatMap(({ name, usage, about, bot }) => {
        const as = acting.get(bot);
        return as ? [{ name, usage, about, bot: as.user }] : [];
      });
    },

    async command(actor, { conversation: id, text: written, thread }) {
      const [, word = "", rest = ""] = /^\s*\/(\S+)\s*([\s\S]*)$/.exec(written) ?? [];
      const name = word.toLowerCase();
      const conversation = await access.write(actor, id);
      const row = name === "" ? undefined : await rows.get(name);
      const as = row && await answerer(row.bot, id);
      if (!row || !as) throw new ChatError("unknown-command", { name: `/${word}` });
      return await run({ parts, turns }, actor, {
        name,
        row,
        as,
        text: rest.trim(),
        thread,
        conversation,
      });
    },

    async answerLater({ id, secret }, answer) {
      const said = await saidIn(answer);
      if (said === undefined) throw new ChatError("payload-empty");
      const row = await rows.answer(id, digest(secret), clock.now());
      const as = row && await answerer(row.bot, row.conversation);
      if (!row || !as) throw new ChatError("unknown-hook");
      const own = `${id} ${row.left}`;
      if (said.toAll) return void await postThere(parts, { ...row, as }, own, said.text);
      // Whoever called may look elsewhere by now: they are written to.
      await writeTo({ direct: conversations, announce, chat: parts.chat }, as, {
        whom: row.by,
        id: derivedUuid(own),
        text: said.text,
        now: clock.now(),
      });
    },
  };
}

/** Calls the program of a command, and does with its answer what that wants. */
async function run(
  { parts, turns }: { parts: CommandParts; turns: Semaphore },
  actor: Actor,
  { name, row, as, text, thread, conversation }: {
    name: string;
    row: CommandRow;
    as: Actor;
    text: string;
    thread: number | undefined;
    conversation: Conversation;
  },
): Promise<CommandAnswer> {
  const { rows, call, outside: { clock, random } } = parts;
  const id = random.uuid();
  const secret = encodeBase64Url(random.bytes(SECRET_BYTES));
  const called = {
    conversation: conversation.id,
    by: actor.user.id,
    ...(thread !== undefined && { thread }),
  };
  const until = clock.now() + ANSWERS_MS;
  const waiting = { ...called, bot: row.bot, secret: digest(secret), until, left: MAX_ANSWERS };
  await rows.call(id, waiting, ANSWERS_MS);
  const body = JSON.stringify({
    type: "command.called",
    timestamp: new Date(clock.now()).toISOString(),
    data: {
      command: `/${name}`,
      text,
      room: placeOf(conversation),
      by: callerOf(actor),
      ...(thread !== undefined && { thread }),
      answerTo: answerAddress(row.origin, id, secret),
    },
  });
  const sent = { id: `msg_${id}`, body, words: text, timeoutMs: ANSWER_WITHIN_MS };
  const { tried, answer } = await turns.run(() => call(row, sent)).catch((error) => {
    throw error instanceof QueueFull ? tooFast(CROWDED_RETRY_MS) : error;
  });
  const bot = as.user;
  if (!answer) {
    const { status } = tried;
    throw new ChatError("command-failed", { name: `/${name}`, ...(status && { status }) });
  }
  const said = await saidIn(answer);
  if (said === undefined) return { bot };
  if (!said.toAll) return { bot, said: said.text };
  const { seq } = await postThere(parts, { ...called, as }, `${id} now`, said.text);
  return { bot, seq };
}

/** What an answer says, and to whom: to the caller, unless it wants all of the room to read it. */
async function saidIn(
  answer: { body: string; type: string },
): Promise<{ text: string; toAll: boolean } | undefined> {
  if (answer.body.trim() === "") return undefined;
  if (!/json/i.test(answer.type)) return { text: cutToFit(answer.body.trim()), toAll: false };
  const text = await textOfAnswer(answer);
  if (text === undefined) return undefined;
  const { to, response_type: type } = objectOf(answer.body) ?? {};
  return { text, toAll: to === "room" || type === "in_channel" };
}

async function postThere(
  { chat }: Pick<CommandParts, "chat">,
  { as, conversation, thread }: Called,
  id: string,
  text: string,
): Promise<{ seq: number }> {
  const message = { conversation, id: derivedUuid(id), text };
  return await chat.post(as, { ...message, ...(thread !== undefined && { thread }) });
}

function placeOf({ id, kind, name, title }: Conversation) {
  return { id, kind, ...(name && { name }), ...(title !== undefined && { title }) };
}

function callerOf({ user: { id, name, role } }: Actor) {
  return { id, name, role };
}
