// Which request made somebody: asked again after an answer that was lost, it lets the same one in. And what a
// guest who left comes back by.
import { keys } from "../../kv/keys.ts";
import type { Check, Kv, Mutation } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";

/** A request is tried again soon or not at all; later, its id opens nothing. In milliseconds. */
const ASKED_AGAIN_MS = 2 * 60_000;

/**
 * Remembers for a while whom a request lets in, and whom the token of a name that was left. The store
 * knows the hashes of both alone, and neither is ever taken for the other: a request was let in before,
 * a token passes the same door as everybody.
 */
export interface EntryRequests {
  /** Whom the request lets in, if it still does. */
  find(request: string): Promise<UserId | undefined>;
  /** What remembers it, in the commit that lets them in. */
  remember(request: string, user: UserId): Mutation;
  /** Who comes back by the token, if they still do, and what uses it up in the commit in which they do. */
  findLeft(
    token: string,
  ): Promise<{ user: UserId; use: { checks: Check[]; mutations: Mutation[] } } | undefined>;
  /** What remembers them for so long, in the commit in which they leave. */
  rememberLeft(token: string, user: UserId, forMs: number): Mutation;
}

interface EntryRequestRow {
  user: UserId;
  is: "request" | "left";
  /** Milliseconds UTC. */
  at: number;
  /** How long it is good. */
  forMs: number;
}

/** The requests in `kv`. */
export function createEntryRequests(
  { kv, clock }: { kv: Pick<Kv, "get">; clock: Clock },
): EntryRequests {
  async function find(by: string, is: EntryRequestRow["is"]) {
    const { key, value, versionstamp } = await kv.get<EntryRequestRow>(
      keys.entryRequest(digest(by)),
    );
    // The platform's own deletion may come much later, so times are compared.
    if (value?.is !== is || clock.now() - value.at >= value.forMs) return undefined;
    return { key, versionstamp, user: value.user };
  }

  function remember(by: string, row: Omit<EntryRequestRow, "at">): Mutation {
    const key = keys.entryRequest(digest(by));
    return { type: "set", key, value: { ...row, at: clock.now() }, expireIn: row.forMs };
  }

  return {
    find: async (request) => (await find(request, "request"))?.user,
    remember: (request, user) => remember(request, { user, is: "request", forMs: ASKED_AGAIN_MS }),

    async findLeft(token) {
      const row = await find(token, "left");
      if (!row) return undefined;
      const { key, versionstamp, user } = row;
      const checks = [{ key, versionstamp }];
      return { user, use: { checks, mutations: [{ type: "delete", key }] } };
    },
    rememberLeft: (token, user, forMs) => remember(token, { user, is: "left", forMs }),
  };
}
