// What of a message can be searched for, and where in it what was looked for stands.
import type { MessageEvent } from "../../protocol/events.ts";
import { kindOf } from "../../protocol/files.ts";
import { linkAt } from "../links.ts";
import { findWanted, type Has, type Lookup, type SearchQuery, type Wanted } from "./query.ts";
import { asciiTerm, eachTerm, type Part, partsOf, type TermTaker } from "./words.ts";

/**
 * What people read in a message: its words, the answers of a poll, the names of files and what they
 * show, the titles of pages.
 */
export function textsOf({ text, poll, files = [], previews = [] }: MessageEvent): string[] {
  return [
    text,
    ...(poll?.options.map((option) => option.text) ?? []),
    ...files.flatMap((file) => [...(kindOf(file) === "voice" ? [] : [file.name]), file.alt ?? ""]),
    ...previews.map(({ title }) => title),
  ].filter((one) => one !== "");
}

/** Terms that say what a message is, not what it says. No word begins so. */
const ABOUT = { by: "\u0001b", has: "\u0001h", thread: "\u0001t" } as const;

/** Gives the terms under which an index keeps a message, some more than once; gone ones have none. */
export function eachIndexTerm(message: MessageEvent, taker: TermTaker): void {
  if (message.deletedAt !== undefined) return;
  for (const text of textsOf(message)) eachTerm(text, taker);
  taker.term(ABOUT.by + message.by);
  for (const has of thingsIn(message)) taker.term(ABOUT.has + has);
  if (message.thread !== undefined) taker.term(ABOUT.thread);
}

/** These terms, each once. */
export function indexTerms(message: MessageEvent): Set<string> {
  const terms = new Set<string>();
  eachIndexTerm(message, {
    word: (text, start, end) => terms.add(asciiTerm(text, start, end)),
    term: (term) => terms.add(term),
  });
  return terms;
}

/** What looks up messages by one of these people, or that have these things. */
export function lookupsAbout(
  { has, is }: Pick<SearchQuery, "has" | "is">,
  by: readonly string[],
): Lookup[] {
  return [
    ...(by.length > 0 ? [{ terms: by.map((user) => ABOUT.by + user) }] : []),
    ...has.map((one) => ({ terms: [ABOUT.has + one] })),
    ...(is.includes("thread") ? [{ terms: [ABOUT.thread] }] : []),
  ];
}

/** Whether a message says and has what a query asks for. Who wrote it, where and when is not asked. */
export function says(message: MessageEvent, query: SearchQuery): boolean {
  if (query.is.includes("thread") && message.thread === undefined) return false;
  if (query.has.length > 0) {
    const things = thingsIn(message);
    if (!query.has.every((has) => things.includes(has))) return false;
  }
  if (query.wanted.length + query.unwanted.length === 0) return true;
  const texts = textsOf(message).map(partsOf);
  const has = (wanted: Wanted) => texts.some((parts) => findWanted(parts, wanted));
  return query.wanted.every(has) && !query.unwanted.some(has);
}

/** What a message has beside its words. */
export function thingsIn({ text, files = [] }: MessageEvent): Has[] {
  return [
    ...(hasLink(text) ? ["link" as const] : []),
    ...(files.length > 0 ? ["file" as const] : []),
    ...(files.some((file) => kindOf(file) === "picture") ? ["image" as const] : []),
  ];
}

function hasLink(text: string): boolean {
  if (!text.includes("://")) return false;
  for (const { index } of text.matchAll(/https?:\/\//gi)) if (linkAt(text, index)) return true;
  return false;
}

/** A stretch of a text that was looked for. */
export interface Mark {
  start: number;
  end: number;
}

/** What of a text was looked for, in order, none over another. */
export function marksIn(text: string, wanted: readonly Wanted[]): Mark[] {
  const parts = partsOf(text);
  const marks = wanted.flatMap((one) => marksOf(text, parts, one));
  marks.sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: Mark[] = [];
  for (const mark of marks) if (mark.start >= (apart.at(-1)?.end ?? 0)) apart.push(mark);
  return apart;
}

function marksOf(text: string, parts: readonly Part[], wanted: Wanted): Mark[] {
  const marks: Mark[] = [];
  for (let from = 0; from < parts.length; from++) {
    const found = findWanted(parts.slice(from, from + wanted.parts.length), wanted);
    if (!found) continue;
    for (const [n, part] of found.entries()) {
      marks.push(...stretches(text, part, wanted.parts[n]?.text ?? ""));
    }
  }
  return marks;
}

/** A word whole; of a run, what was looked for, where folding left each letter in its place. */
function stretches(written: string, { is, text, start, end }: Part, looked: string): Mark[] {
  const letters = [...written.slice(start, end)];
  if (is === "word" || looked === "" || letters.length !== [...text].length) {
    return [{ start, end }];
  }
  const marks: Mark[] = [];
  const lengthOf = (some: readonly string[]) => some.join("").length;
  for (let at = text.indexOf(looked); at >= 0; at = text.indexOf(looked, at + looked.length)) {
    const before = [...text.slice(0, at)].length;
    const begin = start + lengthOf(letters.slice(0, before));
    const length = lengthOf(letters.slice(before, before + [...looked].length));
    marks.push({ start: begin, end: begin + length });
  }
  return marks;
}
