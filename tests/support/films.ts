import { viewOf } from "../../lib/pictures/bytes.ts";

export const bytesIn = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
export const numbers = (...all: number[]) => {
  const bytes = new Uint8Array(all.length * 4);
  all.forEach((one, n) => viewOf(bytes).setUint32(n * 4, one));
  return bytes;
};
export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
export const box = (type: string, ...content: Uint8Array[]) => {
  const inside = joined(...content);
  return joined(numbers(inside.length + 8), bytesIn(type), inside);
};

/** A track of a kind, of one chunk of two samples. */
function track(handler: string, chunk: number, sizes: [number, number]) {
  const table = box(
    "stbl",
    box("stsc", numbers(0, 1, 1, 2, 1)),
    box("stsz", numbers(0, 0, 2, ...sizes)),
    box("stco", numbers(0, 1, chunk)),
  );
  const dates = numbers(0, 3_800_000_000, 3_800_000_000, 1);
  const media = box(
    "mdia",
    box("mdhd", dates),
    box("hdlr", numbers(0, 0), bytesIn(handler)),
    box("minf", table),
  );
  return box("trak", box("tkhd", dates), box("udta", bytesIn("Secret lens")), media);
}

/** A film with a place in each of the ways that cameras have. */
export function film(): Uint8Array<ArrayBuffer> {
  const start = box("ftyp", bytesIn("mp42"), numbers(0));
  const samples = "VIDEOvideo" + "lat=48.85lon=2.29" + "SOUND";
  const data = box("mdat", bytesIn(samples));
  const at = start.length + 8;
  const moov = box(
    "moov",
    box("mvhd", numbers(0, 3_800_000_000, 3_800_000_000, 600, 1)),
    track("vide", at, [5, 5]),
    track("meta", at + 10, [9, 8]),
    track("soun", at + 27, [3, 2]),
    box("udta", box("\u00a9xyz", bytesIn("+48.8584N+002.2945/"))),
    box("meta", bytesIn("com.apple.quicktime.location.ISO6709")),
    box("gps ", numbers(1)),
  );
  return joined(
    start,
    data,
    box("uuid", bytesIn("GPSLatitude")),
    moov,
    box("free", bytesIn("GPS")),
  );
}
