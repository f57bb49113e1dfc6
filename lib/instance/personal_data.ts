import type { Chat } from "../chat/chat.ts";
import type { Identity } from "../chat/identity/identity.ts";
import type { ConversationLog } from "../log/log.ts";
import type { OwnFiles } from "../transfer/own_files.ts";
import { createOwnMessages } from "../transfer/own_messages.ts";
import { createTakeBack } from "../transfer/take_back.ts";
import { createPersonalData, type PersonalData } from "../transfer/personal_data.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Composes what somebody may take along and take back. */
export function composePersonalData(
  { attempts, conversations, users, marks: reads, ownRows, threads, versions }: Pick<
    Stores,
    "attempts" | "conversations" | "users" | "marks" | "ownRows" | "threads" | "versions"
  >,
  log: ConversationLog,
  { clock, random }: Pick<Runtime, "clock" | "random">,
  { chat, identity, files: { downloads: files } }: {
    chat: Chat;
    identity: Identity;
    files: { downloads: OwnFiles };
  },
): PersonalData {
  const messages = createOwnMessages({ log, conversations, clock });
  const takeBack = createTakeBack({ log, ownRows, threads, random });
  return createPersonalData({
    ...{ chat, identity, users, conversations, attempts, clock },
    own: { messages, marks: ownRows, threads, reads, versions, files, takeBack },
  });
}
