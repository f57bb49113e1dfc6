import type { Check, Entry } from "../../kv/kv.ts";
import type { ConversationId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import type { ReadCheckedPerson } from "../../store/people/checked_person.ts";
import type { Actor } from "../chat.ts";
import { sanctionError } from "../identity/admission.ts";
import { refusalToSee } from "./access.ts";

/**
 * Reads anew that somebody is in a conversation and not muted, within the try of the commit that this
 * allows: with the `checks` in it, whoever was removed or muted meanwhile changes nothing more.
 * Throws `not-member`, `unknown-conversation` or `muted`.
 */
export type ConfirmMember = (
  actor: Actor,
  id: ConversationId,
) => Promise<{ conversation: Conversation; checks: Check[] }>;

/** Confirms memberships by the store. */
export function createConfirmMember(
  { conversations, readPerson, clock }: {
    conversations: Pick<Conversations, "standing">;
    readPerson: ReadCheckedPerson;
    clock: Clock;
  },
): ConfirmMember {
  return async ({ user }, id) => {
    const [{ conversation, member }, { sanctions, checks }] = await Promise.all([
      conversations.standing(id, user.id),
      readPerson(user.id),
    ]);
    if (!conversation.value || !member.value) throw refusalToSee(conversation.value);
    if (sanctions.mute) throw sanctionError("muted", sanctions.mute, clock.now());
    const unchanged = ({ key, versionstamp }: Entry<unknown>): Check => ({ key, versionstamp });
    return {
      conversation: conversation.value,
      checks: [unchanged(conversation), unchanged(member), ...checks],
    };
  };
}
