// What services send, whatever they think that they talk to: told apart by its shape.
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import type { HookFormat } from "../../protocol/hooks.ts";
import { isBlank, normalizeNewlines } from "../../text/message_text.ts";
import type { ReadMarkup } from "./attachments.ts";
import { readDiscord } from "./discord.ts";
import { readMarkdown } from "./markdown.ts";
import { readMrkdwn } from "./mrkdwn.ts";
import { readMultipart } from "./multipart.ts";
import {
  type EmojiOf,
  isObject,
  type Json,
  type JsonObject,
  Reading,
  type ReadPayload,
} from "./reading.ts";
import { readSlack } from "./slack.ts";

/** A payload as it came. */
export interface Payload {
  body: string;
  /** Its media type, as its sender calls it: many call everything a form. */
  type: string;
}

/** That a body says nothing that could be posted. `json`: it begins as JSON and is none. */
export type Unreadable = { is: "empty" } | { is: "json" };

const READERS: Record<HookFormat, ReadMarkup> = { slack: readMrkdwn, markdown: readMarkdown };

/**
 * Reads a payload as one of our messages: Discord's by `content` or `embeds`, Slack's and Mattermost's
 * by `text`, `blocks` or `attachments`, as JSON or as a form, in parts too; anything else is a plain
 * text. Never throws.
 */
export function readPayload(
  { body, type }: Payload,
  format: HookFormat,
  emojiOf: EmojiOf,
): ReadPayload | Unreadable {
  const reading = new Reading(emojiOf);
  const parted = readMultipart(body, type);
  const found = parted ? formOf(parted.fields) ?? {} : shapeOf(body, type);
  if (found === "json") return { is: "json" };
  const read = typeof found === "string"
    ? { text: found }
    : "content" in found || "embeds" in found
    ? readDiscord(found, reading)
    : readSlack(found, READERS[format], reading);
  for (const name of parted?.files ?? []) reading.note(name, "media");
  const text = cut(normalizeNewlines(read.text).trim(), reading);
  if (isBlank(text)) return { is: "empty" };
  return { ...read, text, unshown: reading.unshown };
}

function cut(text: string, reading: Reading): string {
  const shown = cutToFit(text);
  if (shown !== text) reading.note("text", "length");
  return shown;
}

/** As much of a text as a message may have. */
export function cutToFit(text: string): string {
  if (codePoints(text) <= LIMITS.text) return text;
  return `${[...text].slice(0, LIMITS.text - 1).join("")}…`;
}

/** A message in JSON, or a text. */
function shapeOf(body: string, type: string): JsonObject | string {
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    // `curl -d 'a text'` calls it a form.
    return formOf(new URLSearchParams(body)) ?? jsonOf(body) ?? body;
  }
  const json = jsonOf(body);
  if (json !== undefined) return json;
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(type) && body.trim() !== "" ? "json" : body;
}

/** A message in a form: as JSON in one of its fields, or in its fields themselves. */
function formOf(form: URLSearchParams): JsonObject | "json" | undefined {
  const inside = form.get("payload_json") ?? form.get("payload");
  if (inside !== null) return jsonOf(inside) ?? "json";
  return form.has("text") || form.has("content") ? Object.fromEntries(form) : undefined;
}

/** An object in JSON; a text in JSON is a message that says it. */
function jsonOf(body: string): JsonObject | undefined {
  if (!/^\s*[{"]/.test(body)) return undefined;
  try {
    const value: Json = JSON.parse(body);
    if (typeof value === "string") return { text: value };
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // a text that begins like JSON
  }
}
