import type { Mutation } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";

/** What becomes of the messages of somebody who goes. */
export type MessagesFate = "stay" | "go";

/** What takes somebody out of the store whose account has ended. */
export interface Erasing {
  /** The write that plans it, for the commit in which the account ends. */
  plan(user: UserId, messages: MessagesFate): Mutation;
  /**
   * After that commit: does it at once, as far as it gets within 20 s. Never rejects: what was planned
   * does what was not done, and looks a last time for what was under way.
   */
  begin(user: UserId, messages: MessagesFate): Promise<void>;
}
