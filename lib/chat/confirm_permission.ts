import type { Check } from "../kv/kv.ts";
import { ChatError } from "../protocol/errors.ts";
import { type Action, may } from "../protocol/permissions.ts";
import type { Clock } from "../runtime/clock.ts";
import { barringOf } from "../store/moderation/sanctions.ts";
import type { ReadCheckedPerson } from "../store/people/checked_person.ts";
import type { User } from "../store/people/users.ts";
import type { Actor } from "./chat.ts";
import { expulsionBy, expulsionError } from "./identity/admission.ts";

/**
 * Reads anew whether somebody may do something, within the try of the commit that does it: with the
 * `checks` in it, a right that was taken away meanwhile does nothing more. Whatever door they came by, an
 * administrator who lacks the second factor that is asked of them may do what a member may. Throws `not-allowed`, or
 * why they are kept out.
 */
export type ConfirmPermission = (
  actor: Actor,
  action: Action,
) => Promise<{ user: User; checks: Check[] }>;

/** Confirms permissions by the store. */
export function createConfirmPermission(
  { readPerson, clock }: { readPerson: ReadCheckedPerson; clock: Clock },
): ConfirmPermission {
  return async (actor, action) => {
    const { user: known, sanctions, checks, lacksFactor } = await readPerson(actor.user.id);
    const factor = await lacksFactor();
    const user = known && factor.lacks ? { ...known, role: "member" as const } : known;
    if (!user || !may(user.role, action)) throw new ChatError("not-allowed");
    const barring = barringOf(sanctions);
    if (barring) throw expulsionError(expulsionBy(barring), clock.now());
    return { user, checks: [...checks, ...factor.checks] };
  };
}
