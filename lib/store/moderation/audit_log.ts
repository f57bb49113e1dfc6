// Who did what to whom, when and why. Entries are only ever added, each in the commit of its act.
import type { Named } from "../../protocol/administration.ts";
import type { ConversationId, Role } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";

/** What is written down. */
export const ACTS = [
  "setup",
  "role",
  "password-link",
  "password-recovered",
  "second-factor-removed",
  "vouched",
  "raid-begun",
  "raid-ended",
  "kick",
  "mute",
  "ban",
  "lift",
  "settings",
  "provider-added",
  "provider-changed",
  "provider-off",
  "provider-on",
  "provider-removed",
  "providers-ordered",
  "profile",
  "emoji-added",
  "emoji-renamed",
  "emoji-removed",
  "invitation-made",
  "invitation-revoked",
  "bot-made",
  "hook-made",
  "hook-secret",
  "outgoing-made",
  "outgoing-changed",
  "outgoing-secret",
  "command-made",
  "command-secret",
  "command-removed",
  "bot-token",
  "bot-rooms",
  "bot-removed",
  "notice",
  "shutdown",
  "shutdown-cancelled",
  "room-closed",
  "room-reopened",
  "room-topic-locked",
  "room-topic-unlocked",
  "room-quieted",
  "room-unquieted",
  "room-slowed",
  "room-unslowed",
  "room-renamed",
  "message-deleted",
  "message-moved",
  "preview-removed",
  "report-handled",
  "appeal-answered",
  "held-approved",
  "held-refused",
  "held-words",
  "exported",
  "import-started",
  "import-done",
  "import-undone",
  "import-merged",
  "import-said",
  "import-unsaid",
  "retention",
  "room-published",
  "room-unpublished",
] as const;
export type Act = (typeof ACTS)[number];

/** One act. Times in milliseconds UTC. */
export interface AuditEntry {
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
export function addAuditEntry(entry: AuditEntry): Extract<Mutation, { type: "set" }> {
  return { type: "set", key: keys.auditEntry(entry.at, entry.id), value: entry };
}

export interface StoredAuditLog {
  /** The newest first; those before an entry with `before`. */
  read(
    page: { before?: Pick<AuditEntry, "at" | "id">; limit: number },
  ): Promise<AuditEntry[]>;
}

/** The journal in `kv`: reading alone. */
export function createStoredAuditLog(kv: Kv): StoredAuditLog {
  return {
    async read({ before, limit }) {
      const prefix = keys.auditLog();
      const end = before && keys.auditEntry(before.at, before.id);
      const range = { prefix, ...(end && { end }) };
      const entries = await kv.list<AuditEntry>(range, { limit, reverse: true });
      return entries.map(({ value }) => value);
    },
  };
}
