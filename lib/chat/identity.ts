// Who somebody is: the ways in and out, and what is one's own to change.
import { ChatError } from "../protocol/errors.ts";
import type { Person, UserId } from "../protocol/events.ts";
import { nameKey } from "../protocol/names.ts";
import { encodeBase64Url } from "../store/base64url.ts";
import type { Allowance, Rates } from "../store/rates.ts";
import type { Session, Sessions } from "../store/sessions.ts";
import type { User, Users } from "../store/users.ts";
import type { Clock, Random } from "../world/world.ts";
import type { Actor, Announcer } from "./chat.ts";
import { checkPassword, type IsCommonPassword, type PasswordHasher } from "./passwords.ts";

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
  register(visitor: Visitor, account: { name: string; password: string }): Promise<Entered>;
  signIn(visitor: Visitor, account: { name: string; password: string }): Promise<Entered>;
  /** Who holds a token; `undefined` when nobody does any more. */
  recognise(token: string): Promise<{ actor: Actor; locale?: string } | undefined>;
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
  becomeMember(actor: Actor, visitor: Visitor, password: string): Promise<Person>;
  /** Deletes the account; messages stay under “someone who left”. Members prove the password. */
  leaveForGood(actor: Actor, password: string): Promise<void>;
  /** The last connection of somebody closed: a guest's name is kept a while from now on. */
  left(user: UserId): Promise<void>;
}

const MINUTE_MS = 60_000;
/** A guest's name is free again so long after the guest was last here. */
export const GUEST_NAME_KEPT_MS = 15 * MINUTE_MS;
/** That a guest is here by plain requests is written down so often: well within the time above. */
const GUEST_SEEN_EVERY_MS = 5 * MINUTE_MS;

/** Guessing one person's password, or many from one place; making people up. */
const ALLOWANCES = {
  "sign-in-name": { count: 10, windowMs: 5 * MINUTE_MS },
  "sign-in-address": { count: 50, windowMs: 5 * MINUTE_MS },
  // A school or an office may share one address.
  "register-address": { count: 20, windowMs: 60 * MINUTE_MS },
  "guest-address": { count: 50, windowMs: 10 * MINUTE_MS },
} satisfies Record<string, Allowance>;

export interface IdentityParts {
  users: Users;
  sessions: Sessions;
  rates: Rates;
  announcer: Announcer;
  /** Whether somebody has a connection, on any instance. */
  isHere: (user: UserId) => boolean;
  hasher: PasswordHasher;
  isCommonPassword: IsCommonPassword;
  clock: Clock;
  random: Random;
}

