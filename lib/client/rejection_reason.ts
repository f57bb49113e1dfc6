import * as v from "valibot";
import type { PushOf } from "../protocol/server_frames.ts";
import { Standing } from "../protocol/standing.ts";

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

/** Where one's standing is asked for: an answer too where one is kept out. */
export const STANDING_PATH = "/api/v1/me/standing";

/** Asks for the standing; an answer that is not of the server is none. */
export function rejectionReasonOverHttp(
  fetch: (path: string) => Promise<Response>,
): AskRejectionReason {
  return async () => {
    try {
      const standing = v.safeParse(Standing, await (await fetch(STANDING_PATH)).json());
      if (!standing.success) return undefined;
      const { is, message = "", retryAfterMs } = standing.output;
      if (is === "in") return "accepted";
      const reason = is === "signed-out" ? "session-ended" : is;
      return {
        type: "goodbye",
        reason,
        message,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      };
    } catch {
      return undefined; // no answer, or one that is not from the server: a network problem
    }
  };
}
