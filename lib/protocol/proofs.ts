/** What somebody does once they have proved that it is still them: a proof is for one of these. */
export const PROVEN_ACTS = [
  ...["sign-in-name", "password", "delete", "foreign", "passkey", "mail", "provider"] as const,
  ...["factor", "factor-codes", "factor-off", "token", "placeholder"] as const,
] as const;
export type ProvenAct = (typeof PROVEN_ACTS)[number];
