import { plainText } from "../plain.ts";
import { marksIn } from "./message.ts";
import type { Wanted } from "./query.ts";

/** A stretch of a text, looked for or not. */
export interface ExcerptPart {
  text: string;
  marked: boolean;
}

/** How much of a message is shown, in code units, and how much of that before what was looked for. */
interface ExcerptSize {
  length: number;
  before: number;
}
const SIZE: ExcerptSize = { length: 280, before: 80 };

/** The words of a message for a list of hits: without their marks, cut around what was looked for. */
export function excerptOf(
  text: string,
  wanted: readonly Wanted[],
  { length, before } = SIZE,
): ExcerptPart[] {
  const plain = plainText(text).replace(/\s+/g, " ").trim();
  const marks = marksIn(plain, wanted);
  const first = marks[0]?.start ?? 0;
  const begin = first > length - before ? wordStart(plain, first - before) : 0;
  const end = plain.length - begin > length ? wordStart(plain, begin + length) : plain.length;
  const parts: ExcerptPart[] = begin > 0 ? [{ text: "…", marked: false }] : [];
  let at = begin;
  for (const mark of marks) {
    if (mark.start < begin || mark.end > end) continue;
    if (mark.start > at) parts.push({ text: plain.slice(at, mark.start), marked: false });
    parts.push({ text: plain.slice(mark.start, mark.end), marked: true });
    at = mark.end;
  }
  if (at < end) parts.push({ text: plain.slice(at, end), marked: false });
  if (end < plain.length) parts.push({ text: "…", marked: false });
  return parts;
}

/** Where the next word begins; at once where there is none near, but in no letter's middle. */
function wordStart(text: string, at: number): number {
  const space = text.indexOf(" ", at);
  if (space >= 0 && space - at < 20) return space + 1;
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000 ? at + 1 : at;
}
