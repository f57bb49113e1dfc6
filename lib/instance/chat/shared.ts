import type { AuditEntries } from "../../chat/audit_entries.ts";
import type { Announcer } from "../../chat/chat.ts";
import type { Access } from "../../chat/conversations/access.ts";
import type { ReadPositions } from "../../chat/conversations/read_positions.ts";
import type { Directory } from "../../chat/identity/profiles.ts";
import type { SettingsOf } from "../../chat/inbox/personal_settings.ts";
import type { Amend } from "../../chat/messages/amend.ts";
import type { ReadOwnMarks } from "../../chat/messages/own_marks.ts";
import type { ReadOut } from "../../chat/messages/read_out.ts";
import type { QuoteReader } from "../../chat/messages/quotes.ts";
import type { ReadEntries } from "../../store/messages/entries.ts";
import type { Threads } from "../../store/messages/threads.ts";
import type { ConversationLog } from "../../log/log.ts";
import type { OwnRows } from "../../store/messages/own_rows.ts";
import type { Random } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";

/** What the use cases of all areas are made over, once an instance. */
export interface Shared {
  access: Access;
  amend: Amend;
  audit: AuditEntries;
  announcer: Announcer;
  directory: Directory;
  log: ConversationLog;
  logger: Logger;
  ownRows: OwnRows;
  ownMarks: ReadOwnMarks;
  /** How people want it, trusted for a while. */
  personalOf: SettingsOf;
  positions: ReadPositions;
  quotes: QuoteReader;
  random: Random;
  readOut: ReadOut;
  readEntries: ReadEntries;
  threads: Threads;
}
