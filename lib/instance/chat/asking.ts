import type { Announcer, Chat } from "../../chat/chat.ts";
import { createOpenDirect, type OpenDirect } from "../../chat/conversations/direct_messages.ts";
import { type AsksFirst, createAsksFirst } from "../../chat/conversations/message_request_rule.ts";
import {
  createMessageRequestRules,
  mayBeAsked,
  type MessageRequestRules,
} from "../../chat/conversations/message_requests.ts";
import type { RoomInvitationRules } from "../../chat/conversations/room_invitations.ts";
import type { SettingsOf } from "../../chat/inbox/personal_settings.ts";
import type { Settings } from "../../protocol/administration.ts";
import type { Runtime, Stores } from "../stores.ts";

/** Who is asked before they are written to, and what waits for their answer. */
export interface Asking {
  asksFirst: AsksFirst;
  openDirect: OpenDirect;
  requests: MessageRequestRules;
}

/** Composes it; `rules`: what the community decided, as far as this instance knows. */
export function composeAsking(
  { kv, clock }: Pick<Runtime, "kv" | "clock">,
  { conversations, messageRequests: rows, newcomerRows, users }: Pick<
    Stores,
    "conversations" | "messageRequests" | "newcomerRows" | "users"
  >,
  { announcer, personalOf }: { announcer: Announcer; personalOf: SettingsOf },
  rules: () => Settings,
): Asking {
  const people = { users, personalOf, newcomerRows };
  const asksFirst = createAsksFirst({ ...people, conversations, rules, clock });
  const requests = createMessageRequestRules({
    kv,
    rows,
    conversations,
    users,
    personalOf,
    announcer,
    clock,
  });
  const openDirect = createOpenDirect({
    users,
    conversations,
    asksFirst,
    requests,
    announcer,
    clock,
  });
  return { asksFirst, openDirect, requests };
}

/** What others ask of somebody: into rooms, and to be read. One no answers either. */
export function composeAnswers(
  invited: RoomInvitationRules,
  requests: MessageRequestRules,
): Pick<Chat, "invite" | "invitations" | "requests" | "decline"> {
  return {
    invite: invited.invite,
    invitations: invited.invitations,
    requests: requests.requests,
    async decline(actor, id) {
      if (mayBeAsked(id)) await requests.ignore(actor.user.id, id);
      else await invited.decline(actor, id);
    },
  };
}
