import type { Announcer } from "../chat/chat.ts";
import { announceMembership } from "../chat/conversations/membership_writer.ts";
import { announceUsersChanged } from "../chat/identity/current_user.ts";
import type { Identity } from "../chat/identity/identity.ts";
import type { Carrier } from "../chat/messages/move.ts";
import { createAuditEntries } from "../chat/audit_entries.ts";
import { type FileOptions, type Files, uploadLimits } from "../files/files.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { createWriteFile } from "../moving/import/files.ts";
import { createUploadBytes } from "../moving/import/upload_bytes.ts";
import { readUploads, takenBytes } from "../moving/import/upload_rows.ts";
import { uploadSweepJob } from "../moving/import/upload_sweep.ts";
import { createImportWork, type ImportWork } from "../moving/import/work.ts";
import { emojiMeans } from "./emoji_means.ts";
import { createImports, type Imports } from "../moving/imports.ts";
import type { Runtime, Stores } from "./stores.ts";

export type { Imports };

/** Composes what brings a community in, and registers its jobs; `importWork` ends with the instance. */
export function composeImports(
  { kv, clock, random, logger }: Runtime,
  { attempts, fileQuotas: quotas, readPerson, users }: Pick<
    Stores,
    "attempts" | "fileQuotas" | "readPerson" | "users"
  >,
  { files: { stores, store }, jobs, identity, delivery: { announcer, carrier } }: {
    files: Pick<Files, "stores" | "store">;
    delivery: { announcer: Announcer; carrier: Pick<Carrier, "committed"> };
    identity: Pick<Identity, "proveOwn">;
    jobs: Pick<Jobs, "register" | "wake">;
  },
  options: FileOptions,
): { imports: Imports; importWork: Pick<ImportWork, "close"> } {
  const outside = { clock, random, emoji: emojiMeans() };
  const { bytes: maxBytes, totalBytes } = uploadLimits(options);
  const free = async () => totalBytes - await takenBytes(quotas, await readUploads(kv));
  const bytes = createUploadBytes({ kv, stores, store, clock, free });
  const importWork = createImportWork({
    kv,
    bytes,
    users,
    outside,
    logger,
    told: {
      joined(user, conversation, arrival) {
        announceMembership(announcer, user, conversation, true);
        if (arrival) carrier.committed(conversation, arrival);
      },
      renamed: (user) => announceUsersChanged(announcer, user),
      emojiChanged() {
        const message = { type: "changed", what: "settings", id: "" } as const;
        announcer.announce([{ topic: "everyone", message }]);
      },
    },
    files: {
      stores,
      write: (kv) =>
        createWriteFile({ kv, stores, store, maxBytes, random, now: () => clock.now() }),
    },
  });
  jobs.register(importWork.job);
  jobs.register(uploadSweepJob({ kv, bytes, clock }));
  const audit = createAuditEntries({ readPerson, clock, random });
  const people = { users, attempts, audit, prove: identity.proveOwn };
  const imports = createImports({
    kv,
    bytes,
    quotas,
    people,
    jobs,
    outside,
    maxBytes: totalBytes,
  });
  return { imports, importWork };
}
