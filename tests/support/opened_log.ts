import { assert } from "@std/assert";
import type {
  Appended,
  AppendRequest,
  Committed,
  ConversationLog,
  LogEntry,
} from "../../lib/log/log.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { createLog } from "../../lib/log/create_log.ts";
import { type Clock, systemClock, systemRandom } from "../../lib/runtime/clock.ts";
import { ScriptedKv } from "./scripted_kv.ts";
import { recordingLogger } from "./loggers.ts";

/** A log over a store, with what it delivered and reported. */
export interface OpenedLog {
  kv: ScriptedKv;
  log: ConversationLog;
  delivered: Committed[];
  reports: string[];
}

/** Opens a log as one instance does. */
export function openLog(store: Kv, clock: Clock = systemClock): OpenedLog {
  const kv = new ScriptedKv(store);
  const delivered: Committed[] = [];
  const reports: string[] = [];
  const log = createLog({
    kv,
    clock,
    random: systemRandom,
    onCommitted: (committed) => void delivered.push(...committed),
    logger: recordingLogger((what) => void reports.push(what)),
  });
  return { kv, log, delivered, reports };
}

/** The entries of a conversation that were delivered, in the order they were. */
export function deliveredOf(delivered: readonly Committed[], conversation: string): LogEntry[] {
  return delivered.filter((one) => one.conversation === conversation).flatMap((one) => one.entries);
}

/** A request to post a message; every field can be said. */
export function message(
  text: string,
  { id = crypto.randomUUID(), ...rest }: Partial<AppendRequest> = {},
): AppendRequest {
  const draft = { kind: "message", id, text } as const;
  return { conversation: "room", by: "ana", id, after: 0, draft, ...rest };
}

/** Appends, and fails unless it was appended. */
export async function appended(log: ConversationLog, request: AppendRequest): Promise<Appended> {
  const outcome = await log.append(request);
  assert(outcome.is === "appended", `not appended: ${outcome.is}`);
  return outcome.appended;
}
