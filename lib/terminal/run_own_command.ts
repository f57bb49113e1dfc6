import type { MessageEvent } from "../protocol/events.ts";
import { roomTitle } from "../protocol/room_title.ts";
import type { TerminalChat } from "./chat.ts";
import { ExitCode, Failure } from "./exit_codes.ts";
import type { OwnCommand } from "./own_commands.ts";
import { safeText } from "./safe_text.ts";
import { type Face, send, writeTo } from "./sending.ts";
import { foundLines, inboxLines, personLine, roomLine } from "./listings.ts";

/** Does a command that the terminal has beside the shared ones; rejects as `runIntent` does. */
export async function runOwnCommand(
  chat: TerminalChat,
  { command, rest }: { command: OwnCommand; rest: string },
  face: Face,
): Promise<void> {
  switch (command) {
    case "to": {
      const found = await chat.personBefore(rest);
      const [name = ""] = rest.split(/\s/, 1);
      if (rest === "" || found?.rest === "") return face.say(chat.speech.own.t("usage.to"));
      return await writeTo(chat, found?.name, { name, text: found?.rest ?? "" });
    }
    case "reply":
    case "edit":
    case "delete":
    case "react":
    case "vote":
    case "show":
      return await runOnMessage(chat, command, rest, face);
    case "thread":
      return await openThread(chat, rest);
    case "older":
      return await showOlder(chat, face);
    default:
      return await runOnPlace(chat, command, rest, face);
  }
}

/** So long what was written just before is waited for: “last” may mean it. In milliseconds. */
const SETTLED_WITHIN_MS = 5_000;

/** A message, and what follows its time. */
async function aimed(
  chat: TerminalChat,
  rest: string,
): Promise<{ message: MessageEvent; words: string }> {
  await chat.settled(SETTLED_WITHIN_MS);
  const [, ref = "", words = ""] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  return { message: chat.messageAt(ref), words };
}

async function runOnMessage(
  chat: TerminalChat,
  command: "reply" | "edit" | "delete" | "react" | "vote" | "show",
  rest: string,
  face: Face,
): Promise<void> {
  const { model, here: { value: here }, speech: { own } } = chat;
  const { message, words } = await aimed(chat, rest);
  const { seq } = message;
  const needsWords = command === "reply" || command === "edit" || command === "react";
  if (needsWords && words === "") return face.say(own.t(`usage.${command}`));
  switch (command) {
    case "reply":
      return await send(chat, words, seq);
    case "edit":
      return await model.edit(here, seq, words, message.version ?? 0);
    case "delete":
      return await model.remove(here, seq);
    case "react": {
      const me = model.me.value?.id ?? "";
      const emoji = words.trim();
      // Of more than twelve the message names not all: then the reader's own mark tells.
      const mine = message.reactions?.[emoji]?.by.includes(me) || marked(chat, seq, emoji);
      return await model.reactions.react(here, seq, emoji, !mine);
    }
    case "vote": {
      if (!message.poll) throw new Failure(own.t("failure.no-poll"), ExitCode.refused);
      const options = [...words.matchAll(/\d+/g)].map(([number]) => Number(number) - 1);
      return await model.polls.vote(here, seq, options);
    }
    case "show":
      return face.say(safeText(message.text));
  }
}

function marked({ model, here }: TerminalChat, seq: number, emoji: string): boolean {
  return model.timeline(here.value).items.value.some((item) =>
    item.is === "message" && item.event.seq === seq && item.mine?.reactions?.includes(emoji)
  );
}

/** Opens a thread and answers in it; without a time, leaves the one that is open. */
async function openThread(chat: TerminalChat, rest: string): Promise<void> {
  if (rest === "") {
    chat.thread.value = undefined;
    return;
  }
  const { message, words } = await aimed(chat, rest);
  chat.openThread(message.thread ?? message.seq);
  if (words !== "") await send(chat, words);
}

async function showOlder(chat: TerminalChat, face: Face): Promise<void> {
  const timeline = chat.thread.value?.replies ?? chat.model.timeline(chat.here.value);
  if (!timeline.hasOlder.value) return face.say(chat.speech.own.t("line.beginning"));
  await timeline.loadOlder();
}

async function runOnPlace(
  chat: TerminalChat,
  command: "rooms" | "people" | "search" | "inbox" | "invite" | "leave" | "retry",
  rest: string,
  face: Face,
): Promise<void> {
  const { model, speech, speech: { own } } = chat;
  const list = (lines: readonly string[]) =>
    lines.length > 0 ? lines.forEach((line) => face.say(line)) : face.say(own.t("line.none"));
  switch (command) {
    case "rooms": {
      const { rooms } = await model.rooms({ query: rest });
      return list(rooms.map((room) => roomLine(speech, room)));
    }
    case "people": {
      const people = await model.people(rest, chat.here.value);
      return list(people.map((person) => personLine(speech, person)));
    }
    case "search": {
      if (rest === "") return face.say(own.t("usage.search"));
      return list(await foundLines(chat, rest));
    }
    case "inbox":
      return list(await inboxLines(chat));
    case "invite": {
      const found = await chat.personBefore(rest);
      if (!found) return await writeTo(chat, undefined, { name: rest, text: "" });
      await model.invite(chat.here.value, found.name);
      const place = chat.open;
      const room = place ? roomTitle(place) : "";
      return face.say(own.t("line.asked", { name: found.name, room }));
    }
    case "leave": {
      await model.leave(chat.here.value);
      const next = model.conversations.value.find(({ id }) => id !== chat.here.value);
      if (next) chat.goTo(next.id);
      return;
    }
    case "retry":
      for (const item of model.timeline(chat.here.value).items.value) {
        if (item.is === "outgoing") await model.retry(item.entry.id);
      }
  }
}
