import type { Named } from "../protocol/administration.ts";
import type { UserId } from "../protocol/events.ts";
import type { Users } from "../store/people/users.ts";
import type { Administration } from "./administration.ts";

/**
 * Gives a value with everybody whom it names, as `by` or `whom` anywhere in it, as they are called now; who
 * has deleted their account has no name. One read.
 */
export type WithPresentNames = <T>(value: T) => Promise<T>;

/** By the records of people. Rejects with `Unavailable`. */
export function createPresentNames(users: Pick<Users, "getMany">): WithPresentNames {
  return async (value) => {
    const ids = new Set<UserId>();
    eachNamed(value, (one) => {
      ids.add(one.id);
      return one;
    });
    if (ids.size === 0) return value;
    const found = await users.getMany([...ids]);
    return eachNamed(value, (one) => ({ ...one, name: found.get(one.id)?.name ?? one.name }));
  };
}

/**
 * Administration whose lists of what stands name people as they are called now, whatever they were called
 * when it was written down. The audit log is not among them: it says what was.
 */
export function nameAsNow(users: Pick<Users, "getMany">, all: Administration): Administration {
  const present = createPresentNames(users);
  const presenting =
    <Asked extends unknown[], Found>(list: (...asked: Asked) => Promise<Found>) =>
    async (...asked: Asked): Promise<Found> => await present(await list(...asked));
  return {
    ...all,
    sanctions: presenting(all.sanctions),
    reports: presenting(all.reports),
    waitingMessages: presenting(all.waitingMessages),
    appeals: presenting(all.appeals),
    invitations: presenting(all.invitations),
    raid: presenting(all.raid),
  };
}

/** A copy with each `by` and `whom` that is somebody as `change` gives it. */
function eachNamed<T>(value: T, change: (one: Named) => Named): T {
  if (Array.isArray(value)) return value.map((one) => eachNamed(one, change)) as T;
  if (typeof value !== "object" || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => [
    key,
    (key === "by" || key === "whom") && isNamed(part) ? change(part) : eachNamed(part, change),
  ]);
  return Object.fromEntries(parts) as T;
}

function isNamed(value: unknown): value is Named {
  return typeof value === "object" && value !== null && "id" in value && "name" in value;
}
