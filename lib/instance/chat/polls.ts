import type { MessageUseCases } from "../../chat/contract/messages.ts";
import type { PollUseCases } from "../../chat/contract/polls.ts";
import { createPolls } from "../../chat/messages/polls.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Shared } from "./shared.ts";

/** The use cases of polls; a message that is one with an end has a job that is to start then. */
export function composePolls(
  { amend, announcer, ownRows }: Shared,
  { post }: Pick<MessageUseCases, "post">,
  jobs: Pick<Jobs, "wake">,
): PollUseCases & Pick<MessageUseCases, "post"> {
  return {
    ...createPolls({ amend, announcer, ownRows }),
    async post(actor, message, acknowledge) {
      const placed = await post(actor, message, acknowledge);
      if (message.poll?.closesAt !== undefined) jobs.wake(message.poll.closesAt);
      return placed;
    },
  };
}
