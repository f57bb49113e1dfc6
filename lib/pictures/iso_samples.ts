import { viewOf } from "./bytes.ts";
import { type Box, boxesIn } from "./iso_boxes.ts";

/** Chunks and samples of one track that are looked at. */
const MAX_ENTRIES = 500_000;

/** Where in the file the samples of a track are: a range a chunk. What is broken gives what can be read. */
export function samplesOf(moov: Uint8Array, track: Box): { from: number; to: number }[] {
  const view = viewOf(moov);
  const find = (parent: Box | undefined, ...types: string[]) =>
    parent && boxesIn(moov, parent.content, parent.to).find(({ type }) => types.includes(type));
  const table = find(find(find(track, "mdia"), "minf"), "stbl");
  const [offsets, runs, sizes] = [
    find(table, "stco", "co64"),
    find(table, "stsc"),
    find(table, "stsz"),
  ];
  if (!offsets || !runs || !sizes) return [];

  const isLong = offsets.type === "co64";
  const chunks = entries(offsets, 4, isLong ? 8 : 4);
  const runsAt = entries(runs, 4, 12).map((at) => ({
    first: view.getUint32(at),
    samples: view.getUint32(at + 4),
  }));
  const same = view.getUint32(sizes.content + 4);
  const sizesAt = same > 0 ? [] : entries(sizes, 8, 4);
  let [sample, run] = [0, 0];
  return chunks.map((at, chunk) => {
    while ((runsAt[run + 1]?.first ?? Infinity) <= chunk + 1) run++;
    const count = Math.min(runsAt[run]?.samples ?? 0, MAX_ENTRIES);
    let length = same * count;
    for (const size of sizesAt.slice(sample, sample + count)) length += view.getUint32(size);
    sample += count;
    const from = isLong ? Number(view.getBigUint64(at)) : view.getUint32(at);
    return { from, to: from + length };
  });

  /** Where the entries of a table begin: its count stands `before` bytes into its content. */
  function entries({ content, to }: Box, before: number, bytes: number): number[] {
    if (content + before + 4 > to) return [];
    const first = content + before + 4;
    const count = Math.min(view.getUint32(content + before), Math.floor((to - first) / bytes));
    return Array.from({ length: Math.min(count, MAX_ENTRIES) }, (_, n) => first + n * bytes);
  }
}
