const encoder = new TextEncoder();

/** Whether `text` takes more than `limit` bytes of UTF-8. */
export function exceedsBytes(text: string, limit: number): boolean {
  if (text.length > limit) return true; // a code unit takes at least one byte
  if (text.length * 3 <= limit) return false; // and at most three
  return encoder.encode(text).length > limit;
}
