/** The emoji of a community: by its name, the tag of its picture, at `/files/emoji/<tag>`. */
export type CustomEmoji = Readonly<Record<string, string>>;

/** How many a community has, and how large a picture may come, in bytes; it is kept much smaller. */
export const EMOJI_LIMITS = { count: 200, bytes: 256 * 1024 } as const;

const NAME = /^[a-z0-9_-]{2,32}$/;

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
