/** The emoji of a community: by its name, the tag of its picture, at `/files/emoji/<tag>`. */
export type CustomEmoji = Readonly<Record<string, string>>;

/** All that there are; `version` is another one after each change, and empty where there are none. */
export interface EmojiList {
  version: string;
  emoji: CustomEmoji;
}

export const NO_EMOJI: EmojiList = { version: "", emoji: {} };

/**
 * How many a community has; how large a picture may come and is kept, in bytes; and the pixels of a
 * side that are kept of it: it is drawn at 20 to 32, on a sharp screen at four times as many dots.
 */
export const EMOJI_LIMITS = { count: 200, bytes: 256 * 1024, kept: 48 * 1024, side: 128 } as const;

/** Signs stand between letters and digits: elsewhere they would be marks where it is not drawn. */
const NAME = /^(?=.{2,32}$)[a-z0-9]+(?:(?:_+|-+)[a-z0-9]+)*$/;

/** Whether an emoji may be called so. */
export function isEmojiName(text: string): boolean {
  return NAME.test(text);
}

/** The name that a text writes between colons, and nothing beside it. */
export function writtenEmojiName(text: string): string | undefined {
  const name = text.slice(1, -1);
  return isEmojiName(name) && text === `:${name}:` ? name : undefined;
}

/** The tag of the picture that a text is drawn as: `:name:`, where there is one of this name. */
export function emojiTag(custom: CustomEmoji | undefined, text: string): string | undefined {
  const name = custom && text[0] === ":" ? text.slice(1, -1) : undefined;
  // What an object has besides, such as `constructor`, is no emoji.
  return custom && name !== undefined && Object.hasOwn(custom, name) ? custom[name] : undefined;
}
