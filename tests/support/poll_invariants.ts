import type { LogEntry } from "../../lib/log/log.ts";
import type { LogEvent } from "../../lib/protocol/events.ts";
import { foldVote, type Poll } from "../../lib/protocol/polls.ts";
import { isDeepStrictEqual } from "node:util";

/**
 * What is wrong with the polls of a whole log (M9): each vote stands in place of its voter's last one,
 * no vote comes after the end, one end is told, and the message says what its events sum up to.
 */
export function wrongPolls(entries: readonly LogEntry[]): string[] {
  const polls = new Map<number, Poll>();
  const chosen = new Map<string, readonly number[]>();
  const wrong: string[] = [];
  for (const { event } of entries) {
    if (event.kind === "message" && event.poll) polls.set(event.seq, fresh(event.poll));
    if (event.kind !== "vote" && event.kind !== "pollClosed") continue;
    const poll = polls.get(event.target);
    if (!poll) continue; // its message is gone
    if (poll.closedAt !== undefined) wrong.push(`M9: ${event.seq} comes after the end of a poll`);
    if (event.kind === "vote" && !event.secret) {
      const name = `${event.target} ${event.by}`;
      if (!isDeepStrictEqual(chosen.get(name) ?? [], event.was)) {
        wrong.push(`M9: ${event.seq} is not in place of the vote before it`);
      }
      chosen.set(name, event.options);
    }
    polls.set(event.target, after(poll, event));
  }
  for (const { event } of entries) {
    if (event.kind !== "message" || !event.poll) continue;
    const folded = polls.get(event.seq);
    if (!isDeepStrictEqual(event.poll, folded)) {
      wrong.push(
        `M9: ${event.seq} says ${JSON.stringify(event.poll)}, not ${JSON.stringify(folded)}`,
      );
    }
  }
  return wrong;
}

/** The poll before anybody voted. */
function fresh({ closedAt: _, ...poll }: Poll): Poll {
  return { ...poll, voters: 0, options: poll.options.map(({ text }) => ({ text, count: 0 })) };
}

function after(poll: Poll, event: LogEvent & { kind: "vote" | "pollClosed" }): Poll {
  if (event.kind === "vote") return foldVote(poll, event);
  return { ...poll, closedAt: Math.min(event.at, poll.closesAt ?? event.at) };
}
