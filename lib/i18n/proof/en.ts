/** How somebody proves that it is still them, in English: part of several catalogs. */
export const proof = {
  "password.current": "Current password",
  "proof.passkey": "Confirm with a passkey",
  "proof.done": "Your passkey has confirmed that it is you. You can continue.",
  "proof.cancelled": "Nothing was confirmed: it was cancelled, or took too long.",
  "foreign.fresh":
    "You have no password here. You can change this within ten minutes of signing in.",
} as const;
