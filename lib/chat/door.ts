import { ChatError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";
import { nameKey } from "../protocol/names.ts";
import type { Deciding } from "../store/row_writes.ts";
import { expiryOf, type Session } from "../store/sessions.ts";
import type { User } from "../store/users.ts";
import type { Actor } from "./chat.ts";
import type { Entered, Identity, Visitor } from "./identity.ts";
import { type IdentityParts, type IdentityRules, personOf } from "./identity_rules.ts";
import { checkPassword } from "./passwords.ts";
import { expulsionError } from "./admission_policy.ts";

/** That a guest is here by plain requests is written down so often: a third of what it is kept. */
const GUEST_SEEN_EVERY_MS = 5 * 60_000;
/** Every instance says that a guest left; the first that writes it down is enough. */
const GUEST_LEFT_WITHIN_MS = 10_000;

/** The part of identity that concerns who comes in. */
export type Door = Pick<
  Identity,
  "enter" | "register" | "registerFirst" | "signIn" | "recognise" | "recheck" | "left"
>;

/** The ways in, and who has come in. */
export function createDoor(parts: IdentityParts, rules: IdentityRules): Door {
  const { users, sessions, hasher, clock, admission } = parts;
  const { limit, proves, dismiss, mayRelease, known } = rules;

  async function begin(user: User, visitor: Visitor): Promise<Entered> {
    const address = await admission.hashOf(visitor.address);
    const { token, session } = await sessions.start(user.id, visitor.device, address);
    return { token, actor: actorOf(user, session) };
  }

  async function seen(id: UserId) {
    await users.update(
      id,
      (user) => user.role === "guest" ? { ...user, seenAt: clock.now() } : user,
    );
  }

  async function register(
    visitor: Visitor,
    { name, password }: { name: string; password: string },
    beside: Deciding | undefined,
  ): Promise<Entered> {
    await checkPassword(password, name, parts.isCommonPassword);
    const passwordHash = await hasher.hash(password);
    const account = { name, role: "member" as const, passwordHash, locale: visitor.locale };
    const { user, released } = await users.create(account, mayRelease, beside && (() => beside));
    await dismiss(released);
    return await begin(user, visitor);
  }

  return {
    async enter(visitor, name, already) {
      await limit("guest-address", visitor.address);
      if (already?.user.role === "guest" && nameKey(already.user.name) === nameKey(name)) {
        return await begin(await known(already), visitor);
      }
      await admission.guest(visitor.address);
      const guest = { name, role: "guest" as const, locale: visitor.locale, seenAt: clock.now() };
      const { user, released } = await users.create(guest, mayRelease);
      await dismiss(released);
      return await begin(user, visitor);
    },

    async register(visitor, account) {
      await limit("register-address", visitor.address);
      const beside = await admission.newcomer(visitor.address, account.invite);
      return await register(visitor, account, beside);
    },

    async registerFirst(visitor, account) {
      await limit("register-address", visitor.address);
      return await register(visitor, account, undefined);
    },

    async signIn(visitor, { name, password }) {
      await limit("sign-in-address", visitor.address);
      await limit("sign-in-name", nameKey(name).slice(0, 100)); // no name is longer
      const user = await users.byName(name);
      const proven = await proves(user, password);
      if (!user || !proven) throw new ChatError("wrong-credentials");
      const why = await admission.barring(user.id);
      if (why) throw expulsionError(why, clock.now());
      return await begin(user, visitor);
    },

    async recognise(token, address) {
      const hash = address === undefined ? undefined : await admission.hashOf(address);
      const session = await sessions.use(token, hash);
      if (!session) return undefined;
      const [user, why] = await Promise.all([
        users.get(session.user),
        admission.barring(session.user),
      ]);
      if (!user || user.goneAt !== undefined) return undefined;
      if (user.role === "guest" && clock.now() - (user.seenAt ?? 0) >= GUEST_SEEN_EVERY_MS) {
        await seen(user.id);
      }
      return {
        actor: actorOf(user, session),
        locale: user.locale,
        ...(why && { barred: expulsionError(why, clock.now()) }),
      };
    },

    async recheck({ user: { id }, session }) {
      const [held, user, why] = await Promise.all([
        sessions.hold(session),
        users.get(id),
        admission.barring(id),
      ]);
      const stays = held?.user === id && user !== undefined && user.goneAt === undefined;
      if (!stays) return { is: "over", why: { reason: "session-ended" } };
      return why ? { is: "over", why } : { is: "valid", until: expiryOf(held) };
    },

    async left(id) {
      const user = await users.get(id);
      const lately = clock.now() - (user?.seenAt ?? 0) < GUEST_LEFT_WITHIN_MS;
      if (user?.role === "guest" && !lately) await seen(id);
    },
  };
}

function actorOf(user: User, { id, address }: Session): Actor {
  const counted = user.role === "guest" && address !== undefined;
  return { user: personOf(user), session: id, ...(counted && { address }) };
}
