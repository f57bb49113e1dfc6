/** What a moderator can do to somebody. */
export const SANCTION_KINDS = ["kick", "mute", "ban"] as const;
export type SanctionKind = (typeof SANCTION_KINDS)[number];
