import { limitAttempts } from "../../chat/attempts.ts";
import type { Actor, Chat } from "../../chat/chat.ts";
import type { GroupUseCases } from "../../chat/contract/groups.ts";
import type { ConfirmMember } from "../../chat/conversations/confirm_member.ts";
import { createAddToGroup, createRenameGroup } from "../../chat/conversations/groups.ts";
import { createOpenGroup, type MayOpen } from "../../chat/conversations/open_group.ts";
import type { Summaries } from "../../chat/conversations/summaries.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Stores } from "../stores.ts";
import type { Shared } from "./shared.ts";

/** How often one person puts others into groups. */
const ADDING = { count: 30, windowMs: 10 * 60_000 };

/** The use cases of groups. */
export function composeGroups(
  { access, announcer, log, random }: Shared,
  { attempts, groups, readPerson, users }: Pick<
    Stores,
    "attempts" | "groups" | "readPerson" | "users"
  >,
  { confirmMember, open, asking, summaries, clock }: {
    confirmMember: ConfirmMember;
    open: Chat["open"];
    asking: Pick<MayOpen, "asksFirst" | "requests">;
    summaries: Summaries;
    clock: Clock;
  },
): GroupUseCases {
  const limitAdding = ({ user }: Actor) => limitAttempts(attempts, "add", user.id, ADDING);
  const mayOpen = { access, limitAdding, ...asking };
  const opening = { groups, users, summaries, announcer, clock, random };
  const adding = { confirmMember, groups, users, readPerson, log, announcer, clock };
  return {
    ...createOpenGroup(opening, mayOpen, open),
    ...createAddToGroup(adding, mayOpen, random),
    ...createRenameGroup({ confirmMember, log, announcer, random }),
  };
}
