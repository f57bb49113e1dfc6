import * as v from "valibot";
import type { PushOf } from "../protocol/server_frames.ts";

/**
 * Why the server rejects the connection, as its `goodbye` would have said; `accepted` if it does not
 * reject it, `undefined` if it does not answer. A rejected upgrade (T3) looks like a lost network to a
 * browser.
 */
export type AskRejectionReason = () => Promise<PushOf<"goodbye"> | "accepted" | undefined>;

/** Failed attempts before the reason is asked for: one failure is most often the network. */
export const ASK_AFTER_FAILURES = 2;

/** Who was kicked asks whether that was lifted: soon at first, and ever more seldom, as it is less likely. */
const CHECK_KICK = { firstMs: 5_000, mostMs: 60_000, growth: 1.2 };

/** How long to wait before asking, after so many times. */
export function kickDelayMs(asked: number): number {
  return Math.min(CHECK_KICK.mostMs, CHECK_KICK.firstMs * CHECK_KICK.growth ** asked);
}

const Problem = v.object({
  type: v.picklist(["urn:palabre:problem:kicked", "urn:palabre:problem:banned"]),
  detail: v.string(),
  retryAfterMs: v.optional(v.number()),
});

/** Asks `url` (the user's own record); a 401 or a problem document says why and until when. */
export function rejectionReasonOverHttp(
  fetch: (url: string) => Promise<Response>,
  url: string,
): AskRejectionReason {
  return async () => {
    try {
      const response = await fetch(url);
      if (response.status === 401) {
        return { type: "goodbye", reason: "session-ended", message: "" };
      }
      if (response.ok) return "accepted";
      if (response.status !== 403) return undefined;
      const problem = v.safeParse(Problem, await response.json());
      if (!problem.success) return undefined;
      const { type, detail, retryAfterMs } = problem.output;
      const reason = type.endsWith("kicked") ? "kicked" : "banned";
      return { type: "goodbye", reason, message: detail, retryAfterMs };
    } catch {
      return undefined; // no answer, or one that is not from the server: a network problem
    }
  };
}
