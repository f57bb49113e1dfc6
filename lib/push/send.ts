// One message to one device, by its push service (RFC 8030), encrypted for the device alone (RFC 8291).
import { FetchError, type GuardedFetch } from "../net/guarded_fetch.ts";
import type { ConversationId } from "../protocol/events.ts";
import { digest } from "../runtime/digest.ts";
import type { PushDevice } from "../store/people/push_devices.ts";
import type { VapidKeys } from "./vapid.ts";

/** What is sent, and how. */
export interface PushMessage {
  payload: string;
  /** For so long the push service keeps it for a device that cannot be reached. */
  ttlSeconds: number;
  /** `high` may wake a device that saves power. */
  urgency: "high" | "normal";
  /** A later one of the same topic takes its place: at most 32 letters of base64url. */
  topic?: string;
}

/** What the push service answered. `said`: its words, the first of them. */
export type PushAnswer =
  | { is: "taken"; status: number }
  /** The device is not there any more (404, 410). */
  | { is: "gone"; status: number; said: string }
  /** The message is too large (413). */
  | { is: "too-large"; status: number; said: string }
  /** Not now (429, 5xx), or nobody answered: again after so long, where it was said. */
  | { is: "later"; status?: number; said: string; retryAfterMs?: number }
  /** Not at all. */
  | { is: "refused"; status?: number; said: string };

/** Sends to a device. Never rejects for what the push service does. */
export type SendPush = (device: PushDevice, message: PushMessage) => Promise<PushAnswer>;

/** A device that cannot be reached for so long is not told of it any more. */
export const TTL_SECONDS = 24 * 60 * 60;
const TOPIC_LENGTH = 32;

/** How what is about a conversation is sent: a later one takes the place of the one before. */
export function pushesOf(
  conversation: ConversationId,
  urgency: PushMessage["urgency"],
): Omit<PushMessage, "payload"> {
  const topic = digest(conversation).slice(0, TOPIC_LENGTH);
  return { ttlSeconds: TTL_SECONDS, urgency, topic };
}

/**
 * Whether a device may be sent what shows nothing: Safari's push service takes the subscription away
 * from who does that.
 */
export function takesSilent({ endpoint }: Pick<PushDevice, "endpoint">): boolean {
  return !new URL(endpoint).hostname.endsWith(".push.apple.com");
}

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES = 2_048;
const SAID_LENGTH = 200;

/** What push is sent with. */
export interface SendPushParts {
  keys(): Promise<VapidKeys>;
  fetch: GuardedFetch;
  now(): number;
}

/** Sends by the guarded fetch: endpoints are addresses that people give. */
export function createSendPush({ keys, fetch, now }: SendPushParts): SendPush {
  return async (device, { payload, ttlSeconds, urgency, topic }) => {
    // @ts-types="./web_push.d.ts"
    const { default: webPush } = await import("web-push"); // few servers have somebody to push to
    const vapid = await keys();
    const { endpoint, headers, body } = webPush.generateRequestDetails(device, payload, {
      vapidDetails: { subject: subjectOf(device.origin), ...vapid },
      TTL: ttlSeconds,
      urgency,
      topic,
      contentEncoding: "aes128gcm",
    });
    try {
      const answer = await fetch({
        url: endpoint,
        method: "POST",
        timeoutMs: TIMEOUT_MS,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, String(value)]),
        ),
        body,
        maxBytes: ANSWER_BYTES,
        longer: "cut",
        httpsOnly: true,
      });
      const said = new TextDecoder().decode(answer.body).trim().slice(0, SAID_LENGTH);
      return answerOf(answer.status, said, answer.headers.get("retry-after"), now());
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      const mayPass = error.reason === "time" || error.reason === "unreachable";
      return { is: mayPass ? "later" : "refused", said: error.message };
    }
  };
}

function answerOf(status: number, said: string, after: string | null, now: number): PushAnswer {
  if (status >= 200 && status < 300) return { is: "taken", status };
  if (status === 404 || status === 410) return { is: "gone", status, said };
  if (status === 413) return { is: "too-large", status, said };
  if (status !== 429 && status < 500) return { is: "refused", status, said };
  const retryAfterMs = readRetryAfter(after, now);
  return { is: "later", status, said, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** `Retry-After` (RFC 9110): seconds, or a date; as milliseconds from now. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** To whom a push service may turn (RFC 8292, 2.1): an address of the web that is encrypted, or mail. */
function subjectOf(origin: string): string {
  return origin.startsWith("https:") ? origin : "mailto:palabre@localhost";
}
