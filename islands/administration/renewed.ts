import type { Shown } from "../../lib/ui/administration/views.ts";

/** The page as it is `now`: what became of the last form stays, and what is shown but this once. */
export function renewed({ done, failed, token, tried }: Shown, now: Shown): Shown {
  return { ...now, done, failed, token, tried };
}

/** The page that `later` shows already, with what an `earlier` form of it brings yet. */
export function overtaken(later: Shown, earlier: Shown): Shown {
  return {
    ...later,
    failed: earlier.failed ?? later.failed,
    token: later.token ?? earlier.token,
  };
}
