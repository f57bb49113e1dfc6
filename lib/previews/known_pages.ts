import { TtlCache } from "../async/ttl_cache.ts";
import { KeyedBuckets } from "../async/token_bucket.ts";
import type { Rate } from "../protocol/limits.ts";
import type { UserId } from "../protocol/events.ts";
import type { Clock } from "../runtime/clock.ts";
import type { FoundPage, ReadPage } from "./read_page.ts";

/** Who posts a link that others posted just now has the same page called no second time. */
const KNOWN = { ttlMs: 10 * 60_000, max: 100 } as const;
/** Pages that the links of one person have read: a day of talk, and no load for anybody. */
const OF_PERSON: Rate = { burst: 20, everyMs: 15_000 };
/** Calls of one host, whoever links to it or has a page that does. */
const OF_HOST: Rate = { burst: 20, everyMs: 3_000 };

/** Reads a page for somebody who linked to it; nothing also where they have pages read too often. */
export type ReadPageFor = (author: UserId, url: string) => Promise<FoundPage | undefined>;

/** Counts calls of hosts: see `ReadPageParts`. */
export function createMayCall(clock: Clock): (hostname: string) => boolean {
  const buckets = new KeyedBuckets(clock);
  return (hostname) => buckets.take(hostname, OF_HOST) === 0;
}

/**
 * Keeps pages for a while, those too that said nothing, and reads no more for anybody than the rate
 * allows on this instance.
 */
export function createReadPageFor(read: ReadPage, clock: Clock): ReadPageFor {
  const pages = new TtlCache<{ page: FoundPage | undefined }>(clock, KNOWN);
  const buckets = new KeyedBuckets(clock);
  return async (author, url) => {
    // What is known costs nobody anything.
    const known = await pages.getOne(url, async () => {
      if (buckets.take(author, OF_PERSON) > 0) throw new TooOften();
      return { page: await read(url) };
    }).catch((error) => {
      if (error instanceof TooOften) return undefined;
      throw error;
    });
    return known?.page;
  };
}

class TooOften extends Error {}
