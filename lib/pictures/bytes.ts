// What the parsers of this folder read from: bytes that are somewhere else, asked for in parts.

/** Bytes that can be read anywhere. */
export interface Bytes {
  readonly size: number;
  /** `length` bytes from `from`; fewer where they end before. */
  read(from: number, length: number): Promise<Uint8Array>;
}

/** A part of the bytes that a file is made of anew: those of a place in the old ones, or new ones. */
export type Segment = { from: number; to: number } | Uint8Array<ArrayBuffer>;

/** How many bytes the segments make. */
export function sizeOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, one) => sum + (isNew(one) ? one.length : one.to - one.from), 0);
}

/** Whether a segment has bytes of its own. */
export function isNew(segment: Segment): segment is Uint8Array<ArrayBuffer> {
  return segment instanceof Uint8Array;
}

/** The bytes of a blob: of a file that somebody chose. */
export function bytesOfBlob(blob: Blob): Bytes {
  return {
    size: blob.size,
    read: async (from, length) =>
      new Uint8Array(await blob.slice(from, from + length).arrayBuffer()),
  };
}

/** Bytes that are here already. */
export function bytesOf(all: Uint8Array): Bytes {
  return {
    size: all.length,
    read: (from, length) => Promise.resolve(all.subarray(from, from + length)),
  };
}

/** The view of a few bytes, for numbers of several bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Some bytes as text, a character each: names of segments and chunks are ASCII. */
export function asciiOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Keeps what follows what was kept in one segment with it. */
export function keep(segments: Segment[], from: number, to: number): void {
  const last = segments.at(-1);
  if (last && !isNew(last) && last.to === from) last.to = to;
  else segments.push({ from, to });
}
