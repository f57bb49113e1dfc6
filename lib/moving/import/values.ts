// Times and lines of text as others wrote them down, as far as they can be shown here.

/** No time or number of an export is larger: two of it together are still a date. */
export const LARGEST = 8.64e14;

/** Whether it is a time that can be written as a date: milliseconds UTC. */
export function isTime(at: number): boolean {
  return Math.abs(at) <= LARGEST;
}

/** A text as one line, as much of it as fits. */
export function lineOf(text: string, limit: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return [...line].slice(0, limit).join("").trimEnd();
}

/** What stands in a text in place of a file that is not here. */
export function fileLine(name: string): string {
  return `📎 ${name.replaceAll(/[*_~`|[\]<@#\\]/g, "\\$&")}`;
}
