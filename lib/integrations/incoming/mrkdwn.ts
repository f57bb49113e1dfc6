// Slack's text markup (“mrkdwn”), as ours: https://docs.slack.dev/messaging/formatting-message-text
import { bold, linked, type Reading } from "./reading.ts";

/** What stands between `<` and `>`, or in code, or an emoji between colons. */
const PARTS = /```[\s\S]*?```|`[^`\n]+`|<([^<>\n]+)>|:([a-z0-9_+'-]+):/gi;
const LETTER = /[\p{L}\p{N}]/u;
const CALLS: Record<string, string> = { here: "@here", channel: "@room", everyone: "@room" };

/** Reads mrkdwn; `path` is where it stands, for what is not shown. Takes linear time. */
export function readMrkdwn(text: string, reading: Reading, path: string): string {
  let read = "";
  let from = 0;
  for (const match of text.matchAll(PARTS)) {
    const [whole, reference, emoji] = match;
    read += marked(text.slice(from, match.index));
    from = match.index + whole.length;
    if (reference !== undefined) read += referred(reference, reading, path);
    else if (emoji !== undefined) read += emojiOr(whole, emoji, text, match.index, reading, path);
    else read += decoded(whole);
  }
  return emphasised(read + marked(text.slice(from)));
}

/** The colours of skin by Slack's numbers, 2 to 6: of the emoji that they stand behind. */
export const SKIN_TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"] as const;

/** An emoji in a colour of skin; one that has none stays. */
export function withTone(emoji: string, tone: string): string {
  return emoji.replace(/^(\p{Emoji_Modifier_Base})\ufe0f?/u, `$1${tone}`);
}

/** `:tada:` as 🎉; 12:30:45 is a time. */
function emojiOr(
  whole: string,
  name: string,
  text: string,
  at: number,
  reading: Reading,
  path: string,
): string {
  if (LETTER.test(text[at - 1] ?? " ") || LETTER.test(text[at + whole.length] ?? " ")) return whole;
  const tone = SKIN_TONES[Number(/^skin-tone-([2-6])$/.exec(name)?.[1]) - 2];
  const found = tone ?? reading.emojiOf(name.toLowerCase());
  if (found === undefined && !/^\d+$/.test(name)) reading.note(path, "emoji");
  return found ?? whole;
}

/** `https://…|words`, `@U1`, `#C1|name`, `!here`. */
function referred(reference: string, reading: Reading, path: string): string {
  const [target = "", ...labels] = reference.split("|");
  const label = decoded(labels.join("|"));
  if (target.startsWith("!")) {
    const call = CALLS[target.slice(1)];
    if (call) return call;
    if (label !== "") return label;
    reading.note(path, "reference");
    return "…";
  }
  if (target.startsWith("@") || target.startsWith("#")) {
    if (label === "") reading.note(path, "reference");
    const name = label === "" ? target.slice(1) : label.replace(/^[@#]/, "");
    return `${target[0]}${name}`;
  }
  if (target.startsWith("mailto:")) return label || decoded(target.slice("mailto:".length));
  return linked(label, decoded(target)) || `<${decoded(reference)}>`;
}

/** Slack escapes these three signs and no others. */
function decoded(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Text between references: what our markup would read and Slack would not stands for itself. */
function marked(text: string): string {
  return decoded(text.replace(/[[\]|\\]/g, "\\$&")).replace(/\*\*+|~~+/g, (run) => `\\${run}`);
}

/** `*bold*` and `~struck~`, which we write with two signs each; `_italic_` is the same. */
function emphasised(text: string): string {
  return text.replace(
    /```[\s\S]*?```|`[^`\n]+`|https?:\/\/[^\s>]+|(?<=[\p{L}\p{N}])(\*)(?=[\p{L}\p{N}])|(?<![\p{L}\p{N}*\\])\*(?=\S)([^*\n]*[^\s*])\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}~\\])~(?=\S)([^~\n]*[^\s~])~(?![\p{L}\p{N}~])/gu,
    (whole, star?: string, strong?: string, struck?: string) => {
      if (star !== undefined) return "\\*"; // within a word it is a sign there, and emphasis here
      if (strong !== undefined) return bold(strong);
      return struck === undefined ? whole : `~~${struck}~~`;
    },
  );
}
