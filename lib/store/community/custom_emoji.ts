// The emoji of the community: one row says which there are, and each picture has one of its own.
import { keys } from "../../kv/keys.ts";
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { type CustomEmoji, type EmojiList, NO_EMOJI } from "../../protocol/custom_emoji.ts";

/** `change` makes each write one of its own, so that a lost answer is known by it. */
interface CustomEmojiRow {
  emoji: CustomEmoji;
  change: string;
}

/** All of them; none where nobody added one. */
export async function readCustomEmoji(kv: Pick<Kv, "get">): Promise<EmojiList> {
  const { emoji = {}, change = "" } = (await kv.get<CustomEmojiRow>(keys.customEmoji())).value ??
    {};
  return Object.keys(emoji).length === 0 ? NO_EMOJI : { version: change, emoji };
}

/** What becomes of all of them, and what goes with it. */
type Decided = { emoji: CustomEmoji } & Required<Pick<CommitParts, "checks" | "mutations">>;

/**
 * Replaces them by what `decide` makes of those that are there, with its parts in the same commit;
 * where it says nothing, nothing is written.
 */
export async function writeCustomEmoji(
  kv: Kv,
  { id, decide }: { id: string; decide(before: CustomEmoji): Promise<Decided | undefined> },
): Promise<void> {
  await writeRow<CustomEmojiRow>(kv, keys.customEmoji(), async (current) => {
    const decided = await decide(current?.emoji ?? {});
    if (!decided) return undefined;
    const { emoji, ...parts } = decided;
    return { value: { emoji, change: id }, ...parts };
  });
}

/** Keeps a picture, which the emoji of the same commit names. */
export function addPicture(tag: string, bytes: Uint8Array<ArrayBuffer>): Mutation {
  return { type: "set", key: keys.emojiPicture(tag), value: bytes };
}

/** Removes the pictures that no emoji shows any more. */
export function removePictures(before: CustomEmoji, after: CustomEmoji): Mutation[] {
  const shown = new Set(Object.values(after));
  const gone = new Set(Object.values(before).filter((tag) => !shown.has(tag)));
  return [...gone].map((tag) => ({ type: "delete", key: keys.emojiPicture(tag) }));
}

/** The bytes of a picture, at most 48 KiB, by its tag: a PNG or a JPEG. */
export async function readEmojiPicture(
  kv: Pick<Kv, "get">,
  tag: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return (await kv.get<Uint8Array<ArrayBuffer>>(keys.emojiPicture(tag))).value ?? undefined;
}
