// Who somebody is: the ways in and out, and what is one's own to change.
import type { ChatError } from "../protocol/errors.ts";
import type { Person, UserId } from "../protocol/events.ts";
import type { Session } from "../store/sessions.ts";
import type { Actor, SessionState } from "./chat.ts";

/** Who knocks: their address as rates count it, and what they use. */
export interface Visitor {
  address: string;
  device: string;
  locale?: string;
}

/** Somebody who came in. The token is given this once; whoever has it is that person. */
export interface Entered {
  token: string;
  actor: Actor;
}

/** A session as its owner sees it. Times in milliseconds UTC. */
export type OwnSession = Pick<Session, "id" | "device" | "createdAt" | "usedAt"> & {
  current: boolean;
};

/** All throw a `ChatError` with the reason when they refuse. */
export interface Identity {
  /** As a guest by a name alone. `already`: who asks, if anybody yet; a guest stays themselves. */
  enter(visitor: Visitor, name: string, already?: Actor): Promise<Entered>;
  register(
    visitor: Visitor,
    account: { name: string; password: string; invite?: string },
  ): Promise<Entered>;
  /** The same, whoever may register otherwise: for the first administrator. */
  registerFirst(visitor: Visitor, account: { name: string; password: string }): Promise<Entered>;
  signIn(visitor: Visitor, account: { name: string; password: string }): Promise<Entered>;
  /**
   * Who holds a token, used from an address; `undefined` when nobody does any more. `barred`: they may
   * do nothing for now but leave.
   */
  recognise(
    token: string,
    address?: string,
  ): Promise<{ actor: Actor; locale?: string; barred?: ChatError } | undefined>;
  /** Whether somebody who came in may stay: a use of the session. Reads the store. */
  recheck(actor: Actor): Promise<SessionState>;
  signOut(actor: Actor): Promise<void>;
  /** One's own sessions, the last used first. */
  sessions(actor: Actor): Promise<OwnSession[]>;
  /** Ends one of one's own sessions and its sockets; `false` when it is none of them. */
  endSession(actor: Actor, id: string): Promise<boolean>;
  endOtherSessions(actor: Actor): Promise<void>;
  /** Ends the other sessions too: whoever knew the old password is out. */
  changePassword(actor: Actor, change: { current: string; next: string }): Promise<void>;
  changeName(actor: Actor, name: string): Promise<Person>;
  changeLocale(actor: Actor, locale: string): Promise<void>;
  /** A guest becomes a member and keeps id, conversations and history. */
  becomeMember(
    actor: Actor,
    visitor: Visitor,
    account: { password: string; invite?: string },
  ): Promise<Person>;
  /** The same, whoever may register otherwise: for the first administrator. */
  becomeFirst(actor: Actor, visitor: Visitor, account: { password: string }): Promise<Person>;
  /**
   * Deletes the account; messages stay under “someone who left”. Members prove the password. `first`
   * is what is done before, once it is proved.
   */
  leaveForGood(actor: Actor, password: string, first?: () => Promise<void>): Promise<void>;
  /** The last connection of somebody closed: a guest's name is kept a while from now on. */
  left(user: UserId): Promise<void>;
}
