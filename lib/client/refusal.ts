import * as v from "valibot";
import type { PushOf } from "../protocol/server_frames.ts";

/**
 * Why the server lets one in no more, as its `goodbye` would have said; `undefined` where it does, or
 * does not answer. A refused upgrade (T3) tells a browser nothing: it looks like a lost network.
 */
export type AskRefusal = () => Promise<PushOf<"goodbye"> | undefined>;

/** Failed tries after which it is asked: one failure is most often the network. */
export const ASK_AFTER_FAILURES = 2;

const Refusal = v.object({
  type: v.picklist(["urn:palabre:problem:kicked", "urn:palabre:problem:banned"]),
  detail: v.string(),
  retryAfterMs: v.optional(v.number()),
});

/** Asks over HTTP who one is; the problem document of a refusal says why and until when. */
export function refusalOver(fetch: (url: string) => Promise<Response>, url: string): AskRefusal {
  return async () => {
    try {
      const response = await fetch(url);
      if (response.status === 401) {
        return { type: "goodbye", reason: "session-ended", message: "" };
      }
      if (response.status !== 403) return undefined;
      const refusal = v.safeParse(Refusal, await response.json());
      if (!refusal.success) return undefined;
      const { type, detail, retryAfterMs } = refusal.output;
      const reason = type.endsWith("kicked") ? "kicked" : "banned";
      return { type: "goodbye", reason, message: detail, retryAfterMs };
    } catch {
      return undefined; // away, or somebody else's answer: the network is the reason
    }
  };
}
