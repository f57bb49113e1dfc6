import type { Administration } from "../administration.ts";
import type { Chat } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import type { Identity } from "../identity/identity.ts";
import { askFirst, type Rules } from "./ask_first.ts";

const always = () => true;

/**
 * What others see of somebody is refused while they are muted: what is done in a conversation by
 * `Access.write`, a group as it is made, and all else here, whatever door it comes by. What is taken back goes on (a status, a
 * picture, words of one's own), and so do reading, reports, and what keeps order.
 */
const CHAT: Rules<Chat, boolean> = {
  create: always,
  add: always,
  rename: always,
  invite: always,
  setStatus: ({ status }) => status.trim() !== "",
  closePoll: always,
  schedule: always,
};

const IDENTITY: Rules<Identity, boolean> = {
  changeName: always,
  changePicture: (file) => file !== undefined,
};

const ADMINISTRATION: Rules<Administration, boolean> = {
  changeRoom: (_, { name }) => name !== undefined,
  makeInvitation: always,
  addBot: always,
  addHook: always,
  hookToTry: always,
  addOutgoing: always,
  addCommand: always,
  changeProfile: always,
  addEmoji: always,
  renameEmoji: always,
  addProvider: always,
  changeProvider: (_, { change: { name } }) => name !== undefined,
  changeIcon: (file) => file !== undefined,
  sendNotice: always,
  planShutdown: ({ text }) => text !== undefined && text.trim() !== "",
};

type Voice = Pick<Access, "requireUnmuted">;

/** The chat, where whoever is muted does nothing that others see. Throws `muted`. */
export const askMutesOfChat = (access: Voice, chat: Chat): Chat => ask(access, chat, CHAT);

/** The same of what somebody is called and shown as. */
export const askMutesOfIdentity = (access: Voice, identity: Identity): Identity =>
  ask(access, identity, IDENTITY);

/** The same of what is told to everyone, and of who is brought in. */
export const askMutesOfAdministration = (access: Voice, all: Administration): Administration =>
  ask(access, all, ADMINISTRATION);

function ask<Cases extends object>(
  access: Voice,
  cases: Cases,
  refused: Rules<Cases, boolean>,
): Cases {
  return askFirst(
    cases,
    refused,
    (actor, isSeen) => isSeen ? access.requireUnmuted(actor) : undefined,
  );
}
