import type { Person } from "../../protocol/events.ts";
import type { Actor } from "../chat.ts";

/**
 * As whom somebody acts who is this now: an administrator who has to set up a second factor first acts as a
 * member. Whatever reads a stored role for somebody who is in asks it; others see the role as it is.
 */
export type ActingAs = (
  now: Person,
) => Promise<Pick<Actor, "user"> & { unproven: boolean }>;

/** By what the community asks, and what they have. */
export function createActingAs(
  lacksSecondFactor: (user: Pick<Person, "id" | "role">) => Promise<boolean>,
): ActingAs {
  return async (now) => {
    const unproven = await lacksSecondFactor(now);
    return { user: unproven ? { ...now, role: "member" } : now, unproven };
  };
}
