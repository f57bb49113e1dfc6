import { spanOf } from "../i18n/spans.ts";
import { parseDuration } from "../protocol/durations.ts";
import { nameKey } from "../protocol/names.ts";
import { systemRandom } from "../runtime/clock.ts";
import { Refused } from "../client/model.ts";
import { commandReplies } from "../protocol/requests/commands.ts";
import type { CommandName, Intent } from "../text/commands.ts";
import { plainText } from "../text/plain.ts";
import { leadingName } from "../text/leading_name.ts";
import { readSanction } from "../text/sanction_command.ts";
import { readWhen } from "../text/when.ts";
import { commandUsage, statusProblem, undoneText } from "../ui/composer/command_answers.ts";
import { conversationMention } from "../ui/room/page_title.ts";
import type { TerminalChat } from "./chat.ts";
import { helpLines } from "./own_commands.ts";
import { type Face, writeTo } from "./sending.ts";

/**
 * Does a command that all faces of the chat have; resolves with what is to be said of it. Rejects with a
 * `Refused` or `Failure` that says why not.
 */
export async function runIntent(
  chat: TerminalChat,
  intent: Exclude<Intent, { is: "message" }>,
  face: Face,
): Promise<string | undefined> {
  const { model, speech: { words, own } } = chat;
  const usage = (command: CommandName) => commandUsage(words, command);
  switch (intent.is) {
    case "join": {
      const room = await chat.room(intent.room);
      chat.goTo(room.id);
      return own.t("line.here", { place: conversationMention(words, room) });
    }
    case "msg":
      return void await writeTo(chat, intent.name, intent);
    case "topic":
      return void await model.topic(chat.here.value, intent.topic);
    case "poll": {
      const { question, options } = intent;
      return void await model.polls.ask(chat.here.value, question, { options });
    }
    case "away": {
      const problem = statusProblem(words, intent.status);
      if (problem !== undefined) return problem;
      return model.away(intent.status || words.t("command.away-default")), undefined;
    }
    case "nick":
      await chat.server.change("PATCH", "/me", { name: intent.name });
      return words.t("command.done.nick", { name: intent.name });
    case "block":
      await chat.server.change("PATCH", "/me/settings", { block: intent.name });
      return words.t("command.done.block", { name: intent.name });
    case "sanction":
      return await runSanction(chat, intent) ?? usage(intent.kind);
    case "later":
      return await runLater(chat, intent) ?? usage(intent.command);
    case "help":
      return face.help(helpLines(chat.speech, model.me.value?.role ?? "guest", chat.open)),
        undefined;
    case "quit":
    case "ask-quit":
      return face.leave(), undefined;
    case "unknown":
      return await callBot(chat, intent);
    case "incomplete":
    case "not-allowed":
    case "not-here":
      return undoneText(words, intent);
  }
}

/** Calls the command of a bot that is here; gives what it answers to the caller alone. */
async function callBot(
  { server, here, speech: { words } }: TerminalChat,
  intent: Extract<Intent, { is: "unknown" }>,
): Promise<string | undefined> {
  const path = `/conversations/${encodeURIComponent(here.value)}/commands`;
  const called = await server.ask(commandReplies.command, "POST", path, { text: intent.written });
  if ("problem" in called) {
    const { code, detail, retryAfterMs } = called.problem;
    if (code === "unknown-message") return undoneText(words, intent);
    throw new Refused({ code, message: detail, retryAfterMs });
  }
  const { bot: { name }, said, seq } = called.answer;
  if (seq !== undefined) return undefined; // it stands in the room
  return said === undefined
    ? words.t("command.taken", { name })
    : words.t("command.said", { name, text: plainText(said) });
}

/** Kicks, mutes or bans whoever was named; `undefined` where somebody or a duration is missing. */
async function runSanction(
  { model, server, speech: { words, locale } }: TerminalChat,
  { kind, written }: Extract<Intent, { is: "sanction" }>,
): Promise<string | undefined> {
  const { name: first } = leadingName(written, []);
  const found = await model.people(first);
  const names = [...model.names.value, ...found.map(({ name }) => name)];
  const sanction = readSanction(kind, written, names);
  if (!sanction) return undefined;
  const { duration = "", reason } = sanction;
  const person = found.find((one) => nameKey(one.name) === nameKey(sanction.name));
  const whom = person ? { id: person.id } : { user: sanction.name };
  await server.change("POST", `/admin/${kind}s`, { ...whom, duration, reason, addresses: false });
  const name = person?.name ?? sanction.name;
  const ms = parseDuration(duration);
  if (ms === undefined) return words.t("command.done.endless", { name });
  return words.t(`command.done.${kind}`, { name, span: spanOf(locale, ms) });
}

/** Does `/schedule` and `/remind`; `undefined` where it begins with no time, or nothing follows. */
async function runLater(
  { model, server, speech: { words, times, timeZone }, here }: TerminalChat,
  { command, written }: Extract<Intent, { is: "later" }>,
): Promise<string | undefined> {
  const when = readWhen(written, { now: model.now(), timeZone });
  if (!when || when.rest === "") return undefined;
  const { at, rest } = when;
  const id = systemRandom.uuid();
  const isMessage = command === "schedule";
  const what = isMessage ? { conversation: here.value, text: rest } : { note: rest };
  const path = isMessage ? "/later/messages" : "/later/reminders";
  await server.change("POST", path, { ...what, id, at });
  const said = { when: times.full(at) };
  return words.t(isMessage ? "later.scheduled-for" : "later.reminded-at", said);
}
