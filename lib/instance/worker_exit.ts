import type { Channel } from "../cluster/channel.ts";
import { type Clock, sleep } from "../runtime/clock.ts";

/** How long the others may take to say that they end as well. All heard the signal at once. */
const ROLL_CALL_MS = 150;

/**
 * Workers of one process end together: whoever exits first takes the process with it. Each says when
 * it begins and when it is done; `done` resolves when all that began are done, or after `withinMs`.
 */
export function endTogether(
  channel: Channel,
  me: string,
  clock: Clock,
): { done(withinMs: number): Promise<void> } {
  const ending = new Set<string>();
  const allDone = Promise.withResolvers<void>();
  let mine: "working" | "done" = "working";
  const look = () => {
    if (mine === "done" && ending.size === 0) allDone.resolve();
  };
  const finished = new Set<string>();
  channel.onMessage((message) => {
    if (typeof message !== "string") return;
    const [what, who = ""] = message.split(" ");
    if (what === "done") {
      finished.add(who);
      ending.delete(who);
    } else if (!finished.has(who)) ending.add(who);
    look();
  });
  channel.post(`ending ${me}`);
  const rollCall = sleep(clock, ROLL_CALL_MS);
  return {
    async done(withinMs) {
      await rollCall;
      channel.post(`done ${me}`);
      mine = "done";
      look();
      const timer = clock.after(withinMs, allDone.resolve);
      await allDone.promise;
      timer.cancel();
    },
  };
}
