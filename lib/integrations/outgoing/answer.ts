// What a program answers, read as what it wants to say.
import { hash } from "node:crypto";
import { loadEmojiNames } from "../incoming/emoji_names.ts";
import { readPayload } from "../incoming/payload.ts";
import { isObject } from "../incoming/reading.ts";
import type { Called } from "./call.ts";

/** Fields of which an answer has one that wants to say something; `{"ok": true}` does not. */
const SAYING = ["text", "blocks", "attachments", "content", "embeds"];

/** The text of an answer in JSON, in any of the shapes of incoming hooks; nothing of others. */
export async function textOfAnswer(
  { body, type }: NonNullable<Called["answer"]>,
): Promise<string | undefined> {
  const value = /json/i.test(type) ? objectOf(body) : undefined;
  if (!value || !SAYING.some((field) => field in value)) return undefined;
  const payload = { body, type: "application/json" };
  const read = readPayload(payload, "markdown", await loadEmojiNames());
  return "is" in read ? undefined : read.text;
}

/** An object in JSON, if a text is one. */
export function objectOf(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // no JSON: it says nothing
  }
}

/** An id of a message (a UUID) that is the same whenever it is made of the same text (D3). */
export function idOf(text: string): string {
  const hex = hash("sha256", text, "hex");
  const variant = (parseInt(hex.charAt(16), 16) & 3 | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}
