import type { Announcements } from "./community/announcements.ts";
import type { BotAdministration } from "./bots/bots.ts";
import type { InvitationAdministration } from "./community/invitations.ts";
import type { Overview } from "./community/overview.ts";
import type { EmojiAdministration } from "./community/custom_emoji.ts";
import type { ProfileAdministration } from "./community/profile.ts";
import type { ProviderAdministration } from "./community/providers.ts";
import type { Roles } from "./community/roles.ts";
import type { AdmissionAdministration } from "./community/settings.ts";
import type { RoomAdministration } from "./conversations/room_administration.ts";
import type { AuditLog } from "./moderation/audit_log.ts";
import type { PasswordHelp } from "./moderation/password_links.ts";
import type { ReportHandling } from "./moderation/reports.ts";
import type { RetentionAdministration } from "./retention/retention.ts";
import type { Moderation } from "./moderation/sanctions.ts";
import type { AppealHandling } from "./moderation/appeals.ts";
import type { RaidMode } from "./moderation/raid.ts";
import type { QueueFigures } from "./moderation/queue.ts";
import type { Review } from "./moderation/review.ts";
import type { Vouching } from "./moderation/vouch.ts";
import type { WordList } from "./moderation/word_list.ts";

/** What administrators and moderators can do, and what members tell them. */
export interface Administration
  extends
    Moderation,
    Vouching,
    Review,
    QueueFigures,
    WordList,
    RaidMode,
    AppealHandling,
    Roles,
    PasswordHelp,
    AdmissionAdministration,
    ProviderAdministration,
    InvitationAdministration,
    BotAdministration,
    ProfileAdministration,
    EmojiAdministration,
    RoomAdministration,
    RetentionAdministration,
    ReportHandling,
    Announcements,
    AuditLog,
    Overview {}
