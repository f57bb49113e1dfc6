import { type Call, CALLS } from "../protocol/events.ts";
import { nameKey } from "../protocol/names.ts";
import { mentionedNames } from "./markup.ts";

/**
 * What a text calls, outside of code and links: all members before those who are here. One answer for who
 * posts and for who shows how it would be.
 */
export function callIn(text: string): Call | undefined {
  if (!/@(?:here|room)/i.test(text)) return undefined;
  const found = new Set(mentionedNames(text, (name) => isCall(nameKey(name))).map(nameKey));
  return found.has("room") ? "room" : found.has("here") ? "here" : undefined;
}

function isCall(key: string): boolean {
  return CALLS.some((call) => call === key);
}
