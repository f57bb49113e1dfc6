import type { ConversationId } from "../protocol/events.ts";
import type { NewPoll } from "../protocol/polls.ts";
import type { Random } from "../runtime/clock.ts";
import type { ChatState } from "./chat_state.ts";
import type { Client } from "./client.ts";
import type { PollActions } from "./poll_actions.ts";

/** The polls of one person's chat. */
export class OwnPolls implements PollActions {
  constructor(
    readonly request: Client["request"],
    readonly state: Pick<ChatState, "head" | "pushed">,
    readonly random: Random,
  ) {}

  async ask(conversation: ConversationId, text: string, poll: NewPoll): Promise<void> {
    const after = this.state.head(conversation);
    const id = this.random.uuid();
    await this.request("send", { conversation, id, text, poll, after });
  }

  async vote(conversation: ConversationId, seq: number, options: readonly number[]) {
    await this.request("vote", { conversation, target: seq, options: [...options] });
    // Of a secret poll no event says it, and the push that does may come later.
    const chosen = { conversation, target: seq, options: [...options] };
    this.state.pushed({ type: "voted", ...chosen });
  }

  async close(conversation: ConversationId, seq: number): Promise<void> {
    await this.request("closePoll", { conversation, target: seq });
  }
}
