import type { Bus } from "../cluster/bus.ts";
import type { ConversationLog } from "../store/conversation_log.ts";
import type { Conversations } from "../store/conversations.ts";
import type { ReadMarks } from "../store/read_marks.ts";
import type { Users } from "../store/users.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Random } from "../world/world.ts";
import type { Access } from "./access.ts";
import type { Announcer, Presence } from "./chat.ts";
import type { Directory } from "./directory.ts";
import type { Mutes } from "./mutes.ts";
import type { ReadPositions } from "./read_positions.ts";
import type { Summaries } from "./summaries.ts";

/** What the use cases work with: one of each an instance. */
export interface ChatParts {
  conversations: Conversations;
  marks: ReadMarks;
  users: Users;
  log: ConversationLog;
  bus: Bus;
  announcer: Announcer;
  directory: Directory;
  presence: Presence;
  access: Access;
  mutes: Mutes;
  positions: ReadPositions;
  summaries: Summaries;
  clock: Clock;
  random: Random;
  report: Report;
}
