import type { Actor } from "../../lib/chat/chat.ts";
import { ChatError } from "../../lib/protocol/errors.ts";

/** 0 when somebody may append once more, else the milliseconds to wait: the sockets' own count. */
export type SendRate = (actor: Actor) => number;

/** The actor, counted as one who appends to a log. Throws `too-fast`. */
export function limited(sendRate: SendRate, actor: Actor): Actor {
  const waitMs = sendRate(actor);
  if (waitMs > 0) {
    throw new ChatError("too-fast", { seconds: Math.ceil(waitMs / 1000) }, waitMs);
  }
  return actor;
}
