import type { Actor } from "../chat/chat.ts";
import { LIMITS, type Rate } from "../protocol/limits.ts";
import type { Clock } from "../world/world.ts";
import { KeyedBuckets, TokenBucket } from "./token_bucket.ts";

/** The rates of `LIMITS`. Each method gives 0 for “go on”, else the milliseconds to wait. */
export interface Rates {
  /** One more request that appends to a log, by this actor, on any socket or over HTTP. */
  send(actor: Pick<Actor, "user" | "address">): number;
  /** One more request over HTTP, or one to open a socket; of strangers, by address. */
  request(actor: Pick<Actor, "user"> | undefined, address: string): number;
  /** Buckets of one connection: its frames, and its signals of typing. */
  connection(): { frame(): number; typing(): number };
}

/** What all guests of one address may send together: a class at school, and no flood of names. */
const GUESTS_AT_ADDRESS: Rate = { burst: 100, everyMs: 100 };

/** What strangers of one address may ask together: many who open the door in the same moment. */
const STRANGERS_AT_ADDRESS: Rate = { burst: 300, everyMs: 20 };

/** The rates that `welcome` tells the client, on this instance. */
export function createRates(clock: Clock): Rates {
  const buckets = new KeyedBuckets(clock);
  return {
    send({ user, address }) {
      const guest = user.role === "guest";
      const shared = guest && address !== undefined;
      const crowd = shared ? buckets.take(`at:${address}`, GUESTS_AT_ADDRESS) : 0;
      return crowd || buckets.take(`${guest ? "guest" : "user"}:${user.id}`, sendRate(guest));
    },
    request: (actor, address) =>
      actor
        ? buckets.take(`request:${actor.user.id}`, LIMITS.frames)
        : buckets.take(`stranger:${address}`, STRANGERS_AT_ADDRESS),
    connection() {
      const frames = new TokenBucket(LIMITS.frames, clock);
      const typing = new TokenBucket(LIMITS.typing, clock);
      return { frame: () => frames.take(), typing: () => typing.take() };
    },
  };
}

/** No limits (`PALABRE_RATES=off`): for benchmarks and tests only. */
export const unlimitedRates: Rates = {
  send: () => 0,
  request: () => 0,
  connection: () => ({ frame: () => 0, typing: () => 0 }),
};

function sendRate(guest: boolean): Rate {
  return guest ? LIMITS.guestSends : LIMITS.sends;
}
