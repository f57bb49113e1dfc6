import type { Refusal } from "../protocol/errors.ts";
import type { GoodbyeReason } from "../protocol/server_frames.ts";

/** What the server says to everyone in its own words, where nobody wrote others. */
export type ServerNotice = "shutdown" | "restart" | "shutdown-cancelled";

/**
 * The sentences that the server says, in one language. `{name}` is filled with a value; a part in
 * `[…]` is said only when every value that it names is given.
 */
export interface ServerWords {
  refusals: Record<Refusal, string>;
  goodbyes: Record<GoodbyeReason, string>;
  notices: Record<ServerNotice, string>;
}
