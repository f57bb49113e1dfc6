// Where a link in a sentence begins and ends.

/** A scheme that letters or digits precede is another scheme's end. */
const BEFORE = /[A-Za-z0-9]/;
/**
 * White space, quotation marks of all languages, and CJK and full-width punctuation end a link:
 * those languages put no space behind it. Letters of any script may be part of it.
 */
const LINK =
  /https?:\/\/[^\s<>"“”„«»‹›‘\u2026\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+/iy;
/** Sentence ends and marks that were not meant for the link. */
const TRAILING: ReadonlySet<string> = new Set(".,;:!?'’*_~`|·");
const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** The http or https link that starts at an index: as written, and normalised. */
export function linkAt(text: string, at: number): { href: string; text: string } | undefined {
  if (BEFORE.test(text[at - 1] ?? "")) return undefined;
  LINK.lastIndex = at;
  const written = trimTrailing(LINK.exec(text)?.[0] ?? "");
  if (!URL.canParse(written)) return undefined;
  const { href, protocol } = new URL(written);
  if (protocol !== "http:" && protocol !== "https:") return undefined;
  return { href, text: written };
}

/**
 * Drops the end of the sentence and brackets that the link did not open. One pass: a message of
 * brackets alone must not take longer than any other.
 */
function trimTrailing(link: string): string {
  const unopened: Record<string, number> = {};
  for (const [close, open] of Object.entries(CLOSING)) {
    unopened[close] = count(link, close) - count(link, open);
  }
  let end = link.length;
  for (; end > 0; end--) {
    const last = link[end - 1] ?? "";
    const surplus = unopened[last] ?? 0;
    if (surplus > 0) unopened[last] = surplus - 1;
    else if (!TRAILING.has(last)) break;
  }
  return link.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
