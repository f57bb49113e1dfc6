// The keys by which push services know who sends (RFC 8292): one pair for a community, however many
// instances serve it.
import { createECDH } from "node:crypto";
import { writeRow } from "../kv/checked_write.ts";
import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";

/** Points and numbers of P-256 as base64url. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

const CURVE = "prime256v1";

/** New ones. */
export function makeVapidKeys(): VapidKeys {
  const made = createECDH(CURVE);
  const publicKey = made.generateKeys("base64url");
  // A number may begin with zeros, which its bytes leave out.
  const privateKey = Buffer.concat([Buffer.alloc(32), made.getPrivateKey()]).subarray(-32);
  return { publicKey, privateKey: privateKey.toString("base64url") };
}

/** Those of a private key, base64url. Throws a `TypeError` for what is none. */
export function vapidKeysOf(privateKey: string): VapidKeys {
  const made = createECDH(CURVE);
  try {
    made.setPrivateKey(privateKey, "base64url");
  } catch (cause) {
    throw new TypeError("this is no private key of P-256 in base64url", { cause });
  }
  return { publicKey: made.getPublicKey("base64url"), privateKey };
}

/** Those in the store: made when they are first asked for, by one instance for all. */
export function storedVapidKeys(kv: Kv): () => Promise<VapidKeys> {
  let known: Promise<VapidKeys> | undefined;
  const read = async () => {
    const row = await writeRow<VapidKeys>(
      kv,
      keys.vapid(),
      (current) => current ? undefined : { value: makeVapidKeys() },
    );
    if (!row) throw new TypeError("The keys of push were not stored");
    return row;
  };
  return () =>
    known ??= read().catch((error) => {
      known = undefined;
      throw error;
    });
}
