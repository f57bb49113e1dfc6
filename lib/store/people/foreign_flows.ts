// Ways to providers (OpenID Connect) and back that are under way.
import type { UserId } from "../../protocol/events.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";

/** What a way to a provider and back is for. */
export type ForeignPurpose =
  | { is: "sign-in" }
  /** Bound to the session in which it was begun. */
  | { is: "link"; user: UserId; session: string };

/** A way to a provider and back that is under way. */
export interface ForeignFlow {
  provider: string;
  /** Whom it led to, and as whom: another of the same id is not told what came of it. */
  issuer: string;
  client: string;
  purpose: ForeignPurpose;
  /** Of PKCE (RFC 7636): without it, the code that comes back is worth nothing. */
  verifier: string;
  nonce: string;
  /** Where the provider sends one back to. */
  redirect: string;
  /** Where one was going. */
  next: string;
  until: number;
}

/** Ways that are under way, for all instances together. */
export interface ForeignFlows {
  /** Keeps a way under a new state, which is given this once. */
  begin(flow: Omit<ForeignFlow, "until">): Promise<string>;
  /** The way of a state, once; `undefined` where it is none any more. */
  take(state: string): Promise<ForeignFlow | undefined>;
}

/** How long a way to a provider may take, in milliseconds. */
export const FLOW_MS = 15 * 60_000;
const STATE_BYTES = 32;
const STATE = /^[A-Za-z0-9_-]{43}$/;

/** The ways in `kv`. */
export function createForeignFlows(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): ForeignFlows {
  return {
    async begin(flow) {
      const state = encodeBase64Url(random.bytes(STATE_BYTES));
      const value: ForeignFlow = { ...flow, until: clock.now() + FLOW_MS };
      const key = keys.foreignFlow(digest(state));
      await kv.commit([], [{ type: "set", key, value, expireIn: FLOW_MS }]);
      return state;
    },

    async take(state) {
      if (!STATE.test(state)) return undefined;
      const key = keys.foreignFlow(digest(state));
      const { value, versionstamp } = await kv.get<ForeignFlow>(key);
      if (value === null || value.until <= clock.now()) return undefined;
      // Of two who bring the same, one goes on.
      const taken = await kv.commit([{ key, versionstamp }], [{ type: "delete", key }]);
      return taken.ok ? value : undefined;
    },
  };
}
