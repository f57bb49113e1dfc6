// Who did what to whom, when and why. Entries are only ever added, each in the commit of its act.
import type { Named } from "../protocol/administration.ts";
import type { ConversationId, Role } from "../protocol/events.ts";
import { keys } from "./keys.ts";
import type { Kv, Mutation } from "./kv.ts";

/** What is written down. */
export const ACTS = [
  "setup",
  "role",
  "kick",
  "mute",
  "ban",
  "lift",
  "settings",
  "invitation-made",
  "invitation-revoked",
  "notice",
  "shutdown",
  "shutdown-cancelled",
  "room-closed",
  "room-reopened",
  "room-quieted",
  "room-unquieted",
  "room-renamed",
  "message-deleted",
  "report-handled",
] as const;
export type Act = (typeof ACTS)[number];

/** One act. Times in milliseconds UTC. */
export interface JournalEntry {
  id: string;
  at: number;
  by: Named;
  act: Act;
  whom?: Named;
  /** The room, by id and by its name then; the message in it by seq. */
  where?: { conversation: ConversationId; name?: string; seq?: number };
  /** When a sanction ends, or a shutdown happens. */
  until?: number;
  /** The reason given, or what was said. */
  words?: string;
  role?: Role;
  /** Which sanction was lifted, or what was changed. */
  what?: string;
}

/** The write that adds an entry. Its key is its own, so doing it twice is harmless. */
export function noted(entry: JournalEntry): Extract<Mutation, { type: "set" }> {
  return { type: "set", key: keys.journalEntry(entry.at, entry.id), value: entry };
}

export interface Journal {
  /** The newest first; those before an entry with `before`. */
  read(
    page: { before?: Pick<JournalEntry, "at" | "id">; limit: number },
  ): Promise<JournalEntry[]>;
}

/** The journal in `kv`: reading alone. */
export function createJournal(kv: Kv): Journal {
  return {
    async read({ before, limit }) {
      const prefix = keys.journal();
      const end = before && keys.journalEntry(before.at, before.id);
      const range = { prefix, ...(end && { end }) };
      const entries = await kv.list<JournalEntry>(range, { limit, reverse: true });
      return entries.map(({ value }) => value);
    },
  };
}
