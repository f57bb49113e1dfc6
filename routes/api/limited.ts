import type { Actor } from "../../lib/chat/chat.ts";
import { refuseTooFast } from "../../lib/http/rate.ts";

/** 0 when somebody may append once more, else the milliseconds to wait: the sockets' own count. */
export type SendRate = (actor: Actor) => number;

/** The actor, counted as one who appends to a log. Throws `too-fast`. */
export function limited(sendRate: SendRate, actor: Actor): Actor {
  refuseTooFast(sendRate(actor));
  return actor;
}
