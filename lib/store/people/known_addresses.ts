// Addresses from which members lately came: a school where the teacher is signed in is no attacker.
import { TtlCache } from "../../async/ttl_cache.ts";
import type { Clock } from "../../runtime/clock.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";

/** An address is known for so long after a member came from it. */
const KNOWN_MS = 24 * 60 * 60_000;
/** How often it is written down that members come from an address. */
const NOTED_EVERY_MS = 60 * 60_000;
const MAX_NOTED = 10_000;

/** Remembers addresses, by their hashes. */
export interface KnownAddresses {
  /** A member came from it. Writes once an hour at most. Throws `Unavailable`. */
  note(hash: string): Promise<void>;
  /** Whether a member came from it within a day. */
  isKnown(hash: string): Promise<boolean>;
}

/** Known addresses in `kv`. */
export function createKnownAddresses(
  { kv, clock }: { kv: Pick<Kv, "get" | "commit">; clock: Clock },
): KnownAddresses {
  const noted = new TtlCache<true>(clock, { max: MAX_NOTED, ttlMs: NOTED_EVERY_MS });
  return {
    async note(hash) {
      await noted.getOne(hash, async () => {
        const key = keys.knownAddress(hash);
        await kv.commit([], [{ type: "set", key, value: clock.now(), expireIn: KNOWN_MS }]);
        return true as const;
      });
    },
    async isKnown(hash) {
      const { value } = await kv.get<number>(keys.knownAddress(hash));
      return value !== null && clock.now() - value < KNOWN_MS;
    },
  };
}
