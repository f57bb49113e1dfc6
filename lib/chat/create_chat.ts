import type { Bus } from "../cluster/bus.ts";
import type { ConversationLog } from "../store/conversation_log.ts";
import { createConversations } from "../store/conversations.ts";
import type { Kv } from "../store/kv.ts";
import { createReadMarks } from "../store/read_marks.ts";
import { createSanctions } from "../store/sanctions.ts";
import type { Users } from "../store/users.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Random } from "../world/world.ts";
import { type Access, createAccess } from "./access.ts";
import type { Announcer, Chat, Presence } from "./chat.ts";
import type { Directory } from "./directory.ts";
import { createMemberships } from "./memberships.ts";
import { createMutes } from "./mutes.ts";
import type { ChatParts } from "./parts.ts";
import { createPeople } from "./people.ts";
import { createPosting } from "./posting.ts";
import { createReadPositions } from "./read_positions.ts";
import { createReading } from "./reading.ts";
import { createRooms } from "./rooms.ts";
import { createSummaries } from "./summaries.ts";

/** What the chat of one instance is made over. */
export interface ChatSurroundings {
  kv: Kv;
  log: ConversationLog;
  users: Users;
  bus: Bus;
  announcer: Announcer;
  directory: Directory;
  presence: Presence;
  clock: Clock;
  random: Random;
  report: Report;
}

/** The use cases, the access that they check, and their end: `close` writes what waits. */
export interface InstanceChat extends Chat {
  readonly access: Access;
  close(): Promise<void>;
}

/** The chat of one instance. `general` must exist (`ensureGeneral`). */
export function createChat({ kv, ...given }: ChatSurroundings): InstanceChat {
  const { announcer, bus, clock, directory, log, report } = given;
  const conversations = createConversations(kv);
  const marks = createReadMarks(kv);
  const positions = createReadPositions({ marks, announcer, clock, report });
  const mutes = createMutes({ sanctions: createSanctions({ kv, clock }), announcer, bus, clock });
  const access = createAccess({ conversations, mutes, announcer, bus, clock });
  const summaries = createSummaries({ conversations, marks, log, directory, positions, report });
  const parts: ChatParts = { ...given, conversations, marks, mutes, positions, access, summaries };
  return {
    ...createPosting(parts),
    ...createReading(parts),
    ...createPeople(parts),
    ...createMemberships(parts),
    ...createRooms(parts),
    access,
    close: () => positions.close(),
  };
}
