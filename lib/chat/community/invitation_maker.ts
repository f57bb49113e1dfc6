import type { Check } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import { barringOf } from "../../store/moderation/sanctions.ts";
import type { ReadCheckedPerson } from "../../store/people/checked_person.ts";

/**
 * Whether who made an invitation may still make some: not gone, not demoted, not kept out. `checks`
 * hold a commit to what was read.
 */
export async function readInvitationMaker(
  readPerson: ReadCheckedPerson,
  by: UserId,
): Promise<{ mayInvite: boolean; checks: Check[] }> {
  const { user, sanctions, checks } = await readPerson(by);
  const mayInvite = user !== undefined && may(user.role, "make invitation links") &&
    barringOf(sanctions) === undefined;
  return { mayInvite, checks };
}
