// CHATHISTORY and MARKREAD (ircv3.net): paging back, and how far one has read.
import { SERVER } from "../gateway.ts";
import { sendReadMarker, timeOf } from "../events/channel_lines.ts";
import { sendJoin } from "../events/join_line.ts";
import { eventTags, sendMessage, timeTag } from "../events/message_lines.ts";
import { applyProfiles } from "../events/people_lines.ts";
import { MAX_CHATHISTORY } from "../isupport.ts";
import type { Session } from "../session.ts";
import type { Conversation } from "../state/conversations.ts";
import { maskOf } from "../state/people.ts";
import { type Asked, type Commands, reasonFor } from "./handler.ts";
import { type Found, isMessage, readLog, readReference, readTime, seqAt } from "./history_pages.ts";
import { conversationOf } from "./lookup.ts";

/** A failure as CHATHISTORY and MARKREAD have it, whether the client knows standard replies or not. */
function fail({ out, line }: Asked, code: string, ...rest: string[]): void {
  out.send({ source: SERVER, command: "FAIL", params: [line.command, code, ...rest] });
}

/** Sends what was found, in a batch where the client knows batches. */
function sendHistory(
  { session, out }: Pick<Asked, "session" | "out">,
  conversation: Conversation,
  { events, users, quotes }: Found,
): void {
  const target = session.targetName(conversation);
  if (target === undefined) return;
  applyProfiles(session, users);
  const batch = session.has("batch") ? session.client.out.nextBatch() : undefined;
  const mark = (sign: string, ...rest: string[]) =>
    batch !== undefined &&
    out.send({ source: SERVER, command: "BATCH", params: [`${sign}${batch}`, ...rest] });
  mark("+", "chathistory", target);
  for (const event of events) {
    if (isMessage(event)) {
      sendMessage(session, out, { conversation, event, users, quotes, batch, late: true });
      continue;
    }
    const by = session.people.get(event.by);
    if (!by || conversation.channel === undefined) continue;
    const tags = { ...eventTags(event.at, by), ...(batch !== undefined && { batch }) };
    const send = (command: string, ...params: string[]) =>
      out.send({ tags, source: maskOf(by), command, params: [target, ...params] });
    if (event.kind === "topic") send("TOPIC", event.topic);
    else if (event.kind === "leave") send("PART");
    else {
      sendJoin(
        session,
        { send: (line) => out.send({ ...line, tags }) },
        by,
        conversation.channel,
      );
    }
  }
  mark("-");
}

/** The messages that one subcommand asks for; `undefined` where a reference leads nowhere. */
async function find(
  session: Session,
  conversation: Conversation,
  subcommand: string,
  references: readonly string[],
  limit: number,
): Promise<Found | undefined> {
  const read = (reference = "") => readReference(session, conversation, reference);
  const [first, second] = references;
  if (subcommand === "LATEST") {
    if (first === "*") return await readLog(session, conversation, { limit });
    const after = await read(first);
    const from = after && (after.exact ? after.seq + 1 : after.seq);
    return from === undefined ? undefined : await readLog(session, conversation, { limit, from });
  }
  const start = await read(first);
  if (!start) return undefined;
  const behind = start.exact ? start.seq : start.seq - 1;
  switch (subcommand) {
    case "BEFORE":
      return await readLog(session, conversation, { limit, before: start.seq });
    case "AFTER":
      return await readLog(session, conversation, { limit, after: behind });
    case "AROUND": {
      const half = Math.ceil(limit / 2);
      const before = await readLog(session, conversation, { limit: half, before: start.seq });
      const after = await readLog(session, conversation, {
        limit: limit - before.events.length,
        after: start.seq - 1,
      });
      return {
        events: [...before.events, ...after.events],
        users: { ...before.users, ...after.users },
        quotes: { ...before.quotes, ...after.quotes },
      };
    }
    default: { // BETWEEN
      const end = await read(second);
      if (!end) return undefined;
      if (start.seq <= end.seq) {
        return await readLog(session, conversation, { limit, after: behind, until: end.seq });
      }
      const from = end.exact ? end.seq + 1 : end.seq;
      return await readLog(session, conversation, { limit, before: start.seq, from });
    }
  }
}

