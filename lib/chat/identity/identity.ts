// Who somebody is: the ways in and out, and what is one's own to change.
import type { ChatError } from "../../protocol/errors.ts";
import type { Person, UserId } from "../../protocol/events.ts";
import type { ProvenAct } from "../../protocol/proofs.ts";
import type { Passkey } from "../../store/people/passkeys.ts";
import type { Begun } from "../../store/people/pairings.ts";
import type { Session } from "../../store/people/sessions.ts";
import type { Actor, Mute, SessionState } from "../chat.ts";
import type { MessagesFate } from "./erasing.ts";
import type { ActingAs } from "./acting.ts";
import type { ForeignWays } from "./foreign.ts";
import type { OwnRules } from "./own_rules.ts";
import type { ProveOwn } from "./prove_own.ts";
import type { TwoFactors } from "./two_factors.ts";
import type { Entered, Visitor } from "./visitor.ts";
import type { Proof } from "./prove_own.ts";
import type { CreationOptions, PasskeySite, RequestOptions } from "./web_authn.ts";

export type { Entered, Visitor };

/** A session as its owner sees it. Times in milliseconds UTC. */
export type OwnSession = Pick<Session, "id" | "device" | "createdAt" | "usedAt"> & {
  /** In use now: it is connected, or what asks. */
  open: boolean;
  current: boolean;
};

/** A passkey as its owner sees it. Times in milliseconds UTC. */
export type OwnPasskey = Pick<Passkey, "id" | "name" | "createdAt" | "usedAt">;

/** A device that asks for a session. Times in milliseconds UTC. */
export interface AskingDevice {
  /** The code that it shows. */
  userCode: string;
  device: string;
  /** Where it asks from, as rates count it. */
  address: string;
  /** Whether whoever looks comes from there too. */
  near: boolean;
  askedAt: number;
  until: number;
}

/**
 * The ways in, and one's own account. What is refused is a `ChatError`: `too-fast` where attempts are
 * counted, `proof-needed` before it where newcomers are, what a name may break (`createUser`), what a password may break (`checkPassword`), and what
 * is named below; `Unavailable` when the store does not answer.
 */
