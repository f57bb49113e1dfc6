import { asciiOf, viewOf } from "./bytes.ts";
import { type Box, boxesIn } from "./iso_boxes.ts";

/** Items that tell something of a picture, and are not it. */
const TELLING = new Set(["Exif", "mime", "uri "]);

/**
 * Where in a HEIC or AVIF file its EXIF and XMP are, by its `meta` box. What is in that box itself is
 * made zeros there.
 */
export function toldByItems(meta: Uint8Array<ArrayBuffer>): { from: number; to: number }[] {
  const [root] = boxesIn(meta, 0, meta.length);
  if (!root) return [];
  const boxes = boxesIn(meta, root.content + 4, root.to); // behind its version
  const find = (type: string) => boxes.find((box) => box.type === type);
  const [infos, places, data] = [find("iinf"), find("iloc"), find("idat")];
  if (!infos || !places) return [];
  const telling = tellingItems(meta, infos);
  return extentsOf(meta, places).filter(({ item }) => telling.has(item)).flatMap((one) => {
    if (one.method === 0) return [{ from: one.from, to: one.to }];
    if (one.method === 1 && data) {
      const end = (place: number) => Math.min(data.to, data.content + place);
      meta.fill(0, end(one.from), end(one.to));
    }
    return [];
  });
}

function tellingItems(meta: Uint8Array, infos: Box): Set<number> {
  const view = viewOf(meta);
  const begin = infos.content + (meta[infos.content] === 0 ? 6 : 8); // a count of two bytes, or four
  const telling = new Set<number>();
  for (const { type, content, to } of boxesIn(meta, begin, infos.to)) {
    const version = meta[content] ?? 0;
    if (type !== "infe" || version < 2) continue;
    const isLong = version > 2;
    const kind = content + (isLong ? 10 : 8);
    if (kind + 4 > to) continue;
    const id = isLong ? view.getUint32(content + 4) : view.getUint16(content + 4);
    if (TELLING.has(asciiOf(meta.subarray(kind, kind + 4)))) telling.add(id);
  }
  return telling;
}

/** Where the parts of items are: in the file (`method` 0), or in the `idat` box (1). */
function extentsOf(meta: Uint8Array, { content, to }: Box) {
  const version = meta[content] ?? 0;
  const [first = 0, second = 0] = meta.subarray(content + 4, content + 6);
  const bytes = { offset: first >> 4, length: first & 15, base: second >> 4, index: second & 15 };
  const found: { item: number; method: number; from: number; to: number }[] = [];
  let at = content + 6;
  const number = (length: number): number => {
    if (at + length > to) throw new RangeError("The places of items end too early");
    const value = [...meta.subarray(at, at + length)].reduce((sum, byte) => sum * 256 + byte, 0);
    at += length;
    return value;
  };
  const short = version < 2 ? 2 : 4;
  try {
    for (let items = number(short); items > 0; items--) {
      const item = number(short);
      const method = version > 0 ? number(2) & 15 : 0;
      at += 2; // which file it is in: this one
      const base = number(bytes.base);
      for (let extents = number(2); extents > 0; extents--) {
        if (version > 0) at += bytes.index;
        const from = base + number(bytes.offset);
        found.push({ item, method, from, to: from + number(bytes.length) });
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // broken: what was read until there counts
  }
  return found;
}