/** How many references follow the target of each subcommand. */
const REFERENCES: Readonly<Record<string, number>> = {
  LATEST: 1,
  BEFORE: 1,
  AFTER: 1,
  AROUND: 1,
  BETWEEN: 2,
};

function limitOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,9}$/.test(text)) return undefined;
  return Math.min(Number(text), MAX_CHATHISTORY);
}

async function chathistory(asked: Asked): Promise<void> {
  const { session, line: { params } } = asked;
  const subcommand = (params[0] ?? "").toUpperCase();
  if (subcommand === "TARGETS") return targets(asked);
  const count = REFERENCES[subcommand];
  if (count === undefined) {
    return fail(asked, "INVALID_PARAMS", params[0] ?? "*", "Unknown command");
  }
  const target = params[1] ?? "*";
  const limit = limitOf(params[2 + count]);
  if (limit === undefined) {
    return fail(asked, "INVALID_PARAMS", subcommand, "Say how many messages, at most");
  }
  const conversation = conversationOf(session, target);
  if (!conversation) {
    return fail(asked, "INVALID_TARGET", subcommand, target, "Messages could not be retrieved");
  }
  try {
    const references = params.slice(2, 2 + count);
    const found = await find(session, conversation, subcommand, references, limit);
    if (found) return sendHistory(asked, conversation, found);
    fail(asked, "INVALID_MSGREFTYPE", subcommand, target, "No such place in this conversation");
  } catch (error) {
    fail(asked, "MESSAGE_ERROR", subcommand, target, reasonFor(asked, error).message);
  }
}

/** The conversations in which something was said between two times, the last first. */
function targets(asked: Asked): void {
  const { session, out, line: { params } } = asked;
  const times = [params[1], params[2]].map((text) =>
    readTime(text?.replace(/^timestamp=/, "") ?? "")
  );
  const limit = limitOf(params[3]);
  const [one, other] = times;
  if (one === undefined || other === undefined || limit === undefined) {
    return fail(asked, "INVALID_PARAMS", "TARGETS", "Give two timestamps and a limit");
  }
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  const batch = session.has("batch") ? session.client.out.nextBatch() : undefined;
  const found = [...session.conversations].filter(({ lastAt }) => lastAt > from && lastAt < to)
    .sort((a, b) => b.lastAt - a.lastAt).slice(0, limit);
  const mark = (sign: string, ...rest: string[]) =>
    batch !== undefined &&
    out.send({ source: SERVER, command: "BATCH", params: [`${sign}${batch}`, ...rest] });
  mark("+", "draft/chathistory-targets");
  for (const conversation of found) {
    const target = session.targetName(conversation);
    if (target === undefined) continue;
    out.send({
      ...(batch !== undefined && { tags: { batch } }),
      source: SERVER,
      command: "CHATHISTORY",
      params: ["TARGETS", target, timeTag(conversation.lastAt)],
    });
  }
  mark("-");
}

async function markRead(asked: Asked): Promise<void> {
  const { session, out, line: { params: [target = "", stamp] } } = asked;
  const conversation = conversationOf(session, target);
  if (!conversation) return fail(asked, "INVALID_PARAMS", target, "Unknown target");
  if (stamp !== undefined) {
    const at = readTime(stamp.replace(/^timestamp=/, ""));
    if (at === undefined) return fail(asked, "INVALID_PARAMS", target, "Invalid timestamp");
    const seq = await seqAt(session, conversation, at + 1) - 1;
    if (seq >= 1) {
      await session.link.ask("read", { conversation: conversation.summary.id, seq });
      const readAt = await timeOf(session, conversation, seq);
      conversation.readAt = Math.max(conversation.readAt ?? 0, readAt);
    }
  }
  await sendReadMarker(session, out, conversation);
}

/** Paging back, and how far one has read. */
export const historyCommands: Commands = {
  CHATHISTORY: { least: 1, run: chathistory },
  MARKREAD: {
    least: 1,
    async run(asked) {
      await markRead(asked).catch((error) =>
        fail(asked, "INTERNAL_ERROR", asked.line.params[0] ?? "*", reasonFor(asked, error).message)
      );
    },
  },
};
