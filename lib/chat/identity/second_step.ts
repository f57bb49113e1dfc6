import { ChatError } from "../../protocol/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";
import type { KnownDevices } from "../../store/people/known_devices.ts";
import type { SecondFactors } from "../../store/people/second_factors.ts";
import type { ForeignProof, SignInTickets } from "../../store/people/sign_in_tickets.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { DecideParts } from "../../kv/checked_write.ts";
import { orRefuse } from "../refusals.ts";
import { both, NOTHING } from "./admission.ts";
import type { BeginSession } from "./begin_session.ts";
import type { ConfirmForeign } from "./foreign_proof.ts";
import { proofOf } from "./factor_codes.ts";
import type { Entered, Visitor } from "./visitor.ts";
import type { LimitIdentity } from "./limits.ts";
import type { TwoFactors } from "./two_factors.ts";

/**
 * Lets somebody in who proved one thing: their password, or, where `by` says so, an account
 * elsewhere, to which the commit is held; `beside` is what goes with it besides. Throws `second-factor-needed` with a `ticket` where they have
 * a second factor and the browser is not trusted, `unknown-provider` where the account or its provider
 * is none any more, and what `beside` and `BeginSession` throw.
 */
export type EnterProven = (
  user: User,
  visitor: Visitor,
  how?: { by?: ForeignProof; beside?: DecideParts },
) => Promise<Entered>;

/** What the second step is taken with. */
export interface SecondStepParts {
  secondFactors: Pick<SecondFactors, "get" | "holding" | "using">;
  knownDevices: Pick<KnownDevices, "find">;
  tickets: SignInTickets;
  beginSession: BeginSession;
  confirmForeign: ConfirmForeign;
  clock: Clock;
}

/** The only way from one proof to a session: every door that takes a password goes through it. */
export function createEnterProven(
  { secondFactors, knownDevices, tickets, beginSession, confirmForeign, clock }: SecondStepParts,
): EnterProven {
  return (user, visitor, { by, beside = () => NOTHING } = {}) =>
    beginSession(user, visitor, async () => {
      const more = by ? orRefuse(await confirmForeign(user.id, by), "unknown-provider") : NOTHING;
      // Read in the commit’s own try: one that is switched on meanwhile is asked for.
      const { on, checks } = await secondFactors.holding(user.id);
      const device = on && await knownDevices.find(user.id, visitor.devices ?? []);
      const isTrusted = (device?.trustedUntil ?? 0) > clock.now();
      if (!on || isTrusted) return both(await beside(), both(more, { checks, mutations: [] }));
      const ticket = await tickets.make({
        user: user.id,
        proved: provedBy(user),
        ...(by && { by }),
      });
      throw new ChatError("second-factor-needed", { ticket });
    });
}

/** The second step: a code for a ticket. */
export function createSecondStep(
  { users, limit, ...parts }: SecondStepParts & {
    users: Pick<Users, "get">;
    limit: LimitIdentity;
  },
): Pick<TwoFactors, "passSecondFactor"> {
  const { secondFactors, knownDevices, tickets, beginSession, confirmForeign, clock } = parts;

  /** Whose ticket it is, with what uses it up while what earned it holds. Throws `sign-in-over`. */
  async function waiting(ticket: string) {
    const { user: id, proved, by, use } = orRefuse(await tickets.find(ticket), "sign-in-over");
    const user = await users.get(id);
    const isSame = user && user.goneAt === undefined && provedBy(user) === proved;
    const held = by ? await confirmForeign(id, by) : NOTHING;
    return {
      user: orRefuse(isSame ? user : undefined, "sign-in-over"),
      use: both(use, orRefuse(held, "sign-in-over")),
    };
  }

  return {
    async passSecondFactor(visitor, { ticket, code, trusts = false }) {
      const { user } = await waiting(ticket);
      const device = await knownDevices.find(user.id, visitor.devices ?? []);
      // In a browser of theirs one is not kept waiting by who guesses elsewhere.
      const who = device ? `${user.id}\0${device.id}` : user.id;
      await limit("second-factor", who);
      await limit("second-factor-day", who);
      const factor = orRefuse(await secondFactors.get(user.id), "sign-in-over");
      const proof = orRefuse(await proofOf(factor, code, clock.now()), "code-wrong");
      return await beginSession(user, visitor, async () => {
        const { use } = await waiting(ticket);
        const using = orRefuse(await secondFactors.using(user.id, proof), "code-wrong");
        return both(use, using);
      }, { trusts });
    },
  };
}

/** What somebody proved, as a ticket holds it: a new password makes it another. */
function provedBy({ passwordHash = "" }: User): string {
  return digest(passwordHash);
}
