import type { Named } from "../protocol/administration.ts";
import type { Person } from "../protocol/events.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import { addAuditEntry, type AuditEntry } from "../store/moderation/audit_log.ts";
import { type ConfirmPermission, createConfirmPermission } from "./confirm_permission.ts";
import type { ReadCheckedPerson } from "../store/people/checked_person.ts";

/** What goes with the commit of an act: its line in the audit log, and that its actor still may. */
export interface AuditEntries {
  /** That somebody does this now, or did at `at` (milliseconds UTC). */
  entry(
    by: Person,
    act: Omit<AuditEntry, "id" | "at" | "by"> & { at?: number },
  ): ReturnType<typeof addAuditEntry>;
  /** Confirms the actor's right, see `ConfirmPermission`. */
  confirm: ConfirmPermission;
  /** The time that entries of this moment bear, in milliseconds UTC. */
  now(): number;
}

/** Audit entries with ids and times of this instance. */
export function createAuditEntries(
  { readPerson, clock, random }: { readPerson: ReadCheckedPerson; clock: Clock; random: Random },
): AuditEntries {
  return {
    entry: (by, act) =>
      addAuditEntry({ id: random.uuid(), at: clock.now(), by: named(by), ...act }),
    confirm: createConfirmPermission({ readPerson, clock }),
    now: () => clock.now(),
  };
}

/** Somebody as they are called now: for what is kept, since names change hands. */
export function named({ id, name }: Pick<Person, "id" | "name">): Named {
  return { id, name };
}
