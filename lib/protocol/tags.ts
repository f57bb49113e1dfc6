// Few signs that follow from a text, and tell it from others.

/** Digits and letters that are not mistaken for one another (Crockford's base 32). */
export const TAG_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";
export const TAG_LENGTH = 4;

/** Four signs: “7f3k”. */
export function tagOf(text: string): string {
  const bits = hash(text);
  return Array.from({ length: TAG_LENGTH }, (_, n) => TAG_SIGNS[(bits >>> (5 * n)) & 31]).join("");
}

/** FNV-1a, 32 bits: small, and spreads short texts well. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A number of 32 bits that follows from a text. */
export function hash(text: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at); // ids are ASCII: each sign is its byte
    hash = Math.imul(hash ^ code, FNV_PRIME);
  }
  // The low bits of FNV are its weakest: fold the high ones in.
  return (hash ^ (hash >>> 15)) >>> 0;
}
