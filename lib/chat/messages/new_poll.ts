import { dropJob, planJob } from "../../jobs/job.ts";
import type { Mutation } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { MessageEvent } from "../../protocol/events.ts";
import { codePoints } from "../../protocol/limits.ts";
import { MAX_OPTION_LENGTH, type NewPoll, type Poll, POLL_OPTIONS } from "../../protocol/polls.ts";
import { answerSaidTwice } from "../../protocol/poll_answers.ts";
import { isBlank, normalizeNewlines } from "../../text/message_text.ts";

/** The kind of the jobs that end polls. */
export const POLL_END = "poll-end";

/** A poll as its message is posted with it. Throws `poll-options`, `poll-option-twice`, `poll-option-too-long`. */
export function newPoll({ options: written, multiple, secret, closesAt }: NewPoll): Poll {
  const options = written.map((one) => normalizeNewlines(one).replace(/\s+/g, " ").trim());
  const { least, most } = POLL_OPTIONS;
  const isWhole = options.length >= least && options.length <= most && !options.some(isBlank);
  if (!isWhole) throw new ChatError("poll-options", POLL_OPTIONS);
  const twice = answerSaidTwice(options);
  if (twice !== undefined) throw new ChatError("poll-option-twice", { option: options[twice]! });
  if (options.some((one) => codePoints(one) > MAX_OPTION_LENGTH)) {
    throw new ChatError("poll-option-too-long", { limit: MAX_OPTION_LENGTH });
  }
  return {
    options: options.map((text) => ({ text, count: 0 })),
    voters: 0,
    ...(multiple && { multiple }),
    ...(secret && { secret }),
    ...(closesAt !== undefined && { closesAt }),
  };
}

/** The job that tells everyone of the end of a poll: goes with the commit of its message. */
export function planPollEnd(
  poll: NewPoll | undefined,
  { conversation, seq }: { conversation: string; seq: number },
): Mutation[] {
  if (poll?.closesAt === undefined) return [];
  const payload = { conversation, target: seq };
  return [planJob({ kind: POLL_END, id: endOf(payload), due: poll.closesAt, payload })];
}

/** Takes that job back: goes with the commit that removes the message. */
export function dropPollEnd({ poll, seq }: MessageEvent, conversation: string): Mutation[] {
  if (poll?.closesAt === undefined) return [];
  return [dropJob({ id: endOf({ conversation, target: seq }), due: poll.closesAt })];
}

function endOf({ conversation, target }: { conversation: string; target: number }): string {
  return `${conversation} ${target}`;
}
