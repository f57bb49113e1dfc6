import { ChatError } from "../../protocol/errors.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { recoveryHash, type SecondFactors } from "../../store/people/second_factors.ts";
import { signInNameOf, type User } from "../../store/people/user.ts";
import type { Users } from "../../store/people/users.ts";
import { orRefuse } from "../refusals.ts";
import type { Actor } from "../chat.ts";
import { currentUser } from "./current_user.ts";
import type { EndElsewhere } from "./end_elsewhere.ts";
import { drawRecoveryCodes, drawSecret, recoveryKey, setUpOf, stepOf } from "./factor_codes.ts";
import type { LimitIdentity } from "./limits.ts";
import { currentMember, type ProveOwn } from "./prove_own.ts";
import type { TwoFactors } from "./two_factors.ts";

/** What second factors are set up with. */
export interface OwnSecondFactorParts {
  users: Pick<Users, "get">;
  secondFactors: SecondFactors;
  proveOwn: ProveOwn;
  limit: LimitIdentity;
  endElsewhere: EndElsewhere;
  /** Whether the community asks a second factor of somebody. */
  isAsked(user: User): Promise<boolean>;
}

type OwnUseCases =
  | "secondFactor"
  | "proposeSecondFactor"
  | "proposedSecondFactor"
  | "confirmSecondFactor"
  | "renewRecoveryCodes"
  | "removeSecondFactor";

/** One’s own second factor: to set up, to renew, to switch off. */
export function createOwnSecondFactor(
  { users, secondFactors, proveOwn, limit, endElsewhere, isAsked }: OwnSecondFactorParts,
  { clock, random }: { clock: Clock; random: Random },
): Pick<TwoFactors, OwnUseCases> {
  function newCodes() {
    const codes = drawRecoveryCodes(random);
    return { codes, recovery: codes.map((code) => recoveryHash(recoveryKey(code))) };
  }

  /** What was proposed in this very session: only there the password was proved. */
  async function proposedIn({ user, session }: Actor) {
    const proposed = await secondFactors.proposed(user.id);
    return proposed?.session === session ? proposed : undefined;
  }

  const named = (community: string, user: User) => ({ community, signInName: signInNameOf(user) });

  return {
    async secondFactor(actor) {
      const user = await currentUser(users, actor);
      const [on, required] = await Promise.all([secondFactors.get(user.id), isAsked(user)]);
      return { ...(on && { since: on.since }), codesLeft: on?.recovery.length ?? 0, required };
    },

    async proposeSecondFactor(actor, proof, community) {
      const user = await proveOwn(actor, proof, "factor");
      const secret = await drawSecret(random);
      await secondFactors.propose(user.id, secret, actor.session);
      return await setUpOf(secret, named(community, user));
    },

    async proposedSecondFactor(actor, community) {
      const user = await currentMember(users, actor);
      const proposed = await proposedIn(actor);
      return proposed && await setUpOf(proposed.secret, named(community, user));
    },

    async confirmSecondFactor(actor, code) {
      const user = await currentMember(users, actor);
      await limit("second-factor", `${user.id}\0set-up`);
      const { secret } = orRefuse(await proposedIn(actor), "sign-in-over");
      const lastStep = orRefuse(await stepOf(secret, code, clock.now()), "code-wrong");
      const { codes, recovery } = newCodes();
      const isOn = await secondFactors.switchOn(user.id, { secret, lastStep, recovery });
      if (!isOn) throw new ChatError("sign-in-over");
      // What was begun with a password alone asks for both now.
      await endElsewhere(user.id, actor.session);
      return codes;
    },

    async renewRecoveryCodes(actor, proof) {
      const user = await proveOwn(actor, proof, "factor-codes");
      const { codes, recovery } = newCodes();
      if (!await secondFactors.replaceRecovery(user.id, recovery)) {
        throw new ChatError("not-allowed");
      }
      return codes;
    },

    async removeSecondFactor(actor, proof) {
      const user = await proveOwn(actor, proof, "factor-off");
      if (await isAsked(user)) throw new ChatError("second-factor-required");
      await secondFactors.remove(user.id);
    },
  };
}
