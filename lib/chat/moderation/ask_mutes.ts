import type { Administration } from "../administration.ts";
import type { Actor, Chat } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import type { Identity } from "../identity/identity.ts";

/** The name of a use case of an actor, by what it is asked with. */
type Asked<Cases, Name extends keyof Cases> = Cases[Name] extends
  (actor: Actor, ...asked: infer Args) => unknown ? Args : never;

/** What of some use cases is refused to whoever is muted: always, or where it is asked with that. */
type Refused<Cases> = {
  readonly [Name in keyof Cases]?: true | ((...asked: Asked<Cases, Name>) => boolean);
};

/**
 * What others see of somebody is refused while they are muted: what is done in a conversation by
 * `Access.write`, a group as it is made, and all else here, whatever door it comes by. What is taken back goes on (a status, a
 * picture, words of one's own), and so do reading, reports, and what keeps order.
 */
const CHAT: Refused<Chat> = {
  create: true,
  add: true,
  rename: true,
  invite: true,
  setStatus: ({ status }) => status.trim() !== "",
  closePoll: true,
  schedule: true,
};

const IDENTITY: Refused<Identity> = {
  changeName: true,
  changePicture: (file) => file !== undefined,
};

const ADMINISTRATION: Refused<Administration> = {
  changeRoom: (_, { name }) => name !== undefined,
  makeInvitation: true,
  addBot: true,
  addHook: true,
  hookToTry: true,
  addOutgoing: true,
  addCommand: true,
  changeProfile: true,
  addEmoji: true,
  changeIcon: (file) => file !== undefined,
  sendNotice: true,
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

type UseCase = (actor: Actor, ...asked: unknown[]) => Promise<unknown>;

function ask<Cases extends object>(
  access: Voice,
  cases: Cases,
  refused: Refused<Cases>,
): Cases {
  const asking = Object.entries(refused).map(([name, when]) => {
    const useCase = cases[name as keyof Cases] as UseCase;
    const isSeen = when as true | ((...asked: unknown[]) => boolean);
    const asks: UseCase = async (actor, ...asked) => {
      if (isSeen === true || isSeen(...asked)) await access.requireUnmuted(actor);
      return await useCase(actor, ...asked);
    };
    return [name, asks];
  });
  return { ...cases, ...Object.fromEntries(asking) };
}
