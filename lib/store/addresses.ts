// Addresses are kept as hashes alone: enough to know one again, with a salt that no other community has.
import type { Random } from "../world/world.ts";
import { encodeBase64Url } from "./base64url.ts";
import { keys } from "./keys.ts";
import { type Kv, Unavailable } from "./kv.ts";

const SALT_BYTES = 32;
/** Bytes of a hash that are kept: no two addresses of a community meet in 128 bits. */
const HASH_BYTES = 16;
/** The first start of several instances may try to make the salt at once. */
const ATTEMPTS = 5;
/** What `lib/http/arrival.ts` says of a peer without an address: everybody's, so nobody's. */
const UNKNOWN = "unknown";

/** Gives the hash of an address as it is counted; `undefined` where the address is not known. */
export type HashAddress = (address: string) => Promise<string | undefined>;

/** Hashes addresses (HMAC-SHA-256) with the salt in `kv`, which is made when it is missing. */
export function createAddresses({ kv, random }: { kv: Kv; random: Random }): HashAddress {
  let ready: Promise<CryptoKey> | undefined;

  async function readSalt(): Promise<Uint8Array<ArrayBuffer>> {
    const key = keys.addressSalt();
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { value } = await kv.get<Uint8Array<ArrayBuffer>>(key);
      if (value) return value;
      const salt = random.bytes(SALT_BYTES);
      await kv.commit([{ key, versionstamp: null }], [{ type: "set", key, value: salt }]);
    }
    throw new Unavailable("The salt of addresses could not be made");
  }

  async function open(): Promise<CryptoKey> {
    const form = { name: "HMAC", hash: "SHA-256" };
    return await crypto.subtle.importKey("raw", await readSalt(), form, false, ["sign"]);
  }

  return async (address) => {
    if (address === UNKNOWN) return undefined;
    ready ??= open().catch((error) => {
      ready = undefined;
      throw error;
    });
    const signed = await crypto.subtle.sign("HMAC", await ready, new TextEncoder().encode(address));
    return encodeBase64Url(new Uint8Array(signed).subarray(0, HASH_BYTES));
  };
}
