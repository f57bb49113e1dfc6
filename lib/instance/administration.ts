import { generalTitle } from "../i18n/general_title.ts";
import { askMutesOfAdministration } from "../chat/moderation/ask_mutes.ts";
import { nameAsNow } from "../chat/present_names.ts";
import { askWordsOfAdministration } from "../chat/moderation/ask_words.ts";
import type { ScreenWords } from "../chat/messages/screen.ts";
import type { Administration } from "../chat/administration.ts";
import { createAuditEntries } from "../chat/audit_entries.ts";
import { createAnnouncements } from "../chat/community/announcements.ts";
import {
  connectedHere,
  type ConnectedUsers,
  createConnectedUsers,
  type OpenConnection,
} from "../chat/community/connected_users.ts";
import { createInvitationAdministration } from "../chat/community/invitations.ts";
import { createOverview } from "../chat/community/overview.ts";
import { createEmojiAdministration } from "../chat/community/custom_emoji.ts";
import { createProfileAdministration } from "../chat/community/profile.ts";
import { createRoles } from "../chat/community/roles.ts";
import { createAdmissionAdministration } from "../chat/community/settings.ts";
import { createRoomAdministration } from "../chat/conversations/room_administration.ts";
import type { Community } from "../chat/identity/admission_settings.ts";
import { createPreparePicture } from "../chat/messages/prepare_picture.ts";
import { createAuditLog } from "../chat/moderation/audit_log.ts";
import { createPasswordHelp } from "../chat/moderation/password_links.ts";
import { createReportHandling } from "../chat/moderation/reports.ts";
import { createRetention } from "../chat/retention/retention.ts";
import type { Newcomers } from "../chat/moderation/newcomers.ts";
import { createModeration } from "../chat/moderation/sanctions.ts";
import type { ReadContext } from "../chat/moderation/read_context.ts";
import type { ModerationQueue } from "../chat/moderation/queue.ts";
import type { Review } from "../chat/moderation/review.ts";
import { createAppealHandling } from "../chat/moderation/appeals.ts";
import { createRaidMode } from "../chat/moderation/raid.ts";
import { createWordList } from "../chat/moderation/word_list.ts";
import { createVouching } from "../chat/moderation/vouch.ts";
import { emojiMeans } from "./emoji_means.ts";
import { type BotServices, composeBots } from "./bots.ts";
import type { Delivery } from "./delivery.ts";
import { composeProviders, type ProviderOptions } from "./providers.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Composes who is connected, here and on the other instances; `connections`: those of this one. */
export function composeConnectedUsers(
  { clock, random }: Pick<Runtime, "clock" | "random">,
  { conversations }: Pick<Stores, "conversations">,
  { bus, announcer }: Pick<Delivery, "bus" | "announcer">,
  connections: () => Iterable<OpenConnection>,
): ConnectedUsers {
  const here = (user?: string) => connectedHere(connections(), user);
  return createConnectedUsers({ here, bus, announcer, conversations, clock, random });
}

/** Composes what administrators and moderators can do. */
export function composeAdministration(
  runtime: Omit<Runtime, "logger">,
  stores: Stores,
  { bus, announcer, jobs, log, messageCount, presence }: Delivery,
  { access, community, connectedUsers, newcomers, review, queue, context, ...rest }:
    & Omit<BotServices, "announcer">
    & {
      community: Community;
      connectedUsers: ConnectedUsers;
      newcomers: Newcomers;
      review: Review;
      queue: ModerationQueue;
      context: ReadContext;
      screenWords: ScreenWords;
    }
    & ProviderOptions,
): Administration {
  const { screenWords, proveOwn, providers, calls, ...bots } = rest;
  const providing = { proveOwn, providers, calls };
  const { kv, clock, random } = runtime;
  const { attempts, conversations, invitations, readPerson, reports, sanctions, sessions } = stores;
  const { setup, users } = stores;
  const audit = createAuditEntries({ readPerson, clock, random });
  const moderation = createModeration({ sanctions, sessions, users, announcer, audit });
  const prepare = createPreparePicture({ rows: stores.fileRows, clock });
  const all: Administration = {
    ...moderation,
    ...createAppealHandling({
      rows: stores.appeals,
      sanctions,
      users,
      announcer,
      audit,
      random,
      queue,
    }),
    ...review,
    queued: queue.queued,
    newAnswers: queue.newAnswers,
    ...createRaidMode({ kv, community, announcer, audit, random }),
    ...createWordList({ kv, community, announcer, audit, random }),
    ...createVouching({ users, newcomers, announcer, audit }),
    ...createRoles({ kv, users, setup, attempts, announcer, audit, generalTitle }),
    ...createPasswordHelp({
      users,
      kv,
      audit,
      secondFactors: stores.secondFactors,
      passwordLinks: stores.passwordLinks,
    }),
    ...createAdmissionAdministration({
      kv,
      community,
      announcer,
      audit,
      random,
      secondFactors: stores.secondFactors,
    }),
    ...createProfileAdministration({ kv, community, announcer, audit, random, prepare }),
    ...createEmojiAdministration({ kv, community, announcer, audit, random, ...emojiMeans() }),
    ...composeProviders(runtime, stores, { community, announcer, audit }, providing),
    ...createInvitationAdministration({ invitations, readPerson, audit, clock }),
    ...composeBots(runtime, stores, { access, announcer, community, ...bots }),
    ...createRoomAdministration({
      kv,
      access,
      conversations,
      log,
      announcer,
      audit,
      random,
    }),
    ...createRetention({
      kv,
      access,
      removed: stores.removed,
      conversations,
      audit,
      jobs,
      random,
    }),
    ...createReportHandling({
      access,
      users,
      attempts,
      audit,
      random,
      rows: { reports, requests: stores.messageRequests, queue },
      reading: { log, context },
    }),
    ...createAnnouncements({ kv, announcer, audit }),
    ...createAuditLog({ stored: stores.auditLog }),
    ...createOverview({ connectedUsers, messageCount, presence, bus, users, jobs, clock }),
  };
  const asked = askWordsOfAdministration(screenWords, nameAsNow(users, all));
  return askMutesOfAdministration(access, asked);
}
