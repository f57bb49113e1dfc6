// How much room keys and values take in Deno KV. Values are stored in V8's serialization, where a
// string is one byte a character if all are Latin-1, else two.
import type { Key, Mutation } from "./kv.ts";

/** The largest key that KV takes, in bytes. */
export const MAX_KEY_BYTES = 2 * 1024;
/** The largest value that KV takes, in bytes. */
export const MAX_VALUE_BYTES = 64 * 1024;
/** The most that the keys and values of one commit may take, in bytes. */
export const MAX_COMMIT_BYTES = 800 * 1024;
/** The most that the keys of one commit may take, in bytes. */
export const MAX_COMMIT_KEY_BYTES = 80 * 1024;
/** The most mutations that one commit may hold. */
export const MAX_MUTATIONS = 1000;

/** Tag, length and alignment of one part of a value: never more. */
const OVERHEAD_BYTES = 8;

/** The bytes of a stored value, rounded up. Counts plain data: what JSON has, bigints and bytes. */
export function valueBytes(value: unknown): number {
  if (typeof value === "string") return stringBytes(value);
  if (typeof value === "bigint") return OVERHEAD_BYTES + value.toString(16).length;
  if (typeof value !== "object" || value === null) return OVERHEAD_BYTES + 1;
  if (ArrayBuffer.isView(value)) return 4 * OVERHEAD_BYTES + value.byteLength;
  let bytes = 2 * OVERHEAD_BYTES;
  if (Array.isArray(value)) {
    for (const item of value) bytes += valueBytes(item);
    return bytes;
  }
  const fields: { readonly [name: string]: unknown } = value as Record<string, unknown>;
  for (const name in fields) bytes += stringBytes(name) + valueBytes(fields[name]);
  return bytes;
}

/** The bytes of an encoded key, rounded up. */
export function keyBytes(key: Key): number {
  let bytes = 0;
  for (const part of key) {
    if (typeof part === "string") bytes += textBytes(part) + 2;
    else if (typeof part === "object") bytes += 2 * part.length + 2;
    else if (typeof part === "bigint") bytes += part.toString(16).length + 8;
    else bytes += 10;
  }
  return bytes;
}

function textBytes(text: string): number {
  if (ASCII.test(text)) return text.length;
  return encoder.encode(text).length + text.split("\0").length - 1; // a zero is escaped
}

/** What a mutation adds to a commit: bytes in all, and bytes of keys. */
export function mutationBytes(mutation: Mutation): { bytes: number; keyBytes: number } {
  const key = keyBytes(mutation.key);
  return {
    keyBytes: key,
    bytes: key + (mutation.type === "set" ? valueBytes(mutation.value) : 0),
  };
}

const encoder = new TextEncoder();

// deno-lint-ignore no-control-regex -- Latin-1 begins with the control characters
const LATIN_1 = /^[\u0000-\u00ff]*$/;

// deno-lint-ignore no-control-regex -- a zero is escaped in a key, so it is not among them
const ASCII = /^[\u0001-\u007f]*$/;

/** So short a string is taken for the larger of what it may be: that costs less than to look. */
const SHORT = 48;

function stringBytes(text: string): number {
  if (text.length <= SHORT) return OVERHEAD_BYTES + 2 * text.length;
  return OVERHEAD_BYTES + (LATIN_1.test(text) ? text.length : 2 * text.length);
}
