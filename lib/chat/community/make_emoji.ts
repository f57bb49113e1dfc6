import { createHash } from "node:crypto";
import { EMOJI_LIMITS, isEmojiName } from "../../protocol/custom_emoji.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { HeldWords } from "../moderation/held_words.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";

/** Bytes of the digest that the address of a picture has. */
const TAG_BYTES = 9;

/** What emoji are made with. */
export interface EmojiMeans {
  /** Makes a picture as small as an emoji; nothing of what is none. Never rejects. */
  shrink(picture: Uint8Array<ArrayBuffer>): Promise<{ bytes: Uint8Array<ArrayBuffer> } | undefined>;
  /** Whether a name is one that all chats know an emoji by. */
  isKnownName(name: string): Promise<boolean>;
}

/** A picture as it is kept, and the tag of its address. */
export interface EmojiPicture {
  tag: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A name as it is kept, with or without its colons. Throws `emoji-name`, `emoji-name-taken`. */
export async function readEmojiName(
  typed: string,
  { isKnownName }: Pick<EmojiMeans, "isKnownName">,
): Promise<string> {
  const name = typed.trim().replace(/^:|:$/g, "").toLowerCase();
  if (!isEmojiName(name)) throw new ChatError("emoji-name", { field: "name" });
  if (await isKnownName(name)) throw new ChatError("emoji-name-taken", { field: "name", name });
  return name;
}

/** Whether a name has one of the words that messages wait for. */
export function isNameHeld(name: string, words: HeldWords): boolean {
  return words.areIn(`${name} ${name.replaceAll(/[_-]+/g, " ")}`);
}

/** A picture, made small. Throws `emoji-picture`. */
export async function makeEmojiPicture(
  picture: Uint8Array<ArrayBuffer>,
  { shrink }: Pick<EmojiMeans, "shrink">,
): Promise<EmojiPicture> {
  const small = picture.length <= EMOJI_LIMITS.bytes ? await shrink(picture) : undefined;
  if (!small) throw new ChatError("emoji-picture", { field: "picture", ...EMOJI_LIMITS });
  return { tag: emojiTagOf(small.bytes), bytes: small.bytes };
}

/** The tag of a picture as it is kept: the same bytes have the same one. */
export function emojiTagOf(bytes: Uint8Array): string {
  const digest = createHash("sha256").update(bytes).digest().subarray(0, TAG_BYTES);
  return encodeBase64Url(new Uint8Array(digest));
}
