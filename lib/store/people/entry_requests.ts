// Which request made somebody: asked again after an answer that was lost, it lets the same one in.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";

/** A request is tried again soon or not at all; later, its id opens nothing. In milliseconds. */
const ASKED_AGAIN_MS = 2 * 60_000;

/** Remembers for a while whom a request lets in. The store knows the hash of its id alone. */
export interface EntryRequests {
  /** Whom the request lets in, if it still does. */
  find(request: string): Promise<UserId | undefined>;
  /** What remembers it for so long, in the commit that makes the user, or in which they leave. */
  remember(request: string, user: UserId, forMs?: number): Mutation;
}

interface EntryRequestRow {
  user: UserId;
  /** Milliseconds UTC. */
  at: number;
  /** How long it is good, where that is not `ASKED_AGAIN_MS`. */
  forMs?: number;
}

/** The requests in `kv`. */
export function createEntryRequests(
  { kv, clock }: { kv: Pick<Kv, "get">; clock: Clock },
): EntryRequests {
  return {
    async find(request) {
      const { value } = await kv.get<EntryRequestRow>(keys.entryRequest(digest(request)));
      // The platform's own deletion may come much later, so times are compared.
      return value && clock.now() - value.at < (value.forMs ?? ASKED_AGAIN_MS)
        ? value.user
        : undefined;
    },
    remember(request, user, forMs = ASKED_AGAIN_MS) {
      const value: EntryRequestRow = { user, at: clock.now(), forMs };
      const key = keys.entryRequest(digest(request));
      return { type: "set", key, value, expireIn: forMs };
    },
  };
}
