import { asciiOf, type Bytes, viewOf } from "./bytes.ts";

/** A box of ISO 14496-12: `from` to `to`, with its content from `content` on. */
export interface Box {
  type: string;
  from: number;
  content: number;
  to: number;
}

/** The longest head of a box: a size of four bytes, a type, a size of eight. */
const HEAD_BYTES = 16;
/** Boxes of one file, or of one box, that are looked at. */
const MAX_BOXES = 20_000;

/** The boxes of a file one after another; nothing where they are none, or broken. */
export async function boxesOfFile(bytes: Bytes): Promise<Box[] | undefined> {
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.size;) {
    const box = boxAt(await bytes.read(at, HEAD_BYTES), 0, bytes.size - at);
    if (!box || boxes.length >= MAX_BOXES) return undefined;
    boxes.push({ ...box, from: at, content: at + box.content, to: at + box.to });
    at += box.to;
  }
  return boxes;
}

/** The boxes between two places of some bytes; those that can be read, where the last is broken. */
export function boxesIn(bytes: Uint8Array, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to && boxes.length < MAX_BOXES;) {
    const box = boxAt(bytes, at, to);
    if (!box) break;
    boxes.push(box);
    at = box.to;
  }
  return boxes;
}

function boxAt(bytes: Uint8Array, from: number, end: number): Box | undefined {
  if (from + 8 > bytes.length) return undefined;
  const view = viewOf(bytes);
  const type = asciiOf(bytes.subarray(from + 4, from + 8));
  let [size, head] = [view.getUint32(from), 8];
  if (size === 1) {
    if (from + HEAD_BYTES > bytes.length) return undefined;
    [size, head] = [Number(view.getBigUint64(from + 8)), HEAD_BYTES];
  }
  const to = size === 0 ? end : from + size;
  return size !== 0 && size < head || to > end
    ? undefined
    : { type, from, content: from + head, to };
}
