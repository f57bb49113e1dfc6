import type { MessageRequest } from "../../protocol/message_requests.ts";
import type { Actor } from "./actor.ts";

/** What is written to somebody who has not accepted it. `join` accepts, `decline` ignores in silence. */
export interface MessageRequestUseCases {
  /** What waits for the actor's answer, the first first; its words wait too. */
  requests(actor: Actor): Promise<MessageRequest[]>;
}
