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
  "empty-text": "invalid",
  "text-too-long": "too-long",
  "topic-too-long": "too-long",
  "status-too-long": "too-long",
  "name-empty": "invalid",
  "name-too-long": "too-long",
  "name-characters": "invalid",
  "name-reserved": "name-taken",
  "name-taken": "name-taken",
  "name-confusable": "name-taken",
  "room-name": "invalid",
  "room-taken": "name-taken",
  "password-short": "invalid",
  "password-long": "too-long",
  "password-common": "invalid",
  "password-is-name": "invalid",
  "wrong-credentials": "forbidden",
  "not-signed-in": "forbidden",
  "not-member": "forbidden",
  "not-allowed": "forbidden",
  "cannot-leave-general": "forbidden",
  "members-only": "forbidden",
  "foreign-origin": "forbidden",
  "guests-closed": "forbidden",
  "registration-closed": "forbidden",
  "registration-off": "forbidden",
  "invite-invalid": "forbidden",
  "banned": "forbidden",
  "kicked": "forbidden",
  "muted": "forbidden",
  "outranked": "forbidden",
  "last-administrator": "forbidden",
  "guest-role": "forbidden",
  "setup-invalid": "forbidden",
  "read-only": "read-only",
  "conversation-closed": "read-only",
  "too-many-connections": "rate-limited",
  "too-fast": "rate-limited",
  "duration-form": "invalid",
  "unavailable": "unavailable",
  "internal": "internal",
} as const satisfies Record<string, ErrorCode>;

export type Refusal = keyof typeof REFUSALS;

/** What the words of a refusal are filled with: `{name: "zed"}`. */
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
