import type { Role, UserId } from "../protocol/events.ts";

/** A person as the store keeps them. Times in milliseconds UTC. */
export interface User {
  id: UserId;
  /** As they write it. Empty once the account was deleted: shown as “someone who left”. */
  name: string;
  role: Role;
  createdAt: number;
  /** argon2id in PHC form; guests have none. */
  passwordHash?: string;
  /** The language they chose, when they did. */
  locale?: string;
  /** Guests: when they were last here. Their name is free again some time after it. */
  seenAt?: number;
  /** No longer anybody: the account was deleted, or a guest's name was given to somebody else. */
  goneAt?: number;
}

/** What is said of somebody who is new. */
export type NewUser = Pick<User, "name" | "role" | "passwordHash" | "locale" | "seenAt">;

/** Whether somebody's name may be taken from them; they are gone then. */
export type MayRelease = (holder: User) => boolean;
