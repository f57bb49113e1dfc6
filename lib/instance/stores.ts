// The composition root: everything of an instance is made in this folder, once. What is made here is
// handed on in parts: nobody below takes the whole.
import type { Kv } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import { createInvitations } from "../store/community/invitations.ts";
import { createMessageCounts } from "../store/community/message_counts.ts";
import { createRemovedMessages } from "../store/community/removed.ts";
import { createSetup } from "../store/community/setup.ts";
import { createConversations } from "../store/conversations/conversations.ts";
import { createGroups } from "../store/conversations/groups.ts";
import { createReadMarks } from "../store/conversations/read_marks.ts";
import { createMessageRequests } from "../store/conversations/message_requests.ts";
import { createRoomInvitations } from "../store/conversations/room_invitations.ts";
import { createBookmarkRows } from "../store/messages/bookmark_rows.ts";
import { createForwardRows } from "../store/messages/forward_rows.ts";
import { createReadReferences } from "../store/messages/references.ts";
import { createHookRows } from "../store/integrations/hook_rows.ts";
import { createCommandRows } from "../store/integrations/command_rows.ts";
import { createOutgoingRows } from "../store/integrations/outgoing_rows.ts";
import { createFileQuotas } from "../store/files/file_quotas.ts";
import { createFileRows } from "../store/files/file_rows.ts";
import { createOwnRows } from "../store/messages/own_rows.ts";
import { createDrafts } from "../store/messages/drafts.ts";
import { createReadEntries } from "../store/messages/entries.ts";
import { createMentions } from "../store/messages/mentions.ts";
import { createPersonalSettings } from "../store/people/personal_settings.ts";
import { createMailboxes } from "../store/people/mailboxes.ts";
import { createPushDevices } from "../store/people/push_devices.ts";
import { createVersions } from "../store/messages/versions.ts";
import { createPinRows } from "../store/messages/pin_rows.ts";
import { createPushedRows } from "../store/messages/pushed_rows.ts";
import { createReactorRows } from "../store/messages/reactor_rows.ts";
import { createVoterRows } from "../store/messages/voter_rows.ts";
import { createThreads } from "../store/messages/threads.ts";
import { createLaterRows } from "../store/messages/later_rows.ts";
import { createStoredAuditLog } from "../store/moderation/audit_log.ts";
import { createMemberReports } from "../store/moderation/reports.ts";
import { createAppeals } from "../store/moderation/appeals.ts";
import { createHeldMessages } from "../store/moderation/held_messages.ts";
import { createNewcomerRows } from "../store/moderation/newcomer_rows.ts";
import { createPaceRows } from "../store/moderation/pace_rows.ts";
import { createSanctions } from "../store/moderation/sanctions.ts";
import { createAddresses } from "../store/people/address_hash.ts";
import { createAttempts, unlimitedAttempts } from "../store/people/attempt_limits.ts";
import { createEntryRequests } from "../store/people/entry_requests.ts";
import { createPasswordLinks } from "../store/people/password_links.ts";
import { createPasskeyChallenges } from "../store/people/passkey_challenges.ts";
import { createPasskeys } from "../store/people/passkeys.ts";
import { createPairings } from "../store/people/pairings.ts";
import { createForeignAccounts } from "../store/people/foreign_accounts.ts";
import { createForeignFlows } from "../store/people/foreign_flows.ts";
import { createKnownDevices } from "../store/people/known_devices.ts";
import { createSecondFactors } from "../store/people/second_factors.ts";
import { createSignInTickets } from "../store/people/sign_in_tickets.ts";
import { createSessions } from "../store/people/sessions.ts";
import { createUsers } from "../store/people/users.ts";
import { createPresenceRows } from "../store/presence_rows.ts";
import { createReadCheckedPerson } from "../store/people/checked_person.ts";
import { createKnownAddresses } from "../store/people/known_addresses.ts";

/** What the outside gives an instance. */
export interface Runtime {
  kv: Kv;
  clock: Clock;
  random: Random;
  logger: Logger;
}

/** Every store of an instance. */
export type Stores = ReturnType<typeof createStores>;

/** Makes them. `limited`: whether attempts are counted. */
export function createStores({ kv, clock, random }: Omit<Runtime, "logger">, limited: boolean) {
  return {
    attempts: limited ? createAttempts({ kv, clock, random }) : unlimitedAttempts,
    appeals: createAppeals({ kv, clock }),
    auditLog: createStoredAuditLog(kv),
    bookmarkRows: createBookmarkRows(kv),
    conversations: createConversations(kv),
    drafts: createDrafts(kv),
    entries: createReadEntries(kv),
    foreignAccounts: createForeignAccounts(kv),
    foreignFlows: createForeignFlows({ kv, clock, random }),
    forwardRows: createForwardRows(kv),
    references: createReadReferences(kv),
    entryRequests: createEntryRequests({ kv, clock }),
    groups: createGroups(kv),
    held: createHeldMessages({ kv, clock }),
    fileQuotas: createFileQuotas(kv),
    fileRows: createFileRows(kv),
    hookRows: createHookRows(kv),
    commandRows: createCommandRows(kv),
    outgoingRows: createOutgoingRows(kv),
    hashAddress: createAddresses({ kv, random }),
    knownAddresses: createKnownAddresses({ kv, clock }),
    invitations: createInvitations({ kv, clock, random }),
    knownDevices: createKnownDevices({ kv, clock, random }),
    laterRows: createLaterRows(kv),
    marks: createReadMarks(kv),
    mentions: createMentions(kv),
    messageRequests: createMessageRequests(kv),
    messageCounts: createMessageCounts(kv),
    newcomerRows: createNewcomerRows(kv),
    ownRows: createOwnRows(kv),
    paceRows: createPaceRows(kv),
    pairings: createPairings({ kv, clock, random }),
    passkeys: createPasskeys({ kv, clock }),
    passwordLinks: createPasswordLinks({ kv, clock, random }),
    passkeyChallenges: createPasskeyChallenges({ kv, clock, random }),
    personalSettings: createPersonalSettings(kv),
    pinRows: createPinRows(kv),
    mailboxes: createMailboxes(kv),
    pushDevices: createPushDevices(kv),
    pushed: createPushedRows(kv),
    versions: createVersions(kv),
    reactors: createReactorRows(kv),
    voters: createVoterRows(kv),
    presenceRows: createPresenceRows(kv),
    readPerson: createReadCheckedPerson({ kv, clock }),
    removed: createRemovedMessages(kv),
    reports: createMemberReports(kv),
    roomInvitations: createRoomInvitations(kv),
    sanctions: createSanctions({ kv, clock }),
    secondFactors: createSecondFactors({ kv, clock }),
    signInTickets: createSignInTickets({ kv, clock, random }),
    sessions: createSessions({ kv, clock, random }),
    threads: createThreads(kv),
    setup: createSetup({ kv, clock, random }),
    users: createUsers({ kv, clock, random }),
  };
}
