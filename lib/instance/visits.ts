import type { Person, UserId } from "../protocol/events.ts";
import type { Clock, Timer } from "../runtime/clock.ts";

/** Who reloads is back before that: neither their leaving nor their return is told. */
const BACK_WITHIN_MS = 3_000;

/** Where arrivals and departures can be heard. */
export interface Visits {
  /** Calls `arrived` with a user's first connection here, `left` when the last is gone. */
  onVisits(listeners: { arrived(user: Person): void; left(user: Person): void }): void;
}

/** Says in words who comes and goes on this instance: names alone, no addresses. */
export function tellVisits(
  visits: Visits,
  { clock, tell }: { clock: Clock; tell: (line: string) => void },
): void {
  const here = new Set<UserId>();
  const leaving = new Map<UserId, Timer>();
  const count = () => here.size === 1 ? "1 person is here" : `${here.size || "No"} people are here`;

  visits.onVisits({
    arrived(user) {
      leaving.get(user.id)?.cancel();
      leaving.delete(user.id);
      if (here.has(user.id)) return;
      here.add(user.id);
      const what = user.role === "member" ? "" : ` (${user.role})`;
      tell(`${user.name}${what} came in. ${count()}.`);
    },
    left(user) {
      leaving.set(
        user.id,
        clock.after(BACK_WITHIN_MS, () => {
          leaving.delete(user.id);
          here.delete(user.id);
          tell(`${user.name} left. ${count()}.`);
        }),
      );
    },
  });
}
