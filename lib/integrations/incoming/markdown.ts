// Markdown of Discord and Mattermost, as ours: most of it is the same.
import type { Reading } from "./reading.ts";

/** What is code in a text, as the parts of odd numbers where it is split. */
export const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]+`)/;
const HEADING = /^ {0,3}#{1,6}[ \t]+(\S.*)$/gm;
const SMALL = /^-# /gm;
const EMOJI = /(?<![\p{L}\p{N}])(?:<a?)?:([a-z0-9_+'-]+):(?:\d+>)?(?![\p{L}\p{N}])/giu;
const REFERENCE = /<(@[!&]?|#)(\d+)>|<t:(\d{1,12})(?::[a-z])?>/gi;

/** Reads Markdown: headings become bold, ids of the other service are named. */
export function readMarkdown(text: string, reading: Reading, path: string): string {
  return text.split(CODE).map((part, n) => n % 2 === 1 ? part : words(part, reading, path)).join(
    "",
  );
}

function words(text: string, reading: Reading, path: string): string {
  return text
    .replace(REFERENCE, (_whole, sign?: string, id?: string, seconds?: string) => {
      if (seconds !== undefined) return timeOf(Number(seconds) * 1_000);
      reading.note(path, "reference");
      return `${sign?.[0]}${id}`;
    })
    .replace(EMOJI, (whole, name: string) => {
      const found = reading.emojiOf(name.toLowerCase());
      if (found === undefined && !/^\d+$/.test(name)) reading.note(path, "emoji");
      return found ?? (whole.startsWith("<") ? `:${name}:` : whole);
    })
    .replace(HEADING, (_whole, title: string) => `**${title.replaceAll("**", "").trimEnd()}**`)
    .replace(SMALL, "");
}

/** A time without a reader's zone: “2026-11-29 12:03 UTC”. */
export function timeOf(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return "";
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
