import { ChatError } from "../../protocol/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Person } from "../../protocol/events.ts";
import { barringOf } from "../../store/moderation/sanctions.ts";
import type { HashAddress } from "../../store/people/address_hash.ts";
import type { ReadCheckedPerson } from "../../store/people/checked_person.ts";
import type { Pairings } from "../../store/people/pairings.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import { orRefuse } from "../refusals.ts";
import { expulsionBy, expulsionError } from "./admission.ts";
import { actorOf } from "./begin_session.ts";
import type { Identity } from "./identity.ts";
import type { LimitIdentity } from "./limits.ts";

/** What devices are paired with. */
export interface PairingParts {
  pairings: Pairings;
  sessions: Pick<Sessions, "prepare">;
  readPerson: ReadCheckedPerson;
  hashAddress: HashAddress;
  limit: LimitIdentity;
  clock: Clock;
}

/** Signs devices in by a code that is confirmed in a browser (RFC 8628). */
export function createPairing(
  { pairings, sessions, readPerson, hashAddress, limit, clock }: PairingParts,
): Pick<Identity, "beginPairing" | "pairing" | "answerPairing" | "takePairing"> {
  /** The pairing under a code that somebody typed, which counts as a guess. */
  async function typed({ id, role }: Person, address: string, code: string) {
    await limit("pairing-code", id);
    // Any number of guests are made at an address: what they guess keeps no member there from a device.
    if (role === "guest") await limit("pairing-code-address", address);
    return orRefuse(await pairings.find(code), "pairing-unknown");
  }

  return {
    async beginPairing({ address, device }) {
      await limit("pairing-address", address);
      return await pairings.begin({ address, device });
    },

    async pairing({ user }, address, code) {
      const { id: _, ...asking } = await typed(user, address, code);
      return { ...asking, near: asking.address === address };
    },

    async answerPairing({ user, session }, address, code, confirmed) {
      const { id } = await typed(user, address, code);
      const answer = confirmed
        ? { is: "confirmed", user: user.id, session } as const
        : { is: "denied" } as const;
      if (!await pairings.answer(id, answer)) throw new ChatError("pairing-unknown");
    },

    async takePairing(visitor, deviceCode) {
      const address = await hashAddress(visitor.address);
      let entering: Parameters<typeof actorOf>[0] | undefined;
      const taken = await pairings.take(deviceCode, async (id, by) => {
        const { user, sanctions, checks } = await readPerson(id);
        if (!user) throw new ChatError("pairing-over");
        const barring = barringOf(sanctions);
        if (barring) throw expulsionError(expulsionBy(barring), clock.now());
        entering = user;
        // Nobody signed in here: it proves no more than the session that confirmed it.
        return { ...sessions.prepare(user.id, visitor.device, address, by), checks };
      });
      switch (taken.is) {
        case "waiting":
          return undefined;
        case "denied":
          throw new ChatError("pairing-denied");
        case "given":
          if (entering) {
            const { token, session } = taken.session;
            return { token, actor: actorOf(entering, session) };
          }
      }
      throw new ChatError("pairing-over");
    },
  };
}
