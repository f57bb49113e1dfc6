import type { Chat } from "../chat/chat.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { createOwnBots } from "../transfer/own_bots.ts";
import { createOwnRecords } from "../transfer/own_records.ts";
import type { OwnFiles } from "../transfer/own_files.ts";
import { createOwnMessages } from "../transfer/own_messages.ts";
import { createPersonalData, type PersonalData } from "../transfer/personal_data.ts";
import type { Delivery } from "./delivery.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Composes what somebody may take along. */
export function composePersonalData(
  stores: Stores,
  { log }: Pick<Delivery, "log">,
  { kv, clock }: Omit<Runtime, "logger" | "random">,
  { chat, identity, files: { downloads: files } }: {
    chat: Chat;
    identity: Identity;
    files: { downloads: OwnFiles };
  },
): PersonalData {
  const { attempts, conversations, mailboxes, users, marks: reads, ownRows, threads, versions } =
    stores;
  const { commandRows: commands, outgoingRows: outgoing } = stores;
  const bots = createOwnBots({ kv, users, outgoing, commands });
  const messages = createOwnMessages({ log, conversations, clock });
  return createPersonalData({
    chat,
    identity,
    stores: { users, conversations },
    attempts,
    clock,
    records: createOwnRecords({ kv, bots, self: stores, moderation: stores, asked: stores }),
    own: { messages, marks: ownRows, threads, rows: { reads, mailboxes }, versions, files },
  });
}
