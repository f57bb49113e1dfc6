// Signatures as “Standard Webhooks” says: https://www.standardwebhooks.com
import type { SigningSecret } from "../../store/integrations/outgoing_rows.ts";

const text = new TextEncoder();

/** What is signed. `at`: milliseconds UTC, said in seconds. */
export interface Signed {
  id: string;
  at: number;
  body: string;
}

/** The headers by which a receiver knows who sent it, and when; while two secrets are good, by both. */
export async function signedHeaders(
  { secret, former }: SigningSecret,
  { id, at, body }: Signed,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1_000));
  const good = [secret, ...(former && former.until > at ? [former.secret] : [])];
  const signed = text.encode(`${id}.${timestamp}.${body}`);
  const signatures = await Promise.all(good.map(async (one) => `v1,${await sign(one, signed)}`));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

async function sign(secret: string, signed: Uint8Array<ArrayBuffer>): Promise<string> {
  const how = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", Uint8Array.fromBase64(secret), how, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, signed)).toBase64();
}
