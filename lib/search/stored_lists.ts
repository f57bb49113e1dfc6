// Lists of seqs as rows have them, and what stands in all of several: the shortest decides what is read.
import { ByteReader } from "./bytes.ts";

/** The places of one term in a row: they are decoded where they are wanted. */
export interface StoredList {
  bytes: Uint8Array;
  at: number;
  end: number;
}

/** The seqs that stand in some list of each lookup, ascending. `base`: as the rows were written. */
export function inEachLookup(lookups: readonly StoredList[][], base: number): number[] {
  const sizes = new Map(lookups.map((lists) => [lists, sizeOf(lists)]));
  const shortestFirst = lookups.toSorted((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0));
  let found: number[] | undefined;
  for (const lists of shortestFirst) {
    const [only] = lists;
    if (!only) return [];
    if (found && lists.length === 1) found = thoseIn(found, only, base);
    else {
      const seqs = union(lists.map((list) => seqsIn(list, base)));
      found = found ? intersection(found, seqs) : seqs;
    }
    if (found.length === 0) break;
  }
  return found ?? [];
}

/** All seqs of a list. */
export function seqsIn({ bytes, at, end }: StoredList, base: number): number[] {
  const reader = new ByteReader(bytes);
  reader.at = at;
  return reader.seqs(base, end);
}

/** Seqs of several lists, ascending, each once. */
export function union(lists: readonly number[][]): number[] {
  const [only] = lists;
  if (lists.length <= 1) return only ?? [];
  const all = Float64Array.from(lists.flat()).sort();
  const once: number[] = [];
  for (const seq of all) if (seq !== once[once.length - 1]) once.push(seq);
  return once;
}

/** Seqs that stand in both lists. */
export function intersection(a: readonly number[], b: readonly number[]): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [left, right] = [a[i] ?? 0, b[j] ?? 0];
    if (left === right) both.push(left);
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return both;
}

/** Of these seqs, those that a list has: it is read to the last of them, and nothing is made of it. */
function thoseIn(seqs: readonly number[], { bytes, at, end }: StoredList, base: number): number[] {
  const reader = new ByteReader(bytes);
  reader.at = at;
  const both: number[] = [];
  for (let seq = base, n = 0; reader.at < end && n < seqs.length;) {
    seq += reader.number();
    while (n < seqs.length && (seqs[n] ?? 0) < seq) n++;
    if (seqs[n] === seq) both.push(seq);
  }
  return both;
}

function sizeOf(lists: readonly StoredList[]): number {
  return lists.reduce((sum, { at, end }) => sum + end - at, 0);
}
