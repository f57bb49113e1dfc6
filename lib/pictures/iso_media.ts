// Films (MP4, MOV), sound in the same boxes (M4A), and HEIC and AVIF: what they tell besides themselves.
import { asciiOf, type Bytes, keep, type Segment, viewOf } from "./bytes.ts";
import { readExif } from "./exif.ts";
import { type Box, boxesIn, boxesOfFile } from "./iso_boxes.ts";
import { samplesOf } from "./iso_samples.ts";
import { toldByItems } from "./iso_items.ts";

/** What a file is to be made of, as of a picture (`Picture`); without `clean`, as it is. */
export interface IsoMedia {
  clean?: Segment[];
  place: boolean;
}

/** Bytes from `from` on that are replaced: by new ones, or by zeros up to `to`. */
type Change = { from: number; bytes: Uint8Array<ArrayBuffer> } | { from: number; to: number };

/** A description of a film that is larger is not read. */
const MAX_DESCRIPTION = 16 * 1024 * 1024;
/** Zeros, as many as are written at once. */
const ZEROS = new Uint8Array(64 * 1024);
/** What is kept of a file, of its description, and of each of its tracks: the rest tells something. */
const KEPT: Record<string, ReadonlySet<string>> = {
  file: new Set(["ftyp", "styp", "moov", "mdat", "moof", "mfra", "sidx", "ssix", "wide", "pdin"]),
  moov: new Set(["mvhd", "trak", "mvex", "iods"]),
  trak: new Set(["tkhd", "tref", "edts", "mdia", "tapt", "load", "clip"]),
  mdia: new Set(["mdhd", "hdlr", "minf", "elng"]),
};
/** Tracks that are seen or heard; what others hold is made zeros. */
const PLAYED = new Set(["vide", "soun", "auxv", "pict", "text", "sbtl", "subt", "clcp", "tmcd"]);
/** Boxes that begin with when they were made. */
const DATED = new Set(["mvhd", "tkhd", "mdhd"]);
/** What tells a place: QuickTime's, 3GPP's, Apple's. */
const PLACES = /\u00a9xyz|loci|ISO6709|gps |GPS|camm|gpmd/;

/**
 * Reads such a file, and says what it is to be made of without what tells where, when and by what it was
 * taken. Nothing moves in it: what goes becomes zeros in a box that is skipped. Nothing for what is no
 * such file, or broken. Of subtitles, the words stay.
 */
export async function readIsoMedia(bytes: Bytes): Promise<IsoMedia | undefined> {
  const boxes = await boxesOfFile(bytes);
  if (!boxes?.some(({ type }) => type === "ftyp" || type === "moov")) return undefined;
  const changes: Change[] = [];
  let place = false;
  for (const box of boxes) {
    const isItems = box.type === "meta";
    if (box.type === "moov" || isItems) {
      if (box.to - box.from > MAX_DESCRIPTION) return undefined;
      const whole = new Uint8Array(await bytes.read(box.from, box.to - box.from));
      const before = whole.slice();
      const told = isItems ? toldByItems(whole) : cleanFilm(whole);
      const isFragmented = boxes.some(({ type }) => type === "moof");
      if (!isItems && told.length > 0 && isFragmented) return undefined; // they are told of elsewhere
      for (const range of told) {
        const to = Math.min(range.to, bytes.size);
        if (range.from >= to) continue;
        place ||= isItems ? await tellsPlace(bytes, { from: range.from, to }) : true;
        if (!await isZero(bytes, range.from, to)) changes.push({ from: range.from, to });
      }
      if (before.some((byte, n) => byte !== whole[n])) {
        place ||= PLACES.test(latin(before)) && !PLACES.test(latin(whole));
        changes.push({ from: box.from, bytes: whole });
      }
    } else if (!KEPT.file!.has(box.type)) {
      const isFree = box.type === "free" || box.type === "skip";
      if (isFree && await isZero(bytes, box.content, box.to)) continue;
      place ||= PLACES.test(latin(await bytes.read(box.content, 1_024)));
      changes.push({ from: box.from + 4, bytes: FREE.slice() }, { from: box.content, to: box.to });
    }
  }
  return { place, ...(changes.length > 0 && { clean: segmentsOf(changes, bytes.size) }) };
}

const FREE = new TextEncoder().encode("free");

/** Blanks what a film tells in its description; gives the places of samples that tell something. */
function cleanFilm(moov: Uint8Array): { from: number; to: number }[] {
  const told: { from: number; to: number }[] = [];
  const [root] = boxesIn(moov, 0, moov.length);
  if (root) cleanIn(root);
  return told;

  function cleanIn(box: Box): void {
    const kept = KEPT[box.type];
    if (!kept) return;
    for (const child of boxesIn(moov, box.content, box.to)) {
      if (!kept.has(child.type)) blank(moov, child);
      else if (child.type === "trak" && !PLAYED.has(handlerOf(moov, child))) {
        told.push(...samplesOf(moov, child));
        blank(moov, child);
      } else {
        if (DATED.has(child.type)) moov.fill(0, child.content + 4, datesEnd(moov, child));
        cleanIn(child);
      }
    }
  }
}

/** What a track holds: “vide”, “soun”, “meta”. */
function handlerOf(moov: Uint8Array, track: Box): string {
  const find = (parent: Box | undefined, type: string) =>
    parent && boxesIn(moov, parent.content, parent.to).find((box) => box.type === type);
  const handler = find(find(track, "mdia"), "hdlr");
  return handler ? asciiOf(moov.subarray(handler.content + 8, handler.content + 12)) : "";
}

/** Behind the version and two times, of four bytes or of eight. */
function datesEnd(bytes: Uint8Array, { content, to }: Box): number {
  return Math.min(to, content + 4 + (bytes[content] === 1 ? 16 : 8));
}

function blank(bytes: Uint8Array, { from, content, to }: Box): void {
  bytes.set(FREE, from + 4);
  bytes.fill(0, content, to);
}

/** Bytes as text, a character each. */
function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

async function isZero(bytes: Bytes, from: number, to: number): Promise<boolean> {
  for (let at = from; at < to; at += ZEROS.length) {
    const part = await bytes.read(at, Math.min(ZEROS.length, to - at));
    if (part.some((byte) => byte !== 0)) return false;
  }
  return true;
}

/** Whether EXIF of an item has a place: it begins with where its TIFF structure does. */
async function tellsPlace(bytes: Bytes, { from, to }: { from: number; to: number }) {
  const exif = new Uint8Array(await bytes.read(from, Math.min(to - from, 64 * 1024)));
  if (exif.length < 12) return false;
  return readExif(exif.subarray(4 + viewOf(exif).getUint32(0))).place;
}

/** The whole file with its changes. */
function segmentsOf(changes: Change[], size: number): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const change of changes.sort((one, other) => one.from - other.from)) {
    const to = "to" in change ? change.to : change.from + change.bytes.length;
    if (to <= at) continue; // it is in another one
    if (change.from > at) keep(segments, at, change.from);
    if ("to" in change) {
      for (let from = Math.max(at, change.from); from < to; from += ZEROS.length) {
        segments.push(ZEROS.subarray(0, Math.min(ZEROS.length, to - from)));
      }
    } else segments.push(change.bytes.subarray(Math.max(0, at - change.from)));
    at = to;
  }
  if (at < size) keep(segments, at, size);
  return segments;
}
