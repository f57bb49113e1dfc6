// Which request made somebody: asked again after an answer that was lost, it lets the same one in.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";

/** A request is tried again soon or not at all; later, its id opens nothing. In milliseconds. */
const ASKED_AGAIN_MS = 2 * 60_000;

/** Remembers for a while who was made by a request. The store knows the hash of its id alone. */
export interface EntryRequests {
  /** Who was made by the request lately. */
  find(request: string): Promise<UserId | undefined>;
  /** What remembers it, in the commit that makes the user. */
  remember(request: string, user: UserId): Mutation;
}

interface EntryRequestRow {
  user: UserId;
  /** Milliseconds UTC. */
  at: number;
}

/** The requests in `kv`. */
export function createEntryRequests(
  { kv, clock }: { kv: Pick<Kv, "get">; clock: Clock },
): EntryRequests {
  return {
    async find(request) {
      const { value } = await kv.get<EntryRequestRow>(keys.entryRequest(digest(request)));
      // The platform's own deletion may come much later, so times are compared.
      return value && clock.now() - value.at < ASKED_AGAIN_MS ? value.user : undefined;
    },
    remember(request, user) {
      const value: EntryRequestRow = { user, at: clock.now() };
      const key = keys.entryRequest(digest(request));
      return { type: "set", key, value, expireIn: ASKED_AGAIN_MS };
    },
  };
}
