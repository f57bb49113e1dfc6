import type { Report } from "../../world/report.ts";
import type { Clock } from "../../world/world.ts";

/** Failures of the store are reported at most once in so many milliseconds. */
const COMPLAINT_MS = 1000;

/** Reports sparingly: a store that is down fails many conversations many times a second. */
export function sparing(report: Report, clock: Clock): Report {
  let last = -Infinity;
  return (what, error, details) => {
    if (clock.elapsed() < last + COMPLAINT_MS) return;
    last = clock.elapsed();
    report(what, error, details);
  };
}
