import type { Refusal } from "../protocol/errors.ts";
import type { GoodbyeReason } from "../protocol/server_frames.ts";

/** Notices with a default text. */
export type ServerNotice = "shutdown" | "restart" | "shutdown-cancelled" | "raid";

/**
 * The server's texts in one language. `{name}` is a placeholder; a part in `[…]` is kept only when
 * every value in it is given.
 */
export interface ServerWords {
  refusals: Record<Refusal, string>;
  goodbyes: Record<GoodbyeReason, string>;
  notices: Record<ServerNotice, string>;
}
