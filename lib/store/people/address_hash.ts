// Addresses are kept as hashes alone: enough to know one again, with a salt that no other community has.
import { LRUCache } from "lru-cache";
import { SingleFlight } from "../../async/single_flight.ts";
import type { Random } from "../../runtime/clock.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import { keys } from "../../kv/keys.ts";
import { commitChecked } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";

const SALT_BYTES = 32;
/** Bytes of a hash that are kept: no two addresses of a community meet in 128 bits. */
const HASH_BYTES = 16;
/** Hashes that are kept: each request asks for one, mostly for that of the last. */
const MAX_KNOWN = 1_000;
/** What `lib/http/connection_info.ts` says of a peer without an address: everybody's, so nobody's. */
const UNKNOWN = "unknown";

/** Gives the hash of an address as it is counted; `undefined` where the address is not known. */
export type HashAddress = (address: string) => Promise<string | undefined>;

/** Hashes addresses (HMAC-SHA-256) with the salt in `kv`, which is made when it is missing. */
export function createAddresses({ kv, random }: { kv: Kv; random: Random }): HashAddress {
  let ready: Promise<CryptoKey> | undefined;
  const known = new LRUCache<string, string>({ maxSize: MAX_KNOWN, sizeCalculation: () => 1 });
  const signing = new SingleFlight<string>(); // thousands may come from one address at once

  /** Several instances may make it at their first start; one wins. */
  async function readSalt(): Promise<Uint8Array<ArrayBuffer>> {
    const key = keys.addressSalt();
    const made = random.bytes(SALT_BYTES);
    return await commitChecked<Uint8Array<ArrayBuffer>>(kv, async () => {
      const { value, versionstamp } = await kv.get<Uint8Array<ArrayBuffer>>(key);
      if (value) return { is: "done", result: value };
      const mutations = [{ type: "set", key, value: made } as const];
      return { is: "commit", result: made, checks: [{ key, versionstamp }], mutations };
    });
  }

  async function open(): Promise<CryptoKey> {
    const form = { name: "HMAC", hash: "SHA-256" };
    return await crypto.subtle.importKey("raw", await readSalt(), form, false, ["sign"]);
  }

  return async (address) => {
    if (address === UNKNOWN) return undefined;
    const found = known.get(address);
    if (found) return found;
    ready ??= open().catch((error) => {
      ready = undefined;
      throw error;
    });
    const key = await ready;
    return await signing.run(address, async () => {
      const signed = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(address));
      const hash = encodeBase64Url(new Uint8Array(signed).subarray(0, HASH_BYTES));
      known.set(address, hash);
      return hash;
    });
  };
}
