import type * as v from "valibot";
import { MAX_TEXT } from "./fields.ts";
import type { messageRequests } from "./messages.ts";

/** What most frames are: a `send` into a conversation, with nothing but what such a one needs. */
type PlainSend = v.InferOutput<typeof messageRequests.send>;
const PLAIN_SEND = new Set(["type", "ref", "conversation", "id", "text", "after", "draft"]);
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether `value` is one; what is not may still be a `send`. A tenth of the cost of the schema. */
export function isPlainSend(value: unknown): value is PlainSend {
  if (typeof value !== "object" || value === null) return false;
  if (!("type" in value && value.type === "send")) return false;
  const send: Partial<Record<keyof PlainSend, unknown>> = value;
  for (const name in send) if (!PLAIN_SEND.has(name)) return false;
  return isCount(send.ref) && (send.after === undefined || isCount(send.after)) &&
    isText(send.conversation, 100) && send.conversation !== "" &&
    isText(send.text, MAX_TEXT) &&
    (send.draft === undefined || isCount(send.draft)) && typeof send.id === "string" &&
    UUID.test(send.id);
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isText(value: unknown, most: number): boolean {
  return typeof value === "string" && value.length <= most;
}
