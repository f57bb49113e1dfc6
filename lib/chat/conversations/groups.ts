import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { MAX_GROUP } from "../../protocol/limits.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import {
  addMember,
  type Conversation,
  saveConversation,
} from "../../store/conversations/conversations.ts";
import { type Groups, isGroup } from "../../store/conversations/groups.ts";
import { askMember } from "../../store/conversations/message_requests.ts";
import { setFirstMark } from "../../store/conversations/read_marks.ts";
import type { ReadCheckedPerson } from "../../store/people/checked_person.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { GroupUseCases } from "../contract/groups.ts";
import { announceChange, changeConversation, type ChangeParts } from "./change_conversation.ts";
import { appendChecked } from "./checked_append.ts";
import type { ConfirmMember } from "./confirm_member.ts";
import { personByAddress } from "./lookup.ts";
import { announceMembership, type Beside } from "./membership_writer.ts";
import type { MayOpen } from "./open_group.ts";
import { readTitle } from "./room_creation.ts";

/** Who left is not put back within this. */
const LEFT_MS = 24 * 60 * 60_000;

/** What people are added to groups with. */
export interface AddToGroupParts {
  confirmMember: ConfirmMember;
  groups: Groups;
  users: Pick<Users, "byAddress">;
  readPerson: ReadCheckedPerson;
  log: ConversationLog;
  announcer: Announcer;
  clock: Clock;
}

/** Adding somebody to a group: the event, the group's row and the membership, in one commit. */
export function createAddToGroup(
  parts: AddToGroupParts,
  { limitAdding, asksFirst, requests }: Omit<MayOpen, "access">,
  random: Random,
): Pick<GroupUseCases, "add"> {
  const { confirmMember, users, log, announcer, clock } = parts;

  /** A group that the actor may change. Throws `not-allowed`, and what `ConfirmMember` throws. */
  async function confirm(actor: Actor, id: ConversationId) {
    const confirmed = await confirmMember(actor, id);
    if (!isGroup(id)) throw new ChatError("not-allowed");
    return confirmed;
  }

  return {
    async add(actor, { conversation: id, user: address, all }, acknowledge) {
      await confirm(actor, id);
      const newcomer = await personByAddress(users, address);
      await limitAdding(actor);
      const reasons = await asksFirst(actor, [newcomer.id]);
      await requests.limit(actor.user.id, reasons);
      const asked = reasons.get(newcomer.id);
      const request = random.uuid();
      const appended = await appendChecked(log, async () => {
        const { conversation: group, checks } = await confirm(actor, id);
        if (group.people?.includes(newcomer.id)) return undefined;
        const beside = await checkNewcomer(parts, group, newcomer);
        return {
          conversation: id,
          by: newcomer.id,
          id: request,
          draft: { kind: "join", addedBy: actor.user.id, ...(all && { all }) },
          checks: [...checks, ...beside.checks],
          also: (seq, at) => [
            ...saveConversation(
              withPerson(group, newcomer.id, all ? undefined : seq, asked !== undefined),
            ),
            ...(asked
              ? [askMember(newcomer.id, id, actor.user.id, { ...asked, at })]
              : addMember(id, newcomer.id, at)),
            setFirstMark(newcomer.id, id, seq), // what was said before is not unread to them
            ...beside.mutations,
          ],
          acknowledge: ({ seq, at }) => acknowledge?.({ conversation: id, seq, at }),
        };
      });
      announceChange(announcer, id);
      if (asked) requests.announce([newcomer.id]);
      else announceMembership(announcer, newcomer.id, id, true);
      if (appended) return { conversation: id, seq: appended.seq, at: appended.at };
      const [head] = await log.heads([id]); // they were in it already
      return { conversation: id, seq: head?.seq ?? 0, at: head?.at ?? clock.now() };
    },
  };
}

/** Naming a group, or taking its name away. */
export function createRenameGroup(parts: ChangeParts): Pick<GroupUseCases, "rename"> {
  return {
    async rename(actor, { conversation: id, title: text }, acknowledge) {
      await parts.confirmMember(actor, id);
      if (!isGroup(id)) throw new ChatError("not-allowed");
      const title = readTitle(text, "");
      const draft = { kind: "rename" as const, name: "", ...(title !== undefined && { title }) };
      return await changeConversation(parts, actor, id, { draft, fields: { title } }, acknowledge);
    },
  };
}

/** Whether somebody may come in; and what goes with the commit that lets them. */
async function checkNewcomer(
  { groups, readPerson, clock }: Pick<AddToGroupParts, "groups" | "readPerson" | "clock">,
  { id, people = [] }: Conversation,
  { id: user, name }: User,
): Promise<Beside> {
  if (people.length >= MAX_GROUP) throw new ChatError("group-full", { limit: MAX_GROUP });
  const after = [...people, user];
  const [leftAt, other, person, beside] = await Promise.all([
    groups.leftAt(user, id),
    groups.of(after),
    readPerson(user),
    groups.reindex(id, people, after),
  ]);
  if (!person.user) throw new ChatError("unknown-user", { name });
  if (clock.now() < leftAt + LEFT_MS) throw new ChatError("group-left", { name });
  if (other !== undefined) throw new ChatError("group-exists");
  return { ...beside, checks: [...beside.checks, ...person.checks] };
}

/** A group with one more person, who is asked first if `isAsked`, and who is shown what is said from `first` on; without it, everything. */
function withPerson(
  group: Conversation,
  user: UserId,
  first: number | undefined,
  isAsked: boolean,
): Conversation {
  const from = { ...group.from, ...(first !== undefined && { [user]: first }) };
  const asked = isAsked && { asked: [...group.asked ?? [], user] };
  return withFrom({ ...group, people: [...group.people ?? [], user], ...asked }, from);
}

/** What goes with the commit that ends somebody's membership of a group. */
export async function withoutPerson(
  groups: Pick<Groups, "reindex">,
  group: Conversation,
  user: UserId,
): Promise<Beside> {
  const people = (group.people ?? []).filter((one) => one !== user);
  const { checks, mutations } = await groups.reindex(group.id, group.people ?? [], people);
  const { [user]: _, ...from } = group.from ?? {};
  return {
    checks,
    mutations: [...saveConversation(withFrom({ ...group, people }, from)), ...mutations],
  };
}

function withFrom({ from: _, ...group }: Conversation, from: Record<UserId, number>): Conversation {
  return Object.keys(from).length > 0 ? { ...group, from } : group;
}
