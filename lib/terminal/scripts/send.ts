import { isPassing } from "../../client/model.ts";
import { Lost } from "../../client/requests.ts";
import { backoffMs } from "../../async/backoff.ts";
import { spanOf } from "../../i18n/spans.ts";
import { messageReplies } from "../../protocol/requests/messages.ts";
import { sleep, systemClock, systemRandom } from "../../runtime/clock.ts";
import type { Command } from "../arguments.ts";
import { ExitCode, Failure } from "../exit_codes.ts";
import type { Lines } from "../io.ts";
import type { Server } from "../server.ts";
import { asked, placeOf } from "./ask_server.ts";
import { upload } from "./upload.ts";

/** A network that vanished answers nothing, and ends nothing: then it is sent again, in milliseconds. */
const ATTEMPT_MS = 10_000;

type Send = Extract<Command, { is: "send" }>;

/**
 * Sends one message, and resolves when it is durable (D1). What is not answered is sent again under the
 * same id (D3) until the time is over; then it rejects with a `Failure` that says how to go on.
 */
export async function sendMessage(server: Server, command: Send, input: Lines): Promise<void> {
  const { own, locale } = server.speech;
  const text = command.text ?? (command.files.length > 0 ? "" : await input.rest());
  const words = text.replace(/\s+$/, "");
  if (words === "" && command.files.length === 0) {
    throw new Failure(own.t("usage.no-text"), ExitCode.usage);
  }
  const id = await messageId(command.id);
  const files: { id: string }[] = [];
  for (const path of command.files) files.push({ id: await upload(server, path) });
  const place = command.to.startsWith("#")
    ? { conversation: (await placeOf(server, command.to)).id }
    : { to: command.to.replace(/^@/, "") };
  const message = { ...place, id, text: words, ...(files.length > 0 && { files }) };
  const until = systemClock.elapsed() + command.timeoutMs;
  for (let attempt = 1;; attempt++) {
    try {
      const withinMs = Math.min(ATTEMPT_MS, Math.max(1, until - systemClock.elapsed()));
      await asked(server, messageReplies.send, "POST", "/messages", message, withinMs);
      return;
    } catch (error) {
      if (!(error instanceof Lost) && !isPassing(error)) throw error;
      const asksToWait = isPassing(error) ? error.error.retryAfterMs : undefined;
      const waitMs = asksToWait ?? backoffMs(attempt, systemRandom);
      const span = spanOf(locale, command.timeoutMs);
      if (systemClock.elapsed() + waitMs > until) {
        throw new Failure(own.t("failure.not-durable", { span, id }), ExitCode.unanswered);
      }
      await sleep(systemClock, waitMs);
    }
  }
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The id of the message: the one that was given, one that follows from it, or a new one. */
export async function messageId(given: string | undefined): Promise<string> {
  if (given === undefined) return systemRandom.uuid();
  if (UUID.test(given)) return given.toLowerCase();
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(given));
  const bytes = new Uint8Array(hash).slice(0, 16);
  bytes[6] = bytes[6]! & 0x0f | 0x80; // RFC 9562, version 8: made by a rule of our own
  bytes[8] = bytes[8]! & 0x3f | 0x80; // the variant
  return bytes.toHex().replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
