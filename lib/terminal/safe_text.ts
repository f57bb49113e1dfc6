import { hasRightToLeft } from "../text/direction.ts";

/** Controls of C0 and C1, but the line break; DEL; and signs that turn the direction of what follows. */
// deno-lint-ignore no-control-regex -- these are what is looked for
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;

/** So many columns stand for a tab. */
const TAB = "    ";

/**
 * What others wrote, as a terminal may be given it: nothing in it can move the cursor, set a colour or a
 * title, or answer as if somebody had typed. Line breaks stay.
 */
export function safeText(text: string): string {
  return text.replace(UNSAFE, (sign) => sign === "\t" ? TAB : sign >= "\u2000" ? "" : "\ufffd");
}

/** The same as one line. */
export function safeLine(text: string): string {
  return safeText(text).replaceAll("\n", " ");
}

/** What is said within a line and runs from right to left: it moves nothing beside it (FSI … PDI, UAX #9). */
export function isolated(text: string): string {
  return hasRightToLeft(text) ? `\u2068${text}\u2069` : text;
}

/** JSON of one line, in which no character controls a terminal. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
