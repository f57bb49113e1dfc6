import { createAccount } from "./account.ts";
import { createDoor } from "./door.ts";
import type { Identity } from "./identity.ts";
import { type IdentityParts, identityRules } from "./identity_rules.ts";

/** Identity over what it needs. */
export function createIdentity(parts: IdentityParts): Identity {
  const rules = identityRules(parts);
  return { ...createDoor(parts, rules), ...createAccount(parts, rules) };
}
