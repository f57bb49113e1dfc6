import type { Door } from "./door.ts";
import { ChatError } from "../protocol/errors.ts";
import { nameKey } from "../protocol/names.ts";
import type { Identity } from "./identity.ts";
import { type IdentityParts, type IdentityRules, personOf } from "./identity_rules.ts";
import { checkPassword } from "./passwords.ts";

type Account = Omit<Identity, keyof Door>;

/** What is one's own to see, to change and to end. */
export function createAccount(parts: IdentityParts, rules: IdentityRules): Account {
  const { users, sessions, hasher, isCommonPassword } = parts;
  const { limit, proves, expel, changed, dismiss, mayRelease, known } = rules;

  return {
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
      await checkPassword(next, user.name, isCommonPassword);
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
      await checkPassword(password, guest.name, isCommonPassword);
      const passwordHash = await hasher.hash(password);
      const user = await users.update(guest.id, ({ seenAt: _, ...record }) => (
        record.role === "guest" ? { ...record, role: "member", passwordHash } : record
      ));
      changed(user.id);
      return personOf(user);
    },

    async leaveForGood(actor, password, first) {
      await limit("sign-in-name", nameKey(actor.user.name));
      const user = await known(actor);
      if (user.passwordHash !== undefined && !await proves(user, password)) {
        throw new ChatError("wrong-credentials");
      }
      await first?.();
      await users.remove(user.id);
      expel(user.id, await sessions.endAll(user.id));
      changed(user.id);
    },
  };
}
