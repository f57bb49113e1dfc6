import type { ConnectionState } from "../../../lib/client/model.ts";

const OVER: ReadonlySet<string> = new Set(["signed-out", "session-ended", "banned"]);

/** Whether somebody else may be the next on this device: nothing of this person stays. */
export function isOver(connection: ConnectionState): boolean {
  return connection.state === "ended" && OVER.has(connection.reason);
}
