import { encodeBase64Url } from "./base64url.ts";

/** The SHA-256 of a text: names a secret and opens nothing. */
export async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return encodeBase64Url(new Uint8Array(hash));
}
