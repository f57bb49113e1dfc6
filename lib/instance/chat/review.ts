import type { ModerationQueue } from "../../chat/moderation/queue.ts";
import { createReadContext, type ReadContext } from "../../chat/moderation/read_context.ts";
import { createReview, createWithdraw, type Review } from "../../chat/moderation/review.ts";
import type { MessageUseCases } from "../../chat/contract/messages.ts";
import type { Post } from "../../chat/messages/post.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Stores } from "../stores.ts";
import type { Shared } from "./shared.ts";

/** Composes what moderators decide of messages that wait, and what their authors do; `post`: as of who is not there. */
export function composeReview(
  { announcer, audit, directory, log }: Shared,
  { held, readPerson }: Pick<Stores, "held" | "readPerson">,
  post: Post,
  clock: Clock,
  queue: ModerationQueue,
): { review: Review; context: ReadContext } & Pick<MessageUseCases, "withdraw"> {
  const context = createReadContext({ log, directory, clock });
  return {
    context,
    review: createReview({ held, readPerson, post, context, announcer, audit, queue }),
    withdraw: createWithdraw({ held, audit, queue }),
  };
}
