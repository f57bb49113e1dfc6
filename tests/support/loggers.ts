import type { Logger } from "../../lib/runtime/logger.ts";

/** Forgets what it is told: for tests in which faults are expected. */
export const silentLogger: Logger = { error() {}, info() {} };

/** Gives `record` each error. */
export function recordingLogger(record: (what: string, error?: unknown) => void): Logger {
  return { error: record, info() {} };
}
