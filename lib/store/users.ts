// People: their records, and the indexes that keep names unique.
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

export interface NewUser {
  name: string;
  role: Role;
  passwordHash?: string;
  locale?: string;
}

/** Everyone who has an account, and guests. */
export interface Users {
  /** Also of those who are gone: events still name them. */
  get(id: UserId): Promise<User | undefined>;
  /** Those that exist, by id. */
  getMany(ids: readonly UserId[]): Promise<Map<UserId, User>>;
  /** Whoever holds the name, compared by `nameKey`. */
  byName(name: string): Promise<User | undefined>;
  /** People whose name begins like `prefix` (by `nameKey`), in the order of names. */
  search(prefix: string, limit: number): Promise<User[]>;
  /**
   * Makes a user and their membership of `general` in one commit. `mayRelease` says whether the name
   * may be taken from its holder, who is then gone. Throws a `ChatError` with the rule that the name
   * breaks, `name-taken` or `name-confusable`.
   */
  create(user: NewUser, mayRelease?: (holder: User) => boolean): Promise<User>;
  /** Changes a record under its check, again when another was faster. Not the name, nor the id. */
  update(id: UserId, change: (user: User) => User): Promise<User>;
  /** Gives a new name, in one commit over both indexes. Throws as `create` does. */
  rename(id: UserId, name: string, mayRelease?: (holder: User) => boolean): Promise<User>;
  /** Leaves a nameless record for the events that name it, and ends every membership. */
  remove(id: UserId): Promise<void>;
}
