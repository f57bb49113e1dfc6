/** How many colours a name can have; static/styles/hues.css has as many. */
export const HUES = 24;

/** FNV-1a, 32 bits: small, and spreads short names well. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The colour of a name, 0…23: the same everywhere, for any case and composition of it. */
export function nameHue(name: string): number {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(name.normalize("NFKC").toLowerCase())) {
    hash = Math.imul(hash ^ byte, FNV_PRIME);
  }
  // The low bits of FNV are its weakest: fold the high ones in.
  return ((hash ^ (hash >>> 15)) >>> 0) % HUES;
}

/** The one or two letters of an avatar, from the first and the last word of the name. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s._-]+/u).filter((word) => word !== "");
  const first = words[0] ?? "";
  const last = words.length > 1 ? words[words.length - 1] ?? "" : "";
  return (firstLetter(first) + firstLetter(last)).toLocaleUpperCase() || "?";
}

/** Making one costs more than a hundred names do. */
const letters = new Intl.Segmenter();

/** What a reader sees as one letter, accents and joined emoji included. */
function firstLetter(word: string): string {
  for (const { segment } of letters.segment(word)) return segment;
  return "";
}
