import type { PresenceChange } from "../../protocol/events.ts";
import type { Status } from "../../store/presence_rows.ts";

/** The same user, no longer here. */
export function gone({ user, name, role }: PresenceChange): PresenceChange {
  return { user, name, role, state: "offline" };
}

/** What the user said of themselves. */
export function statusOf({ status, until }: PresenceChange): Status | undefined {
  if (status === undefined) return undefined;
  return { status, ...(until !== undefined && { until }) };
}

/** Whether there is nothing to tell of. */
export function same(a: PresenceChange | undefined, b: PresenceChange | undefined): boolean {
  if (!a || !b) return a === b;
  return a.state === b.state && a.name === b.name && a.role === b.role &&
    a.status === b.status && a.until === b.until;
}

/** Those who are here, as all that counts them means it: connected and looking, so not who is away. */
export function whoIsHere(present: readonly PresenceChange[]): PresenceChange[] {
  return present.filter(({ state }) => state === "online");
}
