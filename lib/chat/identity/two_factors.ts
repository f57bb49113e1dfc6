// The second factor of an account, and what opens it without one: browsers that are trusted, tokens.
import type { KnownDevice } from "../../store/people/known_devices.ts";
import type { Actor } from "../chat.ts";
import type { AuthenticatorSetUp } from "./factor_codes.ts";
import type { Entered, Visitor } from "./visitor.ts";
import type { Proof } from "./prove_own.ts";

/** One’s own second factor. Times in milliseconds UTC. */
export interface OwnSecondFactor {
  /** Since when it is on. */
  since?: number;
  /** Recovery codes that were not used. */
  codesLeft: number;
  /** Whether the community asks it of who asks. */
  required: boolean;
}

export type OwnKnownDevice = Pick<
  KnownDevice,
  "id" | "device" | "createdAt" | "usedAt" | "trustedUntil"
>;

/** Second factors. All of it is refused to guests, as `not-allowed`. */
export interface TwoFactors {
  /**
   * The second step of a sign-in: a code for the ticket of `second-factor-needed`. `trusts`: this browser
   * is asked no more for 30 days. Throws `sign-in-over`, `code-wrong`, and what the first step throws.
   */
  passSecondFactor(
    visitor: Visitor,
    given: { ticket: string; code: string; trusts?: boolean },
  ): Promise<Entered>;
  secondFactor(actor: Actor): Promise<OwnSecondFactor>;
  /** What an authenticator is set up with, by who proves who they are. Throws as `ProveOwn` does. */
  proposeSecondFactor(
    actor: Actor,
    proof: Proof,
    community: string,
  ): Promise<AuthenticatorSetUp>;
  /** The same again, while no code of it was typed. */
  proposedSecondFactor(actor: Actor, community: string): Promise<AuthenticatorSetUp | undefined>;
  /**
   * Switches it on by a first code, in place of one that was on; gives the recovery codes, this once. All
   * other sessions end. Throws `code-wrong`, `sign-in-over` where it took too long.
   */
  confirmSecondFactor(actor: Actor, code: string): Promise<string[]>;
  /** New recovery codes in place of the others. Throws as `ProveOwn` does. */
  renewRecoveryCodes(actor: Actor, proof: Proof): Promise<string[]>;
  /** Throws as `ProveOwn` does, and `second-factor-required` where the community asks for it. */
  removeSecondFactor(actor: Actor, proof: Proof): Promise<void>;
  /** Browsers in which one signed in, the last used first. */
  knownDevices(actor: Actor): Promise<OwnKnownDevice[]>;
  /** The browser is asked for the second factor again. `false` when it is none of one’s own. */
  forgetDevice(actor: Actor, id: string): Promise<boolean>;
  /**
   * A token for a program that asks for a name and a password alone: a session, listed by `name`. Given
   * this once. Throws as `ProveOwn` does, `passkey-name` of a name that is none.
   */
  makeToken(
    actor: Actor,
    visitor: Visitor,
    wish: { name: string; password: Proof },
  ): Promise<string>;
}
