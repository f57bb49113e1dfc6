import type { Key, KeyPart } from "../../lib/kv/kv.ts";

const utf8 = new TextEncoder();
/** A text that is its own bytes, none of them zero. */
const ASCII = /^[ -~]*$/;
const eight = new DataView(new ArrayBuffer(8));

/**
 * A key as a string whose order by UTF-16 code units is KV's order of keys: parts compare by type
 * (bytes < string < bigint < number < boolean: the manual has it otherwise), then by value; a shorter
 * key comes before its continuations. One character a byte.
 */
export function orderedKey(key: Key): string {
  let ordered = "";
  for (const part of key) ordered += orderedPart(part);
  return ordered;
}

/** The keys below a prefix: all with `start <= key < end`. The prefix itself is not among them. */
export function below(prefix: Key): { start: string; end: string } {
  const start = orderedKey(prefix);
  return { start: `${start}\x01`, end: `${start}\xff` };
}

function orderedPart(part: KeyPart): string {
  switch (typeof part) {
    case "string":
      return `\x02${ASCII.test(part) ? `${part}\x00` : terminated(utf8.encode(part))}`;
    case "number":
      return `\x04${double(part)}`;
    case "bigint":
      return `\x03${integer(part)}`;
    case "boolean":
      return part ? "\x06" : "\x05";
    default:
      return `\x01${terminated(part)}`;
  }
}

/** Ends with 0, so that a text comes before the texts that it begins; a 0 inside becomes 0 255. */
function terminated(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte === 0 ? "\x00\xff" : String.fromCharCode(byte);
  return `${text}\x00`;
}

/** Sign flipped, and all bits of a negative one, so that the bits of doubles sort as the numbers. */
function double(value: number): string {
  eight.setFloat64(0, value);
  const flip = eight.getUint8(0) & 0x80 ? 0xff : 0;
  let text = String.fromCharCode(eight.getUint8(0) ^ (flip || 0x80));
  for (let i = 1; i < 8; i++) text += String.fromCharCode(eight.getUint8(i) ^ flip);
  return text;
}

/** A longer integer is a larger one: the count of digits goes first; all inverted when negative. */
function integer(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString(16);
  const sized = digits.length.toString(16).padStart(4, "0") + digits;
  if (value >= 0n) return `\x81${sized}\x00`;
  const inverted = [...sized].map((digit) => (15 - parseInt(digit, 16)).toString(16)).join("");
  return `\x7f${inverted}\xff`;
}
