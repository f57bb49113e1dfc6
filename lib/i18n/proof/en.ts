/** How somebody proves that it is still them, in English: part of several catalogs. */
export const proof = {
  "password.current": "Current password",
  "proof.passkey": "Confirm with a passkey",
  "proof.done": "Your passkey confirms that it is you. Go on.",
  "proof.cancelled": "Nothing was confirmed: it was cancelled, or took too long.",
  "foreign.fresh":
    "You have no password here: whoever signed in within the last ten minutes may change this.",
} as const;
