import type { Access } from "../chat/conversations/access.ts";
import { createFiles, type FileOptions, type Files } from "../files/files.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Composes uploads and what reads them, and registers their jobs. */
export function composeFiles(
  { kv, clock, random }: Runtime,
  { fileRows: rows, fileQuotas: quotas, conversations, users }: Pick<
    Stores,
    "fileRows" | "fileQuotas" | "conversations" | "users"
  >,
  { access, jobs }: { access: Pick<Access, "requireUnmuted">; jobs: Pick<Jobs, "register"> },
  options: FileOptions,
): Files {
  const tables = { rows, quotas, conversations, users };
  const outside = { clock, random };
  return createFiles({ kv, tables, access, jobs, outside }, options);
}
