// What of a message ends at a time: its poll, and itself.
import type { Mutation } from "../../kv/kv.ts";
import type { Draft } from "../../protocol/events.ts";
import type { Conversation } from "../../store/conversations/conversations.ts";
import type { LogPosition } from "../chat.ts";
import { type newPoll, planPollEnd } from "./new_poll.ts";
import { planVanishing } from "./vanishing.ts";

/** A poll that may close, and when the message vanishes: with what it is forwarded from, at the latest. */
export function endsOf(
  poll: ReturnType<typeof newPoll> | undefined,
  { vanishMs = Infinity }: Conversation,
  forwarded: { vanishMs?: number } | undefined,
) {
  const ends = Math.min(vanishMs, forwarded?.vanishMs ?? Infinity);
  return {
    ...(poll && { poll }),
    ...(forwarded && { forwarded: true as const }),
    ...(ends !== Infinity && { vanishMs: ends }),
  };
}

/** The jobs that close the poll and remove the message, where they have a time. */
export function planEnds(
  poll: Parameters<typeof planPollEnd>[0],
  draft: Draft,
  place: LogPosition,
): Mutation[] {
  return [...planPollEnd(poll, place), ...planVanishing(draft, place)];
}
