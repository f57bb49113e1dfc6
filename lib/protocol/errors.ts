/** The codes of a refusal, on the wire and in problem documents. */
export const ERROR_CODES = [
  "invalid",
  "unknown-type",
  "unknown-user",
  "unknown-conversation",
  "unknown-message",
  "forbidden",
  "too-long",
  "rate-limited",
  "name-taken",
  "conflict",
  "read-only",
  "unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Why something was refused: the key of the sentence that a person reads. `lib/i18n` has one for each
 * in every language, under `refusals`.
 */
export const REFUSALS = {
  "invalid-frame": "invalid",
  "invalid-field": "invalid",
  "unknown-type": "unknown-type",
  "unknown-user": "unknown-user",
  "unknown-conversation": "unknown-conversation",
  "unknown-room": "unknown-conversation",
  "unknown-message": "unknown-message",
  "unknown-report": "unknown-message",
  "edited-meanwhile": "conflict",
  "empty-text": "invalid",
  "text-too-long": "too-long",
  "unknown-file": "unknown-message",
  "file-size": "invalid",
  "file-too-large": "too-long",
  "file-offset": "conflict",
  "file-not-ready": "conflict",
  "too-many-files": "too-long",
  "files-of-today": "rate-limited",
  "files-full": "forbidden",
  "tus-version": "invalid",
  "tus-type": "invalid",
  "poll-options": "invalid",
  "poll-option-too-long": "too-long",
  "poll-one-choice": "invalid",
  "poll-closed": "forbidden",
  "poll-has-votes": "forbidden",
  "send-too-old": "invalid",
  "keywords": "invalid",
  "topic-too-long": "too-long",
  "status-too-long": "too-long",
  "number-range": "invalid",
  "rules-too-many": "invalid",
  "icon": "invalid",
  "picture": "invalid",
  "name-empty": "invalid",
  "name-too-long": "too-long",
  "name-characters": "invalid",
  "name-scripts": "invalid",
  "name-reserved": "name-taken",
  "name-taken": "name-taken",
  "name-in-use": "name-taken",
  "name-held": "name-taken",
  "name-confusable": "name-taken",
  "room-name": "invalid",
  "title-too-long": "too-long",
  "title-characters": "invalid",
  "room-taken": "name-taken",
  "too-many-rooms": "forbidden",
  "too-many-reactions": "forbidden",
  "too-many-pins": "forbidden",
  "too-many-bookmarks": "forbidden",
  "too-many-levels": "forbidden",
  "push-service": "invalid",
  "push-keys": "invalid",
  "too-many-devices": "forbidden",
  "unknown-device": "unknown-message",
  "mail-address": "invalid",
  "mail-not-sent": "unavailable",
  "mail-link-over": "forbidden",
  "password-short": "invalid",
  "password-long": "too-long",
  "password-common": "invalid",
  "password-is-name": "invalid",
  "wrong-credentials": "forbidden",
  "wrong-password": "forbidden",
  "not-signed-in": "forbidden",
  "not-member": "forbidden",
  "not-allowed": "forbidden",
  "group-full": "forbidden",
  "group-exists": "conflict",
  "group-left": "forbidden",
  "invited-enough": "rate-limited",
  "invitation-declined": "forbidden",
  "request-waits": "forbidden",
  "cannot-leave-general": "forbidden",
  "members-only": "forbidden",
  "topic-locked": "forbidden",
  "foreign-origin": "forbidden",
  "guests-closed": "forbidden",
  "registration-closed": "forbidden",
  "registration-off": "forbidden",
  "invite-invalid": "forbidden",
  "banned": "forbidden",
  "kicked": "forbidden",
  "network-barred": "forbidden",
  "muted": "forbidden",
  "outranked": "forbidden",
  "last-administrator": "forbidden",
  "guest-role": "forbidden",
  "bot-role": "forbidden",
  "bot-invited": "forbidden",
  "not-for-bots": "forbidden",
  "bot-scope": "forbidden",
  "too-many-bots": "forbidden",
  "unknown-hook": "unknown-conversation",
  "hook-url": "invalid",
  "unknown-delivery": "unknown-message",
  "unknown-command": "unknown-message",
  "command-name": "invalid",
  "command-taken": "name-taken",
  "command-failed": "conflict",
  "too-many-commands": "forbidden",
  "setup-invalid": "forbidden",
  "password-link-over": "forbidden",
  "passkey-unknown": "forbidden",
  "passkey-failed": "forbidden",
  "passkey-name": "invalid",
  "passkeys-full": "rate-limited",
  "second-factor-needed": "forbidden",
  "second-factor-required": "forbidden",
  "second-factor-first": "forbidden",
  "code-wrong": "forbidden",
  "block-self": "invalid",
  "too-many-blocked": "forbidden",
  "unknown-provider": "unknown-message",
  "provider-unreachable": "unavailable",
  "provider-failed": "forbidden",
  "provider-refused": "forbidden",
  "provider-closed": "forbidden",
  "provider-known": "conflict",
  "provider-last": "forbidden",
  "passkey-last": "forbidden",
  "prove-again": "forbidden",
  "sign-in-over": "forbidden",
  "pairing-unknown": "unknown-message",
  "pairing-denied": "forbidden",
  "pairing-over": "forbidden",
  "read-only": "read-only",
  "conversation-closed": "read-only",
  "nobody-reads": "read-only",
  "slow-mode": "forbidden",
  "newcomer-slow": "forbidden",
  "newcomer-links": "forbidden",
  "newcomer-files": "forbidden",
  "too-many-connections": "rate-limited",
  "too-fast": "rate-limited",
  "proof-needed": "rate-limited",
  "duration-form": "invalid",
  "time-past": "invalid",
  "time-far": "invalid",
  "later-full": "rate-limited",
  "unknown-later": "unknown-message",
  "already-sent": "forbidden",
  "unavailable": "unavailable",
  "internal": "internal",
} as const satisfies Record<string, ErrorCode>;

export type Refusal = keyof typeof REFUSALS;

/**
 * What the words of a refusal are filled with: `{name: "zed"}`. `field`: which one of several it is
 * about, by its name in forms and in the API.
 */
export type RefusalValues = Record<string, string | number>;

/**
 * A rule said no. Thrown by use cases, turned into a `reply` or a problem document at the edge, where
 * the words are put into the reader's language.
 */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ErrorCode;

  constructor(
    readonly refusal: Refusal,
    readonly values: RefusalValues = {},
    readonly retryAfterMs?: number,
  ) {
    super(refusal);
    this.code = REFUSALS[refusal];
  }
}

/** That something was done too often; after `waitMs` milliseconds it may be done again. */
export function tooFast(waitMs: number): ChatError {
  return new ChatError("too-fast", { seconds: Math.ceil(waitMs / 1000) }, waitMs);
}
