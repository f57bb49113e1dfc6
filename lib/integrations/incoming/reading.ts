import type { Unshown, UnshownReason } from "../../protocol/hooks.ts";

/** A value out of JSON. */
export type Json = unknown;
/** An object out of JSON. */
export type JsonObject = Record<string, Json>;

/** What a payload says, as one of our messages. */
export interface ReadPayload {
  text: string;
  unshown: Unshown[];
  /** What the sender calls the thread that it belongs to. */
  thread?: string;
}

/** Finds the emoji of a short name; `undefined` for what is none. */
export type EmojiOf = (name: string) => string | undefined;

/** More than anybody reads. */
const MAX_NOTES = 100;

/** What a payload is read with; what is not shown is noted in it. */
export class Reading {
  readonly #notes = new Map<string, Unshown>();

  constructor(readonly emojiOf: EmojiOf) {}

  /** What is not shown, each once, in the order in which it was met. */
  get unshown(): Unshown[] {
    return [...this.#notes.values()];
  }

  note(path: string, why: UnshownReason): void {
    if (this.#notes.size < MAX_NOTES) this.#notes.set(`${why} ${path}`, { path, why });
  }

  /** Notes each field that has something to say and is none of `known`. */
  noteOthers(value: JsonObject, known: ReadonlySet<string>, path = ""): void {
    for (const [name, inside] of Object.entries(value)) {
      if (!known.has(name) && !isEmpty(inside)) this.note(pathTo(path, name), "unknown");
    }
  }
}

/** `attachments[0]` and `color`: `attachments[0].color`. */
export function pathTo(path: string, name: string | number): string {
  if (typeof name === "number") return `${path}[${name}]`;
  return path === "" ? name : `${path}.${name}`;
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text or a number as text; empty for anything else. */
export function textOf(value: Json): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** The same, of what stands at `path`: what says something and is neither is noted. */
export function textAt(value: Json, reading: Reading, path: string): string {
  const text = textOf(value);
  if (text === "" && !isEmpty(value)) reading.note(path, "unknown");
  return text;
}

/** The object at `path`, or an empty one; what says something and is none is noted. */
export function objectAt(value: Json, reading: Reading, path: string): JsonObject {
  if (isObject(value)) return value;
  if (!isEmpty(value)) reading.note(path, "unknown");
  return {};
}

/** The objects of the list at `path`, with their place in it; what is none is noted. */
export function objectsAt(
  value: Json,
  reading: Reading,
  path: string,
): Array<[number, JsonObject]> {
  if (!Array.isArray(value)) {
    if (!isEmpty(value)) reading.note(path, "unknown");
    return [];
  }
  return value.flatMap((one: Json, n): Array<[number, JsonObject]> => {
    if (isObject(one)) return [[n, one]];
    if (!isEmpty(one)) reading.note(pathTo(path, n), "unknown");
    return [];
  });
}

/** Whether a value says nothing: it is not worth a word that it is not shown. */
export function isEmpty(value: Json): boolean {
  return value === null || value === undefined || value === "" || value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0);
}

/** Paragraphs, one below the other; nothing of those that are empty. */
export function paragraphs(...parts: readonly string[]): string {
  return parts.map((part) => part.trim()).filter((part) => part !== "").join("\n");
}

/** A text as a quote: what stands beside a message. */
export function quoted(text: string): string {
  return text === "" ? "" : text.split("\n").map((line) => `> ${line}`).join("\n");
}

/** A web address as it may be linked; empty for anything else. */
export function webAddress(value: Json): string {
  const text = textOf(value).trim();
  return /^https?:\/\/[^\s<>]+$/i.test(text) ? text : "";
}

/** Words that lead somewhere, where there is an address; the words alone otherwise. */
export function linked(words: string, address: Json): string {
  const url = webAddress(address);
  if (url === "") return words;
  if (words.trim() === "" || words === url) return url;
  // A label is one line. What is escaped already stays so; a last backslash escapes nothing.
  const lines = words.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const label = lines.join(" ").replace(
    /\\[\s\S]?|[[\]]/g,
    (sign) => sign.length > 1 ? sign : `\\${sign}`,
  );
  return `[${label}](<${url}>)`;
}

/** Words in bold, line by line. */
export function bold(words: string): string {
  return words.split("\n").map((line) => line.trim() === "" ? line : `**${line.trim()}**`)
    .join("\n");
}

/** Notes an address that cannot be linked, as that of a script: its words stand alone. */
export function noteUnlinked(address: Json, reading: Reading, path: string): void {
  if (!isEmpty(address) && webAddress(address) === "") reading.note(path, "unknown");
}

/** Plain text; emoji between colons are emoji there too. */
export function plain(text: string, reading: Reading): string {
  return text.split(/(:[a-z0-9_+'-]+:)/i).map((part, n) =>
    n % 2 === 1 ? reading.emojiOf(part.slice(1, -1).toLowerCase()) ?? part : escaped(part)
  ).join("");
}

/** Plain text, whose signs stand for themselves. */
export function escaped(text: string): string {
  return text.replace(/[*_~`|[\]<@#\\]/g, "\\$&");
}

/** A field's title and value; a long value stands below its title. */
export function fieldLine(title: string, value: string): string {
  if (title === "") return value;
  return `**${title.replaceAll("**", "")}:**${value.includes("\n") ? "\n" : " "}${value}`.trimEnd();
}

/** A picture or film by its address: nothing is fetched for a reader. */
export function media(address: unknown, reading: Reading, path: string, words = ""): string {
  if (!isEmpty(address)) reading.note(path, "media");
  return linked(words, webAddress(address));
}
