import { ChatError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";
import { nameKey } from "../protocol/names.ts";
import type { User } from "../store/users.ts";
import type { Entered, Identity, Visitor } from "./identity.ts";
import { type IdentityParts, type IdentityRules, personOf } from "./identity_rules.ts";
import { checkPassword } from "./passwords.ts";

/** That a guest is here by plain requests is written down so often: a third of what it is kept. */
const GUEST_SEEN_EVERY_MS = 5 * 60_000;
/** Every instance says that a guest left; the first that writes it down is enough. */
const GUEST_LEFT_WITHIN_MS = 10_000;

/** The part of identity that concerns who comes in. */
export type Door = Pick<
  Identity,
  "enter" | "register" | "signIn" | "recognise" | "recheck" | "left"
>;

/** The ways in, and who has come in. */
export function createDoor(parts: IdentityParts, rules: IdentityRules): Door {
  const { users, sessions, hasher, clock } = parts;
  const { limit, proves, dismiss, mayRelease, known } = rules;

  async function begin(user: User, visitor: Visitor): Promise<Entered> {
    const { token, session } = await sessions.start(user.id, visitor.device);
    return { token, actor: { user: personOf(user), session: session.id } };
  }

  async function seen(id: UserId) {
    await users.update(
      id,
      (user) => user.role === "guest" ? { ...user, seenAt: clock.now() } : user,
    );
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

    async recheck({ user: { id }, session }) {
      const [held, user] = await Promise.all([sessions.get(session), users.get(id)]);
      const stays = held?.user === id && user !== undefined && user.goneAt === undefined;
      return stays ? undefined : { reason: "session-ended" };
    },

    async left(id) {
      const user = await users.get(id);
      const lately = clock.now() - (user?.seenAt ?? 0) < GUEST_LEFT_WITHIN_MS;
      if (user?.role === "guest" && !lately) await seen(id);
    },
  };
}
