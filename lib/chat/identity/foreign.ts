// Who comes from elsewhere: by an account of a provider of OpenID Connect.
import type { ForeignAccount } from "../../store/people/foreign_accounts.ts";
import type { Actor } from "../chat.ts";
import type { Entered, Visitor } from "./visitor.ts";
import type { Proof } from "./prove_own.ts";

/** A provider at the door. */
export interface ShownProvider {
  id: string;
  name: string;
}

/** An account elsewhere as its owner sees it. Times in milliseconds UTC. */
export type OwnForeignAccount = Pick<ForeignAccount, "id" | "label" | "createdAt"> & {
  /** What the provider is called, while it is one. */
  provider: string;
};

/** Where somebody goes next, and the state that their browser keeps meanwhile. */
export interface Departure {
  url: string;
  state: string;
}

/** What came of a way to a provider and back. */
export type Arrival = { next: string } & ({ is: "entered"; entered: Entered } | { is: "linked" });

/** The ways in of others. */
export interface ForeignWays {
  /** Those at the door in their order, as far as this instance knows. */
  providers(): ShownProvider[];
  /**
   * Sends somebody to a provider. `origin`: this server as they name it. Throws `unknown-provider`,
   * `provider-unreachable`, `too-fast`.
   */
  leaveForProvider(
    visitor: Visitor,
    provider: string,
    way: { origin: string; next: string },
  ): Promise<Departure>;
  /** The same, to come in by that account too from then on. Throws `wrong-password` besides. */
  leaveToLink(
    actor: Actor,
    provider: string,
    way: { origin: string; password: Proof },
  ): Promise<Departure>;
  /**
   * Somebody is back, at `url`; `state` is what their browser kept. Throws `provider-failed` for what does
   * not fit, `provider-refused` to who may not come in, `provider-closed` where they would need an account
   * and none is made, `provider-known` of an account that is another’s, and as a sign-in does: with
   * `next`, where they were going, once that is known.
   */
  arriveFromProvider(
    visitor: Visitor,
    provider: string,
    back: { url: string; state: string | undefined; actor?: Actor },
  ): Promise<Arrival>;
  foreignAccounts(actor: Actor): Promise<OwnForeignAccount[]>;
  /** `false` when it is none of one’s own. Throws `provider-last` where one could not come in any more. */
  unlinkForeign(actor: Actor, id: string): Promise<boolean>;
  /** Whether one has a password; else, who signed in just now proves who they are by that. */
  hasPassword(actor: Actor): Promise<boolean>;
}
