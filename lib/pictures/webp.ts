import { asciiOf, type Bytes, keep, type Segment, sizeOf, viewOf } from "./bytes.ts";
import { type Exif, exifOf, readExif, turned } from "./exif.ts";
import type { ReadPicture } from "./format.ts";

/** What a picture needs to be shown as it is, animations too; nothing else stays. */
const NEEDED = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;
const MAX_READ = 64 * 1024;
const MAX_CHUNKS = 100_000;
/** Of each chunk, so much says how large the picture is. */
const HEAD_BYTES = 18;

interface Found {
  segments: Segment[];
  dropped: boolean;
  exif: Exif;
  size?: { width: number; height: number };
  /** What the extended header says: flags, in a chunk that is written anew. */
  extended?: Uint8Array<ArrayBuffer>;
}

/** WebP in RIFF (RFC 9649). */
export const readWebp: ReadPicture = async (bytes) => {
  const head = await bytes.read(0, 12);
  if (head.length < 12 || asciiOf(head.subarray(0, 4)) !== "RIFF") return undefined;
  if (asciiOf(head.subarray(8, 12)) !== "WEBP") return undefined;
  const end = 8 + viewOf(head).getUint32(4, true);
  if (end > bytes.size) return undefined;
  const found: Found = {
    segments: [],
    dropped: end < bytes.size,
    exif: { orientation: 1, place: false },
  };
  let at = 12;
  for (let chunks = 0; at + 8 <= end; chunks++) {
    const next = chunks > MAX_CHUNKS ? undefined : await step(bytes, at, end, found);
    if (next === undefined) return undefined;
    at = next;
  }
  const { size, exif, dropped } = found;
  if (!size || size.width === 0 || size.height === 0) return undefined;
  return {
    type: "image/webp",
    ...turned(size, exif.orientation),
    place: exif.place,
    ...(dropped && { clean: assembled(found) }),
  };
};

async function step(bytes: Bytes, at: number, end: number, found: Found) {
  const head = await bytes.read(at, HEAD_BYTES);
  const type = asciiOf(head.subarray(0, 4));
  const length = viewOf(head).getUint32(4, true);
  const next = at + 8 + length + length % 2;
  if (at + 8 + length > end) return undefined;
  found.size ??= sizeIn(type, head);
  if (type === "VP8X") {
    found.extended = new Uint8Array(await bytes.read(at, 18));
    found.segments.push(found.extended);
  } else if (NEEDED.has(type)) keep(found.segments, at, Math.min(next, end));
  else {
    found.dropped = true;
    const data = await bytes.read(at + 8, Math.min(length, MAX_READ));
    if (type === "EXIF") Object.assign(found.exif, readExif(withoutName(data)));
    else if (type === "XMP ") {
      found.exif.place ||= /GPS(?:Latitude|Longitude)/.test(new TextDecoder().decode(data));
    }
  }
  return next;
}

/** Some write the name that JPEG has before it. */
function withoutName(data: Uint8Array): Uint8Array {
  return asciiOf(data.subarray(0, 4)) === "Exif" ? data.subarray(6) : data;
}

function sizeIn(type: string, head: Uint8Array): Found["size"] {
  const data = head.subarray(8);
  const view = viewOf(data);
  if (type === "VP8X" && data.length >= 10) {
    const three = (at: number) => (view.getUint8(at + 2) << 16) + view.getUint16(at, true) + 1;
    return { width: three(4), height: three(7) };
  }
  if (type === "VP8 " && data.length >= 10) {
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
  }
  if (type === "VP8L" && data.length >= 5 && data[0] === 0x2f) {
    const bits = view.getUint32(1, true);
    return { width: (bits & 0x3fff) + 1, height: (bits >>> 14 & 0x3fff) + 1 };
  }
  return undefined;
}

/** The file anew: what stays, how to turn it, and a head that says how much it is. */
function assembled({ segments, extended, exif }: Found): Segment[] {
  const turnedBy = extended && exif.orientation !== 1 ? exifChunk(exif) : undefined;
  if (extended) {
    extended[8]! &= ~(HAS_XMP | HAS_EXIF);
    if (turnedBy) extended[8]! |= HAS_EXIF;
  }
  const body = turnedBy ? [...segments, turnedBy] : segments;
  const head = new Uint8Array(12);
  head.set(new TextEncoder().encode("RIFF"), 0);
  viewOf(head).setUint32(4, 4 + sizeOf(body), true);
  head.set(new TextEncoder().encode("WEBP"), 8);
  return [head, ...body];
}

function exifChunk({ orientation }: Exif): Uint8Array<ArrayBuffer> {
  const data = exifOf(orientation);
  const chunk = new Uint8Array(8 + data.length);
  chunk.set(new TextEncoder().encode("EXIF"), 0);
  viewOf(chunk).setUint32(4, data.length, true);
  chunk.set(data, 8);
  return chunk;
}
