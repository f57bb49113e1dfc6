import { ChatError } from "../../protocol/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { DecideParts } from "../../kv/checked_write.ts";
import { barringOf } from "../../store/moderation/sanctions.ts";
import type { HashAddress } from "../../store/people/address_hash.ts";
import type { ReadCheckedPerson } from "../../store/people/checked_person.ts";
import type { KnownDevices } from "../../store/people/known_devices.ts";
import type { Session, Sessions } from "../../store/people/sessions.ts";
import type { User } from "../../store/people/users.ts";
import type { Actor } from "../chat.ts";
import { expulsionBy, expulsionError } from "./admission.ts";
import { personOf } from "./current_user.ts";
import type { Entered, Visitor } from "./identity.ts";

/**
 * Begins a session of somebody who has come in, in one commit with what `beside` says. Throws
 * `wrong-credentials` where their password is no longer the one of `user`, why they are kept out, and
 * what `beside` throws. The browser of a member is known from then on; with `trusts`, no second factor is
 * asked for there for a while. `from`: nobody came through a door, it is made from another session.
 */
export type BeginSession = (
  user: User,
  visitor: Visitor,
  beside?: DecideParts,
  how?: { trusts?: boolean; from?: Session },
) => Promise<Entered>;

/**
 * Begins sessions in the store, which keeps the address as a hash. The commit checks the record and
 * the sanctions: a password that was changed, or a ban, while a password was being verified counts.
 */
export function createBeginSession(
  { sessions, knownDevices, readPerson, hashAddress, clock }: {
    knownDevices: Pick<KnownDevices, "entering">;
    sessions: Pick<Sessions, "start">;
    readPerson: ReadCheckedPerson;
    hashAddress: HashAddress;
    clock: Clock;
  },
): BeginSession {
  return async (user, visitor, beside, { trusts, from } = {}) => {
    const address = await hashAddress(visitor.address);
    const entering = { user };
    const { device, devices: tokens } = visitor;
    const browser = tokens && user.role !== "guest" && !user.botBy
      ? knownDevices.entering(user.id, { tokens, device, trusts })
      : undefined;
    let replaces: string | undefined;
    const decide = async () => {
      const { user: now, sanctions, checks } = await readPerson(user.id);
      if (!now || now.passwordHash !== user.passwordHash) throw new ChatError("wrong-credentials");
      const barring = barringOf(sanctions);
      if (barring) throw expulsionError(expulsionBy(barring), clock.now());
      entering.user = now;
      const more = await beside?.();
      const known = await browser?.parts();
      replaces = known?.replaces;
      return {
        checks: [...checks, ...more?.checks ?? [], ...known?.checks ?? []],
        mutations: [...more?.mutations ?? [], ...known?.mutations ?? []],
      };
    };
    const { token, session } = await sessions.start(
      ...[user.id, device, address, decide, from ?? "now"] as const,
    );
    return {
      token,
      actor: actorOf(entering.user, session),
      ...(browser && { browser: { token: browser.token, ...(replaces && { replaces }) } }),
    };
  };
}

/** Who acts through a session. Guests bear the address that they are counted by. */
export function actorOf(user: User, { id, address, scopes = [] }: Session): Actor {
  const counted = user.role === "guest" && address !== undefined;
  return {
    user: personOf(user),
    session: id,
    ...(user.botBy && { bot: { scopes, by: user.botBy } }),
    ...(counted && { address }),
  };
}
