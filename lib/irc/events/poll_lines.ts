// How a poll reads in IRC, and how one votes.
import { filled } from "../../i18n/irc.ts";
import { isOpen, type Poll } from "../../protocol/polls.ts";
import type { Session } from "../session.ts";
import { firstWords } from "../shared_frames.ts";
import type { Conversation } from "../state/conversations.ts";
import { bare } from "../text/formatting.ts";

/** The answers, a line each: how many chose them, once somebody did, and a mark at those of `mine`. */
function answerLines({ options, voters }: Poll, mine: readonly number[] = []): string[] {
  return options.map(({ text, count }, index) => {
    const votes = voters === 0 ? "" : `: ${count}`;
    return `  ${index + 1}. ${bare(text)}${votes}${mine.includes(index) ? " ✓" : ""}`;
  });
}

/** What stands under the question: the answers, and while it takes votes, what to type to vote. */
export function pollLines(
  session: Session,
  { poll, target, seq }: { poll: Poll; target: string; seq: number },
): string[] {
  const { client: { words }, gateway: { clock } } = session;
  const hint = filled(words.pollVote, { target, seq: String(seq) });
  return [...answerLines(poll), ...isOpen(poll, clock.now()) ? [hint] : []];
}

/**
 * A poll as it stands, and in lines: its question, and the answers with those of the user's marked;
 * `undefined` where there is none. Rejects with `Refused`.
 */
export async function readPoll(
  session: Session,
  { summary: { id } }: Conversation,
  seq: number,
): Promise<{ poll: Poll; lines: string[] } | undefined> {
  const page = await session.link.ask("history", {
    conversation: id,
    after: seq - 1,
    limit: 1,
  });
  const [event] = page.events;
  if (event?.kind !== "message" || event.seq !== seq || !event.poll) return undefined;
  const { poll, text } = event;
  const question = filled(session.client.words.poll, { text: bare(firstWords(text)) });
  return { poll, lines: [question, ...answerLines(poll, page.own?.[seq]?.votes)] };
}
