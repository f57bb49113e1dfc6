// Keys of what people come in by: part of all keys (keys.ts).
import type { Key } from "./kv.ts";

/** Keys, by what is stored there. */
export const identityKeys = {
  /** `EntryRequestRow`, by the hash of the request's id. */
  entryRequest: (hash: string): Key => ["entry_request", hash],
  /** `PairingRow`, by the hash of the device's code. */
  pairing: (hash: string): Key => ["pairing", hash],
  /** The hash of the device's code, by the hash of the code that a person types. */
  pairingByCode: (hash: string): Key => ["pairing_by_code", hash],
  /** `PasswordLink`, by the hash of its code. */
  passwordLink: (hash: string): Key => ["password_link", hash],
  /** The hash of the code of a user's link. */
  passwordLinkOf: (user: string): Key => ["password_link_of", user],
  /** `Passkey[]`: all of one user's. */
  passkeys: (user: string): Key => ["passkeys", user],
  /** Id of the user whose passkey it is. */
  passkeyOwner: (id: string): Key => ["passkey_owner", id],
  /** `ChallengeRow`, by the hash of the challenge. */
  passkeyChallenge: (hash: string): Key => ["passkey_challenge", hash],
  /** `FactorRow`: a user's second factor. */
  secondFactor: (user: string): Key => ["second_factor", user],
  /** `KnownDevice[]`: the browsers in which a user has signed in. */
  knownDevices: (user: string): Key => ["known_devices", user],
  /** `ForeignAccount[]`: accounts elsewhere by which a user comes in. */
  foreignAccounts: (user: string): Key => ["foreign_accounts", user],
  allForeignAccounts: (): Key => ["foreign_accounts"],
  /** Id of the user who comes in by an account elsewhere, by the hash of its issuer and subject. */
  foreignOwner: (id: string): Key => ["foreign_owner", id],
  /** `ForeignFlow`: a sign-in elsewhere that is under way, by the hash of its state. */
  foreignFlow: (hash: string): Key => ["foreign_flow", hash],
  /** `SignInTicket`, by the hash of the ticket. */
  signInTicket: (hash: string): Key => ["sign_in_ticket", hash],
};
