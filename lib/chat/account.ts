import { ChatError } from "../protocol/errors.ts";
import { nameKey } from "../protocol/names.ts";
import { administering } from "../store/administrators.ts";
import type { Deciding } from "../store/row_writes.ts";
import type { User } from "../store/users.ts";
import type { Actor } from "./chat.ts";
import type { Door } from "./door.ts";
import type { Identity } from "./identity.ts";
import { type IdentityParts, type IdentityRules, personOf } from "./identity_rules.ts";
import { checkPassword } from "./passwords.ts";

type Account = Omit<Identity, keyof Door>;

/** What is one's own to see, to change and to end. */
export function createAccount(parts: IdentityParts, rules: IdentityRules): Account {
  const { kv, users, sessions, hasher, isCommonPassword, admission } = parts;
  const { limit, proves, expel, changed, dismiss, mayRelease, known } = rules;

  async function raise(actor: Actor, password: string, beside: Deciding | undefined) {
    const guest = await known(actor);
    if (guest.role !== "guest") throw new ChatError("not-allowed");
    await checkPassword(password, guest.name, isCommonPassword);
    const passwordHash = await hasher.hash(password);
    const member = ({ seenAt: _, ...record }: User): User => (
      record.role === "guest" ? { ...record, role: "member", passwordHash } : record
    );
    const user = await users.update(guest.id, member, beside);
    changed(user.id);
    return personOf(user);
  }

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

    async becomeMember(actor, visitor, { password, invite }) {
      await limit("register-address", visitor.address);
      return await raise(actor, password, await admission.newcomer(visitor.address, invite));
    },

    async becomeFirst(actor, visitor, { password }) {
      await limit("register-address", visitor.address);
      return await raise(actor, password, undefined);
    },

    async leaveForGood(actor, password, first) {
      await limit("sign-in-name", nameKey(actor.user.name));
      const user = await known(actor);
      if (user.passwordHash !== undefined && !await proves(user, password)) {
        throw new ChatError("wrong-credentials");
      }
      const beside = administering(kv, user.id, undefined);
      await beside(); // the last administrator is refused before anything is done
      await first?.();
      await users.remove(user.id, beside);
      expel(user.id, await sessions.endAll(user.id));
      changed(user.id);
    },
  };
}
