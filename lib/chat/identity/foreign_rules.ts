// What a provider's claims mean here: who may come in, as what, and under which name.
import type { ForeignProvider } from "../../protocol/foreign_providers.ts";

/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** Whether somebody may come in by it: all that is asked for, holds. */
export function mayComeIn(
  { allow: { domains, claims = {} } }: ForeignProvider,
  said: Claims,
): boolean {
  const inDomain = domains === undefined || domains.some((domain) => isAt(said, domain));
  return inDomain &&
    Object.entries(claims).every(([name, wanted]) => holdsAny(said[name], wanted));
}

/** An address counts that the provider has verified. */
function isAt({ email, email_verified }: Claims, domain: string): boolean {
  if (typeof email !== "string" || email_verified !== true) return false;
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase() === domain.toLowerCase();
}

/** The role that somebody has by a claim; `undefined` where the provider decides on none. */
export function roleBy({ roles }: ForeignProvider, said: Claims) {
  if (!roles) return undefined;
  const value = said[roles.claim];
  if (holdsAny(value, roles.administrators)) return "administrator" as const;
  return holdsAny(value, roles.moderators) ? "moderator" as const : "member" as const;
}

function holdsAny(value: unknown, wanted: readonly string[]): boolean {
  const held = Array.isArray(value) ? value : [value];
  return held.some((one) => typeof one === "string" && wanted.includes(one));
}

/** Names of somebody new, the best first: the first that is free and may be one is theirs. */
export function namesOf({ name, preferred_username, nickname, email }: Claims): string[] {
  const local = typeof email === "string" ? email.split("@")[0] : undefined;
  const said = [name, preferred_username, nickname, local].flatMap((one) =>
    typeof one === "string" ? clean(one) : []
  );
  return [...new Set(said)];
}

/** Without the signs that no name has, and no longer than one. */
function clean(text: string): string[] {
  const name = text.split("@")[0]!.replace(/[#/:\p{C}]/gu, " ").replace(/\s+/g, " ").trim();
  return name === "" ? [] : [[...name].slice(0, 28).join("")];
}

/** What an account elsewhere is called in one’s list. */
export function labelOf({ email, preferred_username, name, sub }: Claims): string {
  const said = [email, preferred_username, name, sub].find((one) => typeof one === "string");
  return String(said ?? "").slice(0, 100);
}
