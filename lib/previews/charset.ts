/** In these first bytes a page says how its letters are written, if it does (HTML, 4.2.5). */
const SAID_WITHIN = 1_024;
/** What pages were written in that do not say it. */
const UNSAID = "windows-1252";

const MARKS: readonly [encoding: string, bytes: readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * The text of a page: by its byte order mark, by what its answer says (`type`, a `Content-Type`), by
 * what stands in it, as UTF-8 where it is that, and else as Western European. Never throws.
 */
export function decodePage(bytes: Uint8Array<ArrayBuffer>, type: string): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, n) => bytes[n] === byte))?.[0];
  const encoding = marked ?? known(charsetIn(type)) ?? known(saidIn(bytes));
  if (encoding) return new TextDecoder(encoding).decode(bytes);
  try {
    // What is cut may end within a character.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder(UNSAID).decode(bytes); // it is no UTF-8
  }
}

function charsetIn(text: string): string | undefined {
  return /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(text)?.[1];
}

/** A page that says so in letters of one byte each is not in UTF-16, whatever it says. */
function saidIn(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  const head = new TextDecoder(UNSAID).decode(bytes.subarray(0, SAID_WITHIN));
  return charsetIn(head)?.replace(/^utf-16.*$/i, "utf-8");
}

function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined; // no encoding is called so
  }
}
