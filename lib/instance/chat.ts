import { NO_EMOJI } from "../protocol/custom_emoji.ts";
import { createAuditEntries } from "../chat/audit_entries.ts";
import type { ReceiptsOf } from "../chat/receipts/receipts_of.ts";
import type { Chat } from "../chat/chat.ts";
import type { CommandUseCases } from "../chat/contract/commands.ts";
import type { Access } from "../chat/conversations/access.ts";
import { createDirectMessages } from "../chat/conversations/direct_messages.ts";
import type { MessageRequestRules } from "../chat/conversations/message_requests.ts";
import { createMarkUnread } from "../chat/conversations/mark_unread.ts";
import {
  createMembershipWriter,
  type MembershipWriter,
} from "../chat/conversations/membership_writer.ts";
import { createMemberships } from "../chat/conversations/memberships.ts";
import { createOwnConversations } from "../chat/conversations/own_conversations.ts";
import type { ReadPositions } from "../chat/conversations/read_positions.ts";
import { createRoomCreation } from "../chat/conversations/room_creation.ts";
import { createRoomInvitationRules } from "../chat/conversations/room_invitations.ts";
import type { RoomPreviews } from "../chat/conversations/room_previews.ts";
import { createSummaries } from "../chat/conversations/summaries.ts";
import { createVanishing } from "../chat/conversations/vanishing.ts";
import { unvanished } from "../chat/messages/read_out.ts";
import { createVanishingJobs } from "../chat/messages/vanishing.ts";
import { createTopics } from "../chat/conversations/topics.ts";
import { createReadOwnMarks } from "../chat/messages/own_marks.ts";
import { createAmend } from "../chat/messages/amend.ts";
import { createFindMentions } from "../chat/messages/mentions.ts";
import type { ScreenWords } from "../chat/messages/screen.ts";
import { createLinkPreviews } from "../chat/messages/link_previews.ts";
import { HeldWords } from "../chat/moderation/held_words.ts";
import type { Newcomers } from "../chat/moderation/newcomers.ts";
import type { ReadContext } from "../chat/moderation/read_context.ts";
import { createModerationQueue, type ModerationQueue } from "../chat/moderation/queue.ts";
import type { Review } from "../chat/moderation/review.ts";
import type { MemberIndexes } from "../chat/presence/member_indexes.ts";
import { createPersonCard } from "../chat/identity/person_card.ts";
import { createMembers } from "../chat/presence/members.ts";
import { createOwnStatus } from "../chat/presence/own_status.ts";
import { createSettingsOf, type SettingsOf } from "../chat/inbox/personal_settings.ts";
import type { KeywordIndex } from "../chat/inbox/keyword_index.ts";
import { composeAccess } from "./chat/access.ts";
import { composeCalls } from "./chat/calls.ts";
import { composeGroups } from "./chat/groups.ts";
import { composeInbox } from "./chat/inbox.ts";
import { composeLater, UNREAD } from "./chat/later.ts";
import { composeEdits } from "./chat/edits.ts";
import { composeMoves } from "./chat/moves.ts";
import { composeMessages } from "./chat/messages.ts";
import { composePolls } from "./chat/polls.ts";
import { composeReading } from "./chat/reading.ts";
import { composeReactions } from "./chat/reactions.ts";
import { composeAnswers, composeAsking } from "./chat/asking.ts";
import { composeReview } from "./chat/review.ts";
import { composeScreening } from "./chat/screening.ts";
import { composeSearch } from "./chat/search.ts";
import type { Shared } from "./chat/shared.ts";
import { composeShownRooms } from "./chat/shown_rooms.ts";
import { composeThreads } from "./chat/threads.ts";
import type { Delivery } from "./delivery.ts";
import { type FileLimits, MAX_FILES } from "../protocol/files.ts";
import type { Community } from "../chat/identity/admission_settings.ts";
import { DEFAULT_SETTINGS } from "../store/community/settings.ts";
import type { Runtime, Stores } from "./stores.ts";
import { createConfirmMember } from "../chat/conversations/confirm_member.ts";

/** The use cases of the chat, and what they share with administration and shutdown. */
export interface ComposedChat {
  /** Without the commands of bots, which call others. */
  chat: Omit<Chat, keyof CommandUseCases>;
  access: Access;
  writer: MembershipWriter;
  positions: ReadPositions;
  /** Who is here of the conversations whose members are looked at. */
  indexes: MemberIndexes;
  previews: RoomPreviews;
  keywords: KeywordIndex;
  personalOf: SettingsOf;
  receiptsOf: ReceiptsOf;
  newcomers: Newcomers;
  /** What is asked of words that cannot wait for a moderator. */
  screenWords: ScreenWords;
  requests: MessageRequestRules;
  review: Review;
  queue: ModerationQueue;
  /** What stands around a message, for who decides about it. */
  context: ReadContext;
}

/** The stores that the chat is made over. */
type ChatStores = Pick<
  Stores,
  | "appeals"
  | "attempts"
  | "bookmarkRows"
  | "conversations"
  | "drafts"
  | "forwardRows"
  | "entries"
  | "groups"
  | "held"
  | "fileRows"
  | "laterRows"
  | "marks"
  | "mentions"
  | "messageRequests"
  | "newcomerRows"
  | "ownRows"
  | "paceRows"
  | "personalSettings"
  | "pinRows"
  | "reactors"
  | "readPerson"
  | "references"
  | "removed"
  | "reports"
  | "roomInvitations"
  | "sanctions"
  | "threads"
  | "users"
  | "versions"
>;

