/** Bytes that look like chance and are always the same: of a file that no test is about. */
export function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let n = 0; n < length; n++) {
    state = Math.imul(state, 1_664_525) + 1_013_904_223 | 0;
    bytes[n] = state >>> 24;
  }
  return bytes;
}
