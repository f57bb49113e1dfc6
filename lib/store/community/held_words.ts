// Words whose messages wait for a moderator, as administrators wrote them.
import { keys } from "../../kv/keys.ts";
import { type DecideParts, writeRow } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";

/** `change` makes each write one of its own, so that a lost answer is known by it. */
interface HeldWordsRow {
  words: string[];
  change: string;
}

/** The words as they are. */
export async function readHeldWordsRow(kv: Pick<Kv, "get">): Promise<string[]> {
  return (await kv.get<HeldWordsRow>(keys.heldWords())).value?.words ?? [];
}

/** Replaces them, with `beside` in the same commit. */
export async function writeHeldWords(
  kv: Kv,
  { id, words, beside }: { id: string; words: string[]; beside: DecideParts },
): Promise<void> {
  await writeRow<HeldWordsRow>(
    kv,
    keys.heldWords(),
    async () => ({ value: { words, change: id }, ...await beside() }),
  );
}
