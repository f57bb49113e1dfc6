/** In UTF-16 units: the longest emoji, of four people and their joiners, has some thirty. */
const MAX_LENGTH = 64;
const EMOJI = /^\p{RGI_Emoji}$/v;
/** The sign that asks for the coloured form: “❤” without it is the same reaction as “❤️”. */
const COLOURED = "\uFE0F";

/** The emoji that a text is, in the one form that is stored; `undefined` where it is no emoji. */
export function readEmoji(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  if (EMOJI.test(text)) return text;
  if (EMOJI.test(text + COLOURED)) return text + COLOURED;
  // “👍️”: those that are coloured anyway need no sign, and lists of emoji write it all the same.
  const plain = text.endsWith(COLOURED) ? text.slice(0, -COLOURED.length) : text;
  return EMOJI.test(plain) ? plain : undefined;
}
