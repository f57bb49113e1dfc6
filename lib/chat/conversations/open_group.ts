import { ChatError } from "../../protocol/errors.ts";
import type { ConversationSummary, UserId } from "../../protocol/events.ts";
import { MAX_GROUP } from "../../protocol/limits.ts";
import { may } from "../../protocol/permissions.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { groupId, type Groups } from "../../store/conversations/groups.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor, Announcer, Chat } from "../chat.ts";
import type { GroupUseCases } from "../contract/groups.ts";
import type { Access } from "./access.ts";
import { personByAddress } from "./lookup.ts";
import { announceMembership } from "./membership_writer.ts";
import type { AsksFirst } from "./message_request_rule.ts";
import { type MessageRequestRules, withoutAsked } from "./message_requests.ts";
import { isWithinRetryWindow } from "./retry_window.ts";
import { readTitle } from "./room_creation.ts";
import type { Summaries } from "./summaries.ts";

/** What groups are opened with. */
export interface OpenGroupParts {
  groups: Pick<Groups, "of" | "open">;
  users: Pick<Users, "byAddress">;
  summaries: Summaries;
  announcer: Announcer;
  clock: Clock;
  random: Random;
}

/** What is asked before a group is made. */
export interface MayOpen {
  access: Pick<Access, "requireUnmuted">;
  /** Counts that the actor puts people into a group. Throws `too-fast`. */
  limitAdding(actor: Actor): Promise<void>;
  asksFirst: AsksFirst;
  requests: Pick<MessageRequestRules, "accept" | "announce" | "limit">;
}

/** Opening the conversation with several people: the same people are always the same group (M13). */
export function createOpenGroup(
  { groups, users, summaries, announcer, clock, random }: OpenGroupParts,
  { access, limitAdding, asksFirst, requests }: MayOpen,
  open: Chat["open"],
): Pick<GroupUseCases, "openWith"> {
  async function make(actor: Actor, people: UserId[], title: string | undefined) {
    if (!may(actor.user.role, "start a group")) throw new ChatError("members-only");
    await access.requireUnmuted(actor);
    await limitAdding(actor);
    const reasons = await asksFirst(actor, people);
    await requests.limit(actor.user.id, reasons);
    // Where somebody reads it at once, the others are asked at once; else by the first message.
    const at = reasons.size < people.length - 1 ? { at: clock.now() } : {};
    const asked = new Map([...reasons].map(([user, request]) => [user, { ...request, ...at }]));
    return await groups.open({
      id: groupId(random.uuid()),
      kind: "direct",
      people,
      createdAt: clock.now(),
      by: actor.user.id,
      ...(title !== undefined && { title }),
    }, asked);
  }

  return {
    async openWith(actor, { people: asked, title }): Promise<ConversationSummary> {
      const me = actor.user.id;
      const [first] = asked;
      if (first === undefined) throw new ChatError("invalid-field", { field: "people" });
      const found = await Promise.all(asked.map((one) => personByAddress(users, one)));
      const others = [...new Set(found.map(({ id }) => id))].filter((id) => id !== me);
      if (others.length < 2) {
        return await open(actor, asked[found.findIndex(({ id }) => id !== me)] ?? first);
      }
      if (others.length >= MAX_GROUP) throw new ChatError("group-full", { limit: MAX_GROUP });
      const people = [me, ...others];
      const named = readTitle(title, "");
      const group = await groups.of(people) ?? await make(actor, people, named);
      if (!group.people?.includes(me)) throw new ChatError("unavailable"); // changed in this moment
      if (group.asked?.includes(me)) {
        await requests.accept(me, group.id);
        return await summaries.one(me, withoutAsked(group, me));
      }
      if (isWithinRetryWindow(group, clock.now())) {
        requests.announce(group.asked ?? []);
        for (const user of people) {
          if (!group.asked?.includes(user)) announceMembership(announcer, user, group.id, true);
        }
      }
      return await summaries.one(me, group);
    },
  };
}
