import { createAuditEntries } from "../chat/audit_entries.ts";
import type { Administration } from "../chat/administration.ts";
import type { Files } from "../files/files.ts";
import { createExports, type Exports } from "../moving/exports.ts";
import type { Runtime, Stores } from "./stores.ts";

export type { Exports };

/** Composes what takes a community along. */
export function composeExports(
  { kv, clock, random, logger }: Runtime,
  { attempts, readPerson }: Pick<Stores, "attempts" | "readPerson">,
  { administration, files }: {
    administration: Pick<Administration, "profile">;
    files: Pick<Files, "stores">;
  },
): Exports {
  const audit = createAuditEntries({ readPerson, clock, random });
  const name = () => administration.profile().name;
  return createExports({ kv, stores: files.stores, attempts, audit, clock, logger, name });
}
