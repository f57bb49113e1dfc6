import type { Administration } from "../administration.ts";
import type { Chat } from "../chat.ts";
import type { ScreenWords } from "../messages/screen.ts";
import { askFirst, type Rules } from "./ask_first.ts";

/** The words that an act shows; what it leaves as it is has none. */
type Shown<Cases> = Rules<Cases, ReadonlyArray<string | undefined>>;

/**
 * What is shown of somebody, or of a place to people who are not in it yet: a title comes with an
 * invitation, so also that of a private room and of a group. Messages, edits, topics and pronouns are
 * asked where they are written, and names by `NameRelease`.
 */
const CHAT: Shown<Chat> = {
  create: ({ name, title, topic, private: hidden }) => [name, title, hidden ? undefined : topic],
  openWith: ({ title }) => [title],
  rename: ({ title }) => [title],
  setStatus: ({ status }) => [status],
};

const ADMINISTRATION: Shown<Administration> = {
  addBot: ({ name }) => [name],
  addHook: ({ name }) => [name],
  addOutgoing: ({ name }) => [name],
  addCommand: ({ name, usage, about }) => [name, usage, about],
};

/** The chat, where what others see is asked for words that have to be looked at. Throws `words-not-here`. */
export const askWordsOfChat = (screen: ScreenWords, chat: Chat): Chat => ask(screen, chat, CHAT);

/** The same of bots and of their commands. */
export const askWordsOfAdministration = (screen: ScreenWords, all: Administration) =>
  ask(screen, all, ADMINISTRATION);

function ask<Cases extends object>(screen: ScreenWords, cases: Cases, shown: Shown<Cases>): Cases {
  return askFirst(cases, shown, (actor, texts) => {
    const text = texts.filter((one) => one !== undefined).join("\n");
    return text.trim() === "" ? undefined : screen(actor, { text });
  });
}
