import type { Settings } from "./administration.ts";
import type { Role } from "./events.ts";
import { may } from "./permissions.ts";

/** What tells whether somebody is a newcomer. Times in milliseconds UTC. */
export interface Standing {
  role: Role;
  /** A program: somebody answers for it. */
  bot?: boolean;
  createdAt: number;
  /** A moderator vouched for them. */
  trusted?: boolean;
  /** Messages that they wrote while they were new. */
  messages: number;
}

/** Until when somebody is new by their time alone, in milliseconds UTC. */
export function newUntil(
  { createdAt }: Pick<Standing, "createdAt">,
  { newcomerDays }: Pick<Settings, "newcomerDays">,
): number {
  return createdAt + newcomerDays * 86_400_000;
}

/**
 * Whether somebody is a newcomer at a time (milliseconds UTC): for the days, or until the messages, that
 * the community says, whichever ends first; a moderator who vouches for them ends it too.
 */
export function isNewcomer(
  standing: Standing,
  rule: Pick<Settings, "newcomerDays" | "newcomerMessages">,
  now: number,
): boolean {
  const { role, bot, trusted, messages } = standing;
  if (rule.newcomerDays === 0 || bot || trusted || may(role, "write where it is read-only")) {
    return false;
  }
  if (rule.newcomerMessages > 0 && messages >= rule.newcomerMessages) return false;
  return now < newUntil(standing, rule);
}
