import type { Actor } from "../chat/chat.ts";
import { LIMITS, type Rate } from "../protocol/limits.ts";
import type { Clock } from "../runtime/clock.ts";
import { KeyedBuckets, TokenBucket } from "../async/token_bucket.ts";

/** What a request costs: a file that was built gives its bytes alone, anything else reads the store. */
export type RequestCost = "file" | "work";

/** What somebody may still do, and when all of it is theirs again. */
export interface Budget {
  name: "requests" | "sends";
  rate: Rate;
  left: number;
  fullInMs: number;
}

/** The rates of `LIMITS`. Each method gives 0 if it may go on, else the milliseconds to wait. */
export interface Rates {
  /** One more request that appends to a log, by this actor, on any socket or over HTTP. */
  send(actor: Pick<Actor, "user" | "address">): number;
  /** One more request over HTTP, or one to open a socket; of strangers, by address. */
  request(actor: Pick<Actor, "user"> | undefined, address: string): number;
  /** What is left to somebody, or to an address, over HTTP: of requests, and of what appends. */
  budgets(actor: Pick<Actor, "user" | "address"> | undefined, address: string): Budget[];
  /** One more request of an address, whoever asks: before anything is read of it. */
  address(address: string, cost: RequestCost): number;
  /**
   * Work of `cost` that an actor causes by reading, on any socket or over HTTP: 1 is a frame, more what
   * a request reads. Guests are counted by their address as well.
   */
  work(actor: Pick<Actor, "user" | "address">, cost: number): number;
  /** Buckets of one connection: its frames, and its signals of typing. */
  connection(): { frame(): number; typing(): number };
}

/** What all guests of one address may send together: enough for a class at school. */
const GUESTS_AT_ADDRESS: Rate = { burst: 100, everyMs: 100 };

/** What one person may cause: some 20 pages opened at once, then two pages a second. */
const WORK_OF_ONE: Rate = { burst: 1_000, everyMs: 20 };
/** What all guests of one address may cause together. */
const WORK_AT_ADDRESS: Rate = { burst: 5_000, everyMs: 4 };

/** What strangers of one address may ask together: many may open the sign-in page at once. */
const STRANGERS_AT_ADDRESS: Rate = { burst: 300, everyMs: 20 };

/**
 * What one address may ask in all, signed in or not: a school of 500 that opens the chat at once, and
 * no flood of made-up sessions that the store is asked for.
 */
const REQUESTS_AT_ADDRESS: Record<RequestCost, Rate> = {
  file: { burst: 15_000, everyMs: 1 },
  work: { burst: 2_000, everyMs: 5 },
};

/** The rates that `welcome` states, counted on this instance. */
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
    budgets(actor, address) {
      const guest = actor?.user.role === "guest";
      const of = (name: Budget["name"], key: string, rate: Rate): Budget => {
        const { tokens, fullInMs } = buckets.left(key, rate);
        return { name, rate, left: tokens, fullInMs };
      };
      if (!actor) return [of("requests", `stranger:${address}`, STRANGERS_AT_ADDRESS)];
      return [
        of("requests", `request:${actor.user.id}`, LIMITS.frames),
        of("sends", `${guest ? "guest" : "user"}:${actor.user.id}`, sendRate(guest)),
      ];
    },
    work({ user, address }, cost) {
      const shared = user.role === "guest" && address !== undefined;
      const crowd = shared ? buckets.take(`work at:${address}`, WORK_AT_ADDRESS, cost) : 0;
      return crowd || buckets.take(`work:${user.id}`, WORK_OF_ONE, cost);
    },
    address: (address, cost) => buckets.take(`${cost}:${address}`, REQUESTS_AT_ADDRESS[cost]),
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
  address: () => 0,
  budgets: () => [],
  work: () => 0,
  connection: () => ({ frame: () => 0, typing: () => 0 }),
};

function sendRate(guest: boolean): Rate {
  return guest ? LIMITS.guestSends : LIMITS.sends;
}
