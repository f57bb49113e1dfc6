import type { ConnectionState } from "../../../lib/client/model.ts";

const OVER: ReadonlySet<string> = new Set(["signed-out", "session-ended", "banned"]);

/** Whether this person signed out: their conversations are covered, for whoever sits here next. */
export function hasLeft(connection: ConnectionState): boolean {
  return isOver(connection) && connection.reason !== "banned";
}

/** Whether somebody else may be the next on this device: nothing of this person stays. */
export function isOver(
  connection: ConnectionState,
): connection is Extract<ConnectionState, { state: "ended" }> {
  return connection.state === "ended" && OVER.has(connection.reason);
}
