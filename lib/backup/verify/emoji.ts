// The emoji of the community: that each has its picture, and that nothing of others is left.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { rowsBelow } from "../../kv/list_pages.ts";
import { readCustomEmoji, readEmojiPicture } from "../../store/community/custom_emoji.ts";
import { place, type Report } from "./finding.ts";

export async function verifyEmoji(kv: Pick<Kv, "get" | "list">, report: Report): Promise<void> {
  const { emoji } = await readCustomEmoji(kv);
  for (const [name, tag] of Object.entries(emoji)) {
    if (await readEmojiPicture(kv, tag)) continue;
    report(place(keys.customEmoji()), `the picture ${tag} of :${name}: is missing`);
  }
  const shown = new Set(Object.values(emoji));
  for await (const { key } of rowsBelow(kv, keys.emojiPictures())) {
    if (!shown.has(String(key[1]))) report(place(key), "a picture of no emoji");
  }
}
