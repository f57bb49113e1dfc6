// What a program answers, read as what it wants to say.
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
