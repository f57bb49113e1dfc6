import type { MessageEvent } from "./events.ts";

/** When a message is gone by itself (M11): milliseconds UTC by the server's clock, if ever. */
export function vanishAt({ at, vanishMs, deletedAt }: MessageEvent): number | undefined {
  return vanishMs === undefined || deletedAt !== undefined ? undefined : at + vanishMs;
}

/**
 * What is left of a message that is gone (M3): its place, its author, its time, its thread, and that it
 * was moved here: then its author did not write it here, and has not read up to it.
 */
export function emptied(message: MessageEvent, deletedAt: number): MessageEvent {
  const { kind, seq, at, by, id, replyTo, thread, alsoInRoom, replies, movedHere } = message;
  return {
    kind,
    seq,
    at,
    by,
    id,
    text: "",
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread }),
    ...(alsoInRoom !== undefined && { alsoInRoom }),
    ...(replies && { replies }),
    ...(movedHere && { movedHere: { by: movedHere.by, at: movedHere.at } }),
    deletedAt,
  };
}