/** What of the delivery it is made with. */
type ChatDelivery = Pick<
  Delivery,
  | "bus"
  | "announcer"
  | "carrier"
  | "directory"
  | "engine"
  | "feeds"
  | "jobs"
  | "log"
  | "presence"
  | "quotes"
  | "readOut"
>;

/** What the chat may be composed with. */
interface ChatOptions {
  limits?: Pick<FileLimits, "count">;
  community?: Pick<Community, "rules" | "heldWords" | "raid" | "askedRules" | "emoji">;
}

const NO_WORDS = new HeldWords([]);
/** Until somebody decides. */
const UNDECIDED = {
  rules: () => DEFAULT_SETTINGS,
  heldWords: () => NO_WORDS,
  raid: () => undefined,
  askedRules: () => undefined,
  emoji: () => NO_EMOJI,
};

/** Composes the chat. `general` must exist (`ensureGeneral`). */
export function composeChat(
  runtime: Runtime,
  stores: ChatStores,
  delivery: ChatDelivery,
  { limits = { count: MAX_FILES }, community = UNDECIDED }: ChatOptions = {},
): ComposedChat {
  const { clock, random, logger } = runtime;
  const { bus, announcer, carrier, directory, jobs, log, presence, quotes, readOut } = delivery;
  const { attempts, conversations, marks, readPerson, users } = stores;
  const { groups, ownRows, personalSettings, entries, threads } = stores;
  const personalOf = createSettingsOf({ store: personalSettings, announcer, clock });
  const reading = composeReading({ clock, logger }, stores, delivery, personalOf);
  const { positions, indexes, receiptsOf } = reading;
  const access = composeAccess(stores, delivery, clock, community);
  const summaries = createSummaries({
    ...stores,
    log,
    directory,
    positions,
    personalOf,
    clock,
  });
  const writer = createMembershipWriter({ conversations, marks, log, announcer, random });
  const told = { announcer, personalOf };
  const asking = composeAsking(runtime, stores, told, community.rules);
  const { openDirect, requests } = asking;
  const findMentions = createFindMentions({ users, conversations });
  const confirmMember = createConfirmMember({ conversations, readPerson, clock });
  const invited = createRoomInvitationRules({
    confirmMember,
    conversations,
    users,
    attempts,
    announcer,
    clock,
    rows: stores.roomInvitations,
  }, personalOf);
  const audit = createAuditEntries({ readPerson, clock, random });
  const calling = { findMentions, indexes, personalOf };
  const { keywords, findCalled, forgetCalled } = composeCalls(runtime, stores, delivery, calling);
  const amend = createAmend({ access, log, random });
  const shared: Shared = {
    access,
    amend,
    audit,
    announcer,
    directory,
    log,
    ownRows,
    positions,
    quotes,
    random,
    ownMarks: createReadOwnMarks({ ...stores, announcer, bus, clock }),
    logger,
    personalOf,
    readEntries: unvanished(entries, clock),
    readOut,
    threads,
  };
  const queue = createModerationQueue({ ...stores, announcer, bus, clock });
  const shown = composeShownRooms(shared, { conversations, indexes, presence, clock });
  const screening = composeScreening(runtime, stores, delivery, community, {
    request: requests.screen,
    queue,
  });
  const { newcomers, screenWords, asked } = screening;
  const said = { stores, forgetCalled, findCalled, openDirect, asked, clock, limits };
  const messages = composeMessages(shared, said);
  const { post } = composeMessages({ ...shared, positions: UNREAD }, said);
  const { review, context, withdraw } = composeReview(shared, stores, post, clock, queue);
  const direct = createDirectMessages({ openDirect, summaries });
  const chat: ComposedChat["chat"] = {
    ...messages,
    ...composePolls(shared, messages, jobs),
    ...composeLater(shared, stores, { confirmMember, post, withdraw, openDirect, jobs, clock }),
    ...composeInbox(shared, stores, { summaries, screen: screenWords, clock }),
    ...composeMoves(shared, { ...stores, forgetCalled, carrier, confirmMember }),
    ...composeEdits(shared, stores, { ...asked, screen: screenWords, findMentions }),
    ...createLinkPreviews(shared),
    ...composeReactions(shared, { ...stores, customEmoji: () => community.emoji().emoji }),
    ...composeThreads(shared, conversations, clock),
    ...composeSearch(shared, stores, delivery, clock),
    ...createOwnConversations({ access, conversations, users, summaries, positions, presence }),
    ...createMarkUnread({ access, log, positions }),
    ...direct,
    ...composeGroups(shared, stores, { confirmMember, ...direct, asking, summaries, clock }),
    ...createOwnStatus(presence),
    ...createPersonCard({ users, conversations, presence, personalOf }),
    ...createMembers({ access, indexes, conversations, presence, users, directory, receiptsOf }),
    ...createMemberships({
      conversations,
      users,
      groups,
      writer,
      summaries,
      announcer,
      invited: { ...invited, accept: requests.accept },
    }),
    ...composeAnswers(invited, requests),
    ...shown.list,
    ...createRoomCreation({ conversations, log, announcer, summaries, clock, random }),
    ...createTopics(access, { confirmMember, log, announcer, random, screen: screenWords }),
    ...createVanishing(access, { confirmMember, log, announcer, random }),
  };
  jobs.register(createVanishingJobs({ log, remove: chat.delete }));
  const kept = { positions, indexes, previews: shown.previews, keywords, personalOf, receiptsOf };
  const reviewing = { newcomers, screenWords, review, context, queue };
  return { chat, access, writer, requests, ...reviewing, ...kept };
}