export function createIdentity(parts: IdentityParts): Identity {
  const { users, sessions, rates, announcer, isHere, hasher, clock, random } = parts;
  let decoy: Promise<string> | undefined;

  async function limit(what: keyof typeof ALLOWANCES, who: string) {
    const waitMs = await rates.take(what, who, ALLOWANCES[what]);
    if (waitMs > 0) {
      throw new ChatError("too-fast", { seconds: Math.ceil(waitMs / 1000) }, waitMs);
    }
  }

  /** The hash that an unknown name's password is checked against: no name answers faster. */
  async function decoyHash() {
    decoy ??= hasher.hash(encodeBase64Url(random.bytes(16)));
    try {
      return await decoy;
    } catch (error) {
      decoy = undefined;
      throw error;
    }
  }

  async function proves(user: User | undefined, password: string) {
    const hash = user?.goneAt === undefined ? user?.passwordHash : undefined;
    const fits = await hasher.verify(hash ?? await decoyHash(), password);
    return hash !== undefined && fits;
  }

  async function begin(user: User, visitor: Visitor): Promise<Entered> {
    const { token, session } = await sessions.start(user.id, visitor.device);
    return { token, actor: { user: personOf(user), session: session.id } };
  }

  function expel(user: UserId, ended: readonly string[]) {
    announcer.announce(ended.map((session) => ({
      topic: `user:${user}`,
      message: { type: "expel", user, session, why: { reason: "session-ended" } },
    })));
  }

  function changed(...ids: UserId[]) {
    announcer.announce(ids.map((id) => ({
      topic: "everyone",
      message: { type: "changed", what: "user", id },
    })));
  }

  /** Those whose name was given away are out. */
  async function dismiss(released: readonly User[]) {
    for (const { id } of released) expel(id, await sessions.endAll(id));
    changed(...released.map(({ id }) => id));
  }

  function mayRelease(holder: User): boolean {
    const seenAt = holder.seenAt ?? holder.createdAt;
    return holder.role === "guest" && !isHere(holder.id) &&
      clock.now() >= seenAt + GUEST_NAME_KEPT_MS;
  }

  async function seen(id: UserId) {
    await users.update(
      id,
      (user) => user.role === "guest" ? { ...user, seenAt: clock.now() } : user,
    );
  }

  async function known(actor: Actor): Promise<User> {
    const user = await users.get(actor.user.id);
    if (!user || user.goneAt !== undefined) throw new ChatError("not-signed-in");
    return user;
  }

  return {
    async enter(visitor, name, already) {
      await limit("guest-address", visitor.address);
      if (already?.user.role === "guest" && nameKey(already.user.name) === nameKey(name)) {
        return await begin(await known(already), visitor);
      }
      const guest = { name, role: "guest" as const, locale: visitor.locale, seenAt: clock.now() };
      const { user, released } = await users.create(guest, mayRelease);
      await dismiss(released);
      return await begin(user, visitor);
    },

    async register(visitor, { name, password }) {
      await limit("register-address", visitor.address);
      await checkPassword(password, name, parts.isCommonPassword);
      const passwordHash = await hasher.hash(password);
      const account = { name, role: "member" as const, passwordHash, locale: visitor.locale };
      const { user, released } = await users.create(account, mayRelease);
      await dismiss(released);
      return await begin(user, visitor);
    },

    async signIn(visitor, { name, password }) {
      await limit("sign-in-address", visitor.address);
      await limit("sign-in-name", nameKey(name).slice(0, 100)); // no name is longer
      const user = await users.byName(name);
      const proven = await proves(user, password);
      if (!user || !proven) throw new ChatError("wrong-credentials");
      return await begin(user, visitor);
    },

    async recognise(token) {
      const session = await sessions.use(token);
      const user = session && await users.get(session.user);
      if (!session || !user || user.goneAt !== undefined) return undefined;
      if (user.role === "guest" && clock.now() - (user.seenAt ?? 0) >= GUEST_SEEN_EVERY_MS) {
        await seen(user.id);
      }
      return { actor: { user: personOf(user), session: session.id }, locale: user.locale };
    },

    async signOut(actor) {
      await sessions.end(actor.user.id, actor.session);
      expel(actor.user.id, [actor.session]);
    },

    async sessions(actor) {
      const own = await sessions.list(actor.user.id);
      return own.map(({ id, device, createdAt, usedAt }) => (
        { id, device, createdAt, usedAt, current: id === actor.session }
      ));
    },

    async endSession(actor, id) {
      if (!await sessions.end(actor.user.id, id)) return false;
      expel(actor.user.id, [id]);
      return true;
    },

    async endOtherSessions(actor) {
      expel(actor.user.id, await sessions.endAll(actor.user.id, actor.session));
    },

    async changePassword(actor, { current, next }) {
      await limit("sign-in-name", nameKey(actor.user.name));
      const user = await known(actor);
      if (!await proves(user, current)) throw new ChatError("wrong-credentials");
      await checkPassword(next, user.name, parts.isCommonPassword);
      const passwordHash = await hasher.hash(next);
      await users.update(user.id, (record) => ({ ...record, passwordHash }));
      expel(user.id, await sessions.endAll(user.id, actor.session));
    },

    async changeName(actor, name) {
      const { user, released } = await users.rename(actor.user.id, name, mayRelease);
      await dismiss(released);
      changed(user.id);
      return personOf(user);
    },

    async changeLocale(actor, locale) {
      await users.update(actor.user.id, (user) => ({ ...user, locale }));
    },

    async becomeMember(actor, visitor, password) {
      await limit("register-address", visitor.address);
      const guest = await known(actor);
      if (guest.role !== "guest") throw new ChatError("not-allowed");
      await checkPassword(password, guest.name, parts.isCommonPassword);
      const passwordHash = await hasher.hash(password);
      const user = await users.update(guest.id, ({ seenAt: _, ...record }) => (
        record.role === "guest" ? { ...record, role: "member", passwordHash } : record
      ));
      changed(user.id);
      return personOf(user);
    },

    async leaveForGood(actor, password) {
      await limit("sign-in-name", nameKey(actor.user.name));
      const user = await known(actor);
      if (user.passwordHash !== undefined && !await proves(user, password)) {
        throw new ChatError("wrong-credentials");
      }
      await users.remove(user.id);
      expel(user.id, await sessions.endAll(user.id));
      changed(user.id);
    },

    left: async (user) => {
      if ((await users.get(user))?.role === "guest") await seen(user);
    },
  };
}

function personOf({ id, name, role }: User): Person {
  return { id, name, role };
}
