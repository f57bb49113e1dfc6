import type { Refusal } from "../protocol/errors.ts";
import type { GoodbyeReason } from "../protocol/server_frames.ts";

/**
 * The sentences that the server says, in one language. `{name}` is filled with a value; a part in
 * `[…]` is said only when every value that it names is given.
 */
export interface ServerWords {
  refusals: Record<Refusal, string>;
  goodbyes: Record<GoodbyeReason, string>;
}
