import { asciiOf, type Bytes, keep, type Segment, viewOf } from "./bytes.ts";
import { crc32 } from "./crc32.ts";
import { type Exif, exifOf, readExif, turned } from "./exif.ts";
import type { ReadPicture } from "./format.ts";

const SIGNATURE = "\x89PNG\r\n\x1a\n";
/** What a picture needs to be shown as it is, animations too; nothing else stays. */
const NEEDED = new Set([
  ...["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP"],
  ...["mDCV", "cLLI", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"],
]);
/** Text chunks that are searched for a place are not read further. */
const MAX_READ = 64 * 1024;
const MAX_CHUNKS = 100_000;

/** PNG, third edition. */
export const readPng: ReadPicture = async (bytes) => {
  const head = await bytes.read(0, 33);
  if (asciiOf(head.subarray(0, 8)) !== SIGNATURE || head.length < 33) return undefined;
  if (asciiOf(head.subarray(12, 16)) !== "IHDR") return undefined;
  const size = { width: viewOf(head).getUint32(16), height: viewOf(head).getUint32(20) };
  if (size.width === 0 || size.height === 0) return undefined;
  const segments: Segment[] = [];
  keep(segments, 0, 8);
  const exif: Exif = { orientation: 1, place: false };
  let [at, dropped, ended] = [8, false, false];
  for (let chunks = 0; !ended; chunks++) {
    const chunk = await readHead(bytes, at);
    if (!chunk || chunks > MAX_CHUNKS) return undefined;
    const { type, length, next } = chunk;
    if (NEEDED.has(type)) keep(segments, at, next);
    else {
      dropped = true;
      await note(bytes, { type, at: at + 8, length }, exif);
    }
    ended = type === "IEND";
    at = next;
  }
  dropped ||= at < bytes.size;
  if (exif.orientation !== 1) segments.splice(0, 1, ...withExif(segments[0], exif));
  return {
    type: "image/png",
    ...turned(size, exif.orientation),
    place: exif.place,
    ...(dropped && { clean: segments }),
  };
};

async function readHead(bytes: Bytes, at: number) {
  const head = await bytes.read(at, 8);
  if (head.length < 8) return undefined;
  const length = viewOf(head).getUint32(0);
  const next = at + 12 + length;
  return next > bytes.size ? undefined : { type: asciiOf(head.subarray(4, 8)), length, next };
}

async function note(
  bytes: Bytes,
  { type, at, length }: { type: string; at: number; length: number },
  exif: Exif,
): Promise<void> {
  if (type !== "eXIf" && !/^[tiz](?:TX|EX)t$/i.test(type)) return;
  const data = await bytes.read(at, Math.min(length, MAX_READ));
  if (type === "eXIf") Object.assign(exif, readExif(data));
  else exif.place ||= /GPS(?:Latitude|Longitude)/.test(new TextDecoder().decode(data));
}

/** The first segment with a chunk for the orientation behind the header. */
function withExif(first: Segment | undefined, { orientation }: Exif): Segment[] {
  if (!first || first instanceof Uint8Array) return [];
  const afterHeader = 8 + 12 + 13;
  const data = exifOf(orientation);
  const chunk = new Uint8Array(12 + data.length);
  viewOf(chunk).setUint32(0, data.length);
  chunk.set(new TextEncoder().encode("eXIf"), 4);
  chunk.set(data, 8);
  viewOf(chunk).setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  const rest = first.to > afterHeader ? [{ from: afterHeader, to: first.to }] : [];
  return [{ from: 0, to: afterHeader }, chunk, ...rest];
}
