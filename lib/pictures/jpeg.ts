import { asciiOf, type Bytes, keep, type Segment, viewOf } from "./bytes.ts";
import { type Exif, exifOf, readExif, turned } from "./exif.ts";
import type { Picture, ReadPicture } from "./format.ts";

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const COMMENT = 0xfe;
/** Read at once where the next marker is looked for. */
const WINDOW = 64 * 1024;
/** The names that begin the parts of an application which a picture needs to be shown as it is. */
const JFIF = "JFIF\0";
const PROFILE = "ICC_PROFILE\0";
const ADOBE = "Adobe";
const EXIF = "Exif\0\0";
const XMP = "http://ns.adobe.com/";
/** A JFIF part that holds no small picture of its own. */
const JFIF_BYTES = 18;
/** Markers beyond which it is no picture of anybody's. */
const MAX_MARKERS = 20_000;

/** ITU T.81 and, for what stands beside the picture, JFIF and EXIF. */
export const readJpeg: ReadPicture = async (bytes) => {
  const start = await bytes.read(0, 2);
  if (start[0] !== 0xff || start[1] !== START) return undefined;
  const found: Found = { segments: [], dropped: false, exif: { orientation: 1, place: false } };
  keep(found.segments, 0, 2);
  let at: number | undefined = 2;
  for (let markers = 0; at !== undefined && at < bytes.size; markers++) {
    if (markers > MAX_MARKERS) return undefined;
    const next = await step(bytes, at, found);
    if (next === "broken") return undefined;
    at = next === "end" ? undefined : next;
  }
  return found.size && pictureOf(found, bytes.size);
};

interface Found {
  segments: Segment[];
  dropped: boolean;
  exif: Exif;
  size?: { width: number; height: number };
}

/** Reads one marker and what belongs to it; gives where the next one is. */
async function step(bytes: Bytes, at: number, found: Found): Promise<number | "end" | "broken"> {
  const head = await bytes.read(at, 20);
  const marker = head[1];
  if (head[0] !== 0xff || marker === undefined || marker === 0x00) return "broken";
  if (marker === 0xff) return at + 1; // fill
  if (marker === END) {
    keep(found.segments, at, at + 2);
    found.dropped ||= at + 2 < bytes.size; // what follows is no part of the picture
    return "end";
  }
  if (head.length < 4) return "broken";
  const length = viewOf(head).getUint16(2);
  const next = at + 2 + length;
  if (length < 2 || next > bytes.size) return "broken";
  if (isFrame(marker) && head.length >= 9) {
    const view = viewOf(head);
    found.size ??= { height: view.getUint16(5), width: view.getUint16(7) };
  }
  if (marker === SCAN) {
    const end = await endOfScan(bytes, next);
    keep(found.segments, at, end);
    return end;
  }
  if (belongs(marker, head, length)) keep(found.segments, at, next);
  else {
    found.dropped = true;
    await note(bytes, { at, length, head, marker }, found);
  }
  return next;
}

/** What a part that is left out says: how to turn the picture, and that it told a place. */
async function note(
  bytes: Bytes,
  { at, length, head, marker }: { at: number; length: number; head: Uint8Array; marker: number },
  found: Found,
): Promise<void> {
  if (marker !== 0xe1) return;
  if (asciiOf(head.subarray(4, 10)) === EXIF) {
    const exif = readExif(await bytes.read(at + 10, length - 8));
    if (exif.orientation !== 1) found.exif.orientation = exif.orientation;
    found.exif.place ||= exif.place;
  } else if (asciiOf(head.subarray(4)).startsWith(XMP.slice(0, 16))) {
    const text = new TextDecoder().decode(await bytes.read(at, length));
    found.exif.place ||= /GPS(?:Latitude|Longitude)|photoshop:City/.test(text);
  }
}

/** Whether a part is needed to show the picture. */
function belongs(marker: number, head: Uint8Array, length: number): boolean {
  const name = asciiOf(head.subarray(4));
  if (marker === 0xe0) return name.startsWith(JFIF) && length + 2 <= JFIF_BYTES;
  if (marker === 0xe2) return name.startsWith(PROFILE);
  if (marker === 0xee) return name.startsWith(ADOBE);
  return !(marker >= 0xe0 && marker <= 0xef || marker === COMMENT);
}

/** Frames say how large the picture is: C0 to CF without tables, and what is reserved. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** The first marker after the data of a scan, or the end of the bytes. */
async function endOfScan(bytes: Bytes, from: number): Promise<number> {
  for (let at = from; at < bytes.size;) {
    const window = await bytes.read(at, WINDOW);
    for (let n = window.indexOf(0xff); n !== -1; n = window.indexOf(0xff, n + 1)) {
      const after = window[n + 1];
      if (after === undefined) break; // the next window begins with it
      const isData = after === 0x00 || after === 0xff || after >= 0xd0 && after <= 0xd7;
      if (!isData) return at + n;
    }
    if (window.length < 2) return bytes.size;
    at += window.at(-1) === 0xff ? window.length - 1 : window.length;
  }
  return bytes.size;
}

function pictureOf({ segments, dropped, exif, size }: Found, bytes: number): Picture | undefined {
  if (!size || size.width === 0 || size.height === 0) return undefined;
  const clean = [...segments];
  if (exif.orientation !== 1) clean.splice(0, 1, ...withExif(segments[0], exif));
  const whole = clean.length === 1 && !dropped && bytes > 0;
  return {
    type: "image/jpeg",
    ...turned(size, exif.orientation),
    place: exif.place,
    ...(!whole && { clean }),
  };
}

/** The first segment with the orientation behind the mark of the start. */
function withExif(first: Segment | undefined, { orientation }: Exif): Segment[] {
  if (!first || first instanceof Uint8Array) return [];
  const tiff = exifOf(orientation);
  const part = new Uint8Array(4 + EXIF.length + tiff.length);
  viewOf(part).setUint16(0, 0xffe1);
  viewOf(part).setUint16(2, part.length - 2);
  part.set(new TextEncoder().encode(EXIF), 4);
  part.set(tiff, 4 + EXIF.length);
  const rest = first.to > 2 ? [{ from: 2, to: first.to }] : [];
  return [{ from: 0, to: 2 }, part, ...rest];
}
