/** What a moderator can do to somebody. */
export const SANCTION_KINDS = ["kick", "mute", "ban"] as const;
export type SanctionKind = (typeof SANCTION_KINDS)[number];

/** Whether a word, such as the name of a command, is one of them. */
export function isSanctionKind(word: string): word is SanctionKind {
  return SANCTION_KINDS.some((one) => one === word);
}
