import { asciiOf, type Bytes, keep, type Segment, viewOf } from "./bytes.ts";
import type { ReadPicture } from "./format.ts";

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const CONTROL = 0xf9;
const APPLICATION = 0xff;
/** Says how often an animation runs. */
const LOOP = new Set(["NETSCAPE2.0", "ANIMEXTS1.0"]);
const MAX_BLOCKS = 2_000_000;

/** GIF 89a: comments and data of applications are left out, what follows the end too. */
export const readGif: ReadPicture = async (bytes) => {
  const head = await bytes.read(0, 13);
  if (head.length < 13 || !/^GIF8[79]a$/.test(asciiOf(head.subarray(0, 6)))) return undefined;
  const size = { width: viewOf(head).getUint16(6, true), height: viewOf(head).getUint16(8, true) };
  if (size.width === 0 || size.height === 0) return undefined;
  const segments: Segment[] = [];
  let at = 13 + tableBytes(head[10]!);
  keep(segments, 0, at);
  const left = { blocks: MAX_BLOCKS };
  let dropped = false;
  for (;;) {
    const block = await readBlock(bytes, at, left);
    if (!block) return undefined;
    if (block.keep) keep(segments, at, block.next);
    else dropped = true;
    at = block.next;
    if (block.last) break;
  }
  dropped ||= at < bytes.size;
  return { type: "image/gif", ...size, place: false, ...(dropped && { clean: segments }) };
};

async function readBlock(bytes: Bytes, at: number, left: { blocks: number }) {
  const head = await bytes.read(at, 14);
  const kind = head[0];
  if (kind === TRAILER) return { next: at + 1, keep: true, last: true };
  if (kind === EXTENSION && head.length >= 3) {
    const next = await endOfBlocks(bytes, at + 2, left);
    const isLoop = head[1] === APPLICATION && LOOP.has(asciiOf(head.subarray(3, 14)));
    return next && { next, keep: head[1] === CONTROL || isLoop, last: false };
  }
  if (kind === IMAGE && head.length >= 10) {
    const data = at + 10 + tableBytes(head[9]!) + 1;
    const next = await endOfBlocks(bytes, data, left);
    return next && { next, keep: true, last: false };
  }
  return undefined;
}

/** Bytes of the colours that a head says to follow it. */
function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

async function endOfBlocks(bytes: Bytes, from: number, left: { blocks: number }) {
  const WINDOW = 64 * 1024;
  let [start, window] = [from, await bytes.read(from, WINDOW)];
  for (let at = from; at < bytes.size;) {
    if (at - start >= window.length) [start, window] = [at, await bytes.read(at, WINDOW)];
    const length = window[at - start];
    if (length === undefined || --left.blocks < 0) return undefined;
    if (length === 0) return at + 1;
    at += length + 1;
  }
  return undefined;
}
