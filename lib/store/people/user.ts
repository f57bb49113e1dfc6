import type { StoredPicture } from "../files/pictures.ts";
import type { Role, UserId } from "../../protocol/events.ts";

/** A person as the store keeps them. Times in milliseconds UTC. */
export interface User {
  id: UserId;
  /** As they write it. Empty once the account was deleted: shown as “someone who left”. */
  name: string;
  /** What a member types to sign in, where it is not the name: nobody else may be called so. */
  signInName?: string;
  role: Role;
  createdAt: number;
  /** argon2id in PHC form; guests have none. */
  passwordHash?: string;
  /** Their picture, where they have one. */
  portrait?: StoredPicture;
  /** The language they chose, when they did. */
  locale?: string;
  /** Who answers for it: it is no person, but a program. */
  botBy?: UserId;
  /** It is an incoming hook: it posts, and reads nothing. */
  hook?: boolean;
  /** When a moderator vouched for them: they are no newcomer since. */
  trustedAt?: number;
  /** The version of the community's rules that they accepted last, and when. */
  acceptedRules?: { version: number; at: number };
  /** When they put the welcome away that new members get. */
  welcomedAt?: number;
  /** Guests: when they were last here. Their name is free again some time after it. */
  seenAt?: number;
  /** Guests: the code of the invitation that they came with, if they did. */
  invite?: string;
  /** Names they had, the last first, that nobody else has taken: addresses with them lead here. */
  former?: FormerName[];
  /** A name without an account, that an import made for somebody of its export. Gone, too. */
  placeholder?: BroughtInAs;
  /** Who the placeholder that had this id turned out to be: whatever names it names them. */
  mergedInto?: UserId;
  /** No longer anybody: the account was deleted, or a guest's name was given to somebody else. */
  goneAt?: number;
  /** What its owner wished for their messages as the account was deleted; absent for “stay”. */
  messages?: "go";
}

/** Who somebody was in an export: its import, and their key there. */
export interface BroughtInAs {
  import: string;
  key: string;
}

/** A name that somebody had. Nobody else gets it before `heldUntil`. */
export interface FormerName {
  name: string;
  heldUntil: number;
}

/** What somebody types to sign in; guests, who do not, would type their name. */
export function signInNameOf({ name, signInName }: User): string {
  return signInName ?? name;
}

/** What is said of somebody who is new. */
export type NewUser = Pick<
  User,
  "name" | "role" | "passwordHash" | "locale" | "seenAt" | "invite" | "botBy" | "hook"
>;

/** Whether somebody's name may be taken from them; they are gone then. */
export type MayRelease = (holder: User) => boolean;