export interface Identity extends TwoFactors, ForeignWays, OwnRules {
  /** As whom somebody acts who is this now. Rejects with `Unavailable`. */
  actingAs: ActingAs;
  /** What is one's own alone takes it, here and elsewhere. */
  proveOwn: ProveOwn;
  /**
   * As a guest by a name alone. `already`: who asks, if anybody yet; a guest stays themselves. Throws
   * `guests-closed`, `network-barred`.
   */
  enter(visitor: Visitor, name: string, already?: Actor): Promise<Entered>;
  /** Throws `registration-closed`, `registration-off`, `invite-unknown`, `invite-invalid`, `network-barred`. */
  register(
    visitor: Visitor,
    account: { name: string; password: string; invite?: string },
  ): Promise<Entered>;
  /** The same, whoever may register otherwise: for the first administrator. */
  registerFirst(visitor: Visitor, account: { name: string; password: string }): Promise<Entered>;
  /**
   * Throws `wrong-credentials`, `kicked` or `banned` with the reason, and `second-factor-needed` with a
   * `ticket`, as each way in by a password does.
   */
  signIn(visitor: Visitor, account: { name: string; password: string }): Promise<Entered>;
  /** Whose password a link of an administrator is for. Throws `password-link-over`. */
  passwordLink(visitor: Visitor, code: string): Promise<{ name: string; signInName: string }>;
  /**
   * Has a new password by such a link, once, and comes in; all other sessions end. Throws
   * `password-link-over`, and `kicked` or `banned` with the reason.
   */
  recoverPassword(visitor: Visitor, code: string, next: string): Promise<Entered>;
  /** What a browser signs with a passkey of the site, to come in. */
  beginPasskeySignIn(visitor: Visitor, site: PasskeySite): Promise<RequestOptions>;
  /**
   * By what a browser signed (`AuthenticationResponseJSON`), once. Throws `passkey-failed`,
   * `passkey-unknown`, and `kicked` or `banned` with the reason.
   */
  signInByPasskey(visitor: Visitor, site: PasskeySite, response: string): Promise<Entered>;
  /**
   * What a browser signs with a passkey of one's own, to prove by it what `Proof` is asked for: once, in
   * this session, for this act. Throws `passkey-unknown` to who has none, `too-fast`, `not-allowed` to guests.
   */
  beginProof(actor: Actor, origin: string, act: ProvenAct): Promise<RequestOptions>;
  /** One's own passkeys, in the order in which they were added. */
  passkeys(actor: Actor): Promise<OwnPasskey[]>;
  /**
   * What a browser makes a passkey with, for a member who proves who they are. Throws as `ProveOwn`
   * does, and `passkeys-full`.
   */
  beginPasskey(actor: Actor, site: PasskeySite, proof: Proof): Promise<CreationOptions>;
  /**
   * Adds what a browser made (`RegistrationResponseJSON`), under a name. Throws `passkey-failed`,
   * `passkey-name`, `passkeys-full`.
   */
  addPasskey(
    actor: Actor,
    site: PasskeySite,
    made: { response: string; name: string },
  ): Promise<void>;
  /** `false` when it is none of one's own. Throws `passkey-name`. */
  renamePasskey(actor: Actor, id: string, name: string): Promise<boolean>;
  /** It lets nobody in any more. `false` when it is none of one's own. */
  removePasskey(actor: Actor, id: string): Promise<boolean>;
  /**
   * A device asks to be let in as whoever confirms it elsewhere: it keeps the one code and shows the
   * other (RFC 8628). Both open nothing from `until` on.
   */
  beginPairing(visitor: Visitor): Promise<Begun>;
  /** The device that shows a code, as somebody typed it. Throws `pairing-unknown`. */
  pairing(actor: Actor, address: string, code: string): Promise<AskingDevice>;
  /** Lets that device in as the actor, or not. Throws `pairing-unknown`. */
  answerPairing(actor: Actor, address: string, code: string, confirmed: boolean): Promise<void>;
  /**
   * The session of a device that was confirmed, once; `undefined` while nobody has answered. Throws
   * `pairing-denied`, `pairing-over`, and `kicked` or `banned` with the reason. The session in which it
   * was confirmed must not have ended meanwhile.
   */
  takePairing(visitor: Visitor, deviceCode: string): Promise<Entered | undefined>;
  /**
   * Who holds a token, used from an address; `undefined` when nobody does any more. `barred`: they may
   * do nothing for now but leave; `mute`: they may not write.
   */
  authenticate(
    token: string,
    address?: string,
  ): Promise<{ actor: Actor; locale?: string; barred?: ChatError; mute?: Mute } | undefined>;
  /**
   * A bot that acts without a token, by a hook; `undefined` where it is none any more. Throws `kicked`
   * and `banned` where it, or whoever answers for it, is kept out.
   */
  actingBot(bot: UserId): Promise<Actor | undefined>;
  /** Whether somebody who came in may stay: a use of the session. Reads the store. */
  checkSession(actor: Actor): Promise<SessionState>;
  /**
   * A guest is about to leave: their name is kept from now on, and who brings this as `Visitor.left`
   * comes in as them again by it, once, until others may have it. `undefined` for members, who sign in,
   * and where they do not come back in this browser.
   */
  keepName(actor: Actor, comesBack: boolean): Promise<string | undefined>;
  /** Ends the session and its sockets. Never refuses. */
  signOut(actor: Actor): Promise<void>;
  /** One's own sessions, the last used first. */
  sessions(actor: Actor): Promise<OwnSession[]>;
  /** Ends one of one's own sessions and its sockets; `false` when it is none of them. */
  endSession(actor: Actor, id: string): Promise<boolean>;
  /** Ends all but the actor's own. Never refuses. */
  endOtherSessions(actor: Actor): Promise<void>;
  /** Ends the other sessions too: whoever knew the old password is out. Throws as `ProveOwn` does. */
  changePassword(actor: Actor, change: { current: Proof; next: string }): Promise<void>;
  /** What others see; one signs in as before. Throws `muted` and `unknown-user`. */
  changeName(actor: Actor, name: string): Promise<Person>;
  /**
   * Gives a member the picture in a file that they uploaded; without one, none (N8). Throws
   * `not-allowed` to guests, `muted`, `too-fast`, `unknown-file`, `file-not-ready`, `picture`.
   */
  changePicture(actor: Actor, file: string | undefined): Promise<Person>;
  /** What a member types to sign in; `undefined` for guests, who do not. */
  signInName(actor: Actor): Promise<string | undefined>;
  /** Throws as `ProveOwn` does. */
  changeSignInName(actor: Actor, change: { name: string; password: Proof }): Promise<void>;
  /** The language that refusals are written in. Throws `unknown-user`. */
  changeLocale(actor: Actor, locale: string): Promise<void>;
  /** The code of the invitation that a guest came by, with which they become a member. */
  invitation(actor: Actor): Promise<string | undefined>;
  /**
   * A guest becomes a member and keeps id, conversations and history; by the invitation that they came
   * by, if they did. Throws as `register` does.
   */
  becomeMember(
    actor: Actor,
    visitor: Visitor,
    account: { password: string; invite?: string },
  ): Promise<Person>;
  /** The same, whoever may register otherwise: for the first administrator. */
  becomeFirst(actor: Actor, visitor: Visitor, account: { password: string }): Promise<Person>;
  /**
   * Deletes the account; messages stay under “someone who left”, or go. Members prove who they are. From
   * one commit on nobody is there any more; what takes longer goes on after this, whatever happens.
   * Throws as `ProveOwn` does, and `last-administrator`.
   */
  deleteAccount(actor: Actor, proof: Proof, messages: MessagesFate): Promise<void>;
  /** The last connection of somebody closed: a guest's name is kept a while from now on. */
  noteDeparture(user: UserId): Promise<void>;
}
