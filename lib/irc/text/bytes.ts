const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter();

/** The length of a text in bytes of UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes++;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00 && isLow(text.charCodeAt(at + 1))) {
      bytes += 4;
      at++;
    } else bytes += 3; // one of a pair alone is written as U+FFFD
  }
  return bytes;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}

/** The longest beginning of a text that has at most `most` bytes and ends with a whole character. */
export function cutBytes(text: string, most: number): string {
  if (text.length * 3 <= most || byteLength(text) <= most) return text;
  const { read } = encoder.encodeInto(text, new Uint8Array(most));
  return text.slice(0, read);
}

/**
 * Splits a text into pieces of at most `most` bytes (8 at least): after a space where there is one in
 * the last third of a piece, else between two characters as people see them. Joined, they are the text.
 */
export function splitBytes(text: string, most: number): string[] {
  if (byteLength(text) <= most) return [text];
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  for (const sign of signsOf(text, most)) {
    const more = byteLength(sign);
    if (bytes + more > most) {
      const kept = endOfWords(piece, most);
      pieces.push(piece.slice(0, kept));
      piece = piece.slice(kept);
      bytes = byteLength(piece);
    }
    piece += sign;
    bytes += more;
  }
  if (piece !== "") pieces.push(piece);
  return pieces;
}

/** Characters as people see them; those that fill a whole piece, by code points. */
function* signsOf(text: string, most: number): Generator<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (byteLength(segment) <= most) yield segment;
    else yield* segment;
  }
}

/** Where a piece ends: behind its last space, or whole where that would leave little of it. */
function endOfWords(piece: string, most: number): number {
  const space = piece.lastIndexOf(" ") + 1;
  return space > 0 && byteLength(piece.slice(0, space)) * 3 >= most * 2 ? space : piece.length;
}
