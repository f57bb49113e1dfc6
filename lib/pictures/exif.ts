import { viewOf } from "./bytes.ts";

/** How a picture is turned when it is shown: 1 is as it is stored, 5 to 8 lie on their side. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What matters of EXIF: how to turn the picture, and whether it tells a place. */
export interface Exif {
  orientation: Orientation;
  place: boolean;
}

const ORIENTATION = 0x0112;
const GPS = 0x8825;
const ENTRY_BYTES = 12;
/** Entries of a directory that are looked at. */
const MAX_ENTRIES = 512;

/** Reads a TIFF structure, which EXIF is; what cannot be read says nothing. */
export function readExif(tiff: Uint8Array): Exif {
  const exif: Exif = { orientation: 1, place: false };
  if (tiff.length < 8) return exif;
  const view = viewOf(tiff);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return exif;
  const little = order === 0x4949;
  const start = view.getUint32(4, little);
  if (start + 2 > tiff.length) return exif;
  const count = Math.min(view.getUint16(start, little), MAX_ENTRIES);
  for (let n = 0; n < count; n++) {
    const at = start + 2 + n * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) break;
    const tag = view.getUint16(at, little);
    if (tag === GPS) exif.place = true;
    if (tag === ORIENTATION) {
      const value = view.getUint16(at + 8, little);
      if (isOrientation(value)) exif.orientation = value;
    }
  }
  return exif;
}

/** EXIF that says how to turn a picture and nothing else. */
export function exifOf(orientation: Orientation): Uint8Array<ArrayBuffer> {
  const tiff = new Uint8Array(26);
  const view = viewOf(tiff);
  view.setUint16(0, 0x4d4d);
  view.setUint16(2, 42);
  view.setUint32(4, 8); // where the directory is
  view.setUint16(8, 1); // entries
  view.setUint16(10, ORIENTATION);
  view.setUint16(12, 3); // a number of two bytes
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return tiff;
}

/** The size of a picture as it is shown. */
export function turned(
  { width, height }: { width: number; height: number },
  orientation: Orientation,
): { width: number; height: number } {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

function isOrientation(value: number): value is Orientation {
  return value >= 1 && value <= 8;
}
