import type { ConversationLog } from "../log/log.ts";
import { ChatError } from "../protocol/errors.ts";
import type { LogEvent, MessageEvent, UserId } from "../protocol/events.ts";
import { foldVote } from "../protocol/polls.ts";
import type { Random } from "../runtime/clock.ts";
import { appendChecked } from "../chat/conversations/checked_append.ts";
import { reactionsAfter, withReaction } from "../chat/messages/reactions.ts";
import type { OwnPlace, OwnRows } from "../store/messages/own_rows.ts";
import { removeReactor } from "../store/messages/reactor_rows.ts";
import { removeVoter } from "../store/messages/voter_rows.ts";
import type { Threads } from "../store/messages/threads.ts";

/** Messages whose marks are taken back at once: enough to share commits. */
const AT_ONCE = 32;

/** What it is taken back with. */
export interface TakeBackParts {
  log: Pick<ConversationLog, "append" | "entries" | "heads" | "noteRemoteAppend">;
  ownRows: Pick<OwnRows, "all" | "read" | "write">;
  threads: Pick<Threads, "forget">;
  random: Random;
}

/**
 * Takes back what somebody did with messages, wherever they stand, also where they may not write any
 * more: reactions and votes, each by an event that others see, and what they follow. Again is harmless.
 */
export function createTakeBack(
  { log, ownRows, threads, random }: TakeBackParts,
): (user: UserId) => Promise<void> {
  async function reaction(user: UserId, { conversation, seq: target }: OwnPlace, emoji: string) {
    await appendChecked(log, async () => {
      const own = await ownRows.read(user, conversation, target);
      if (!own.mark.reactions?.includes(emoji)) return undefined;
      return {
        conversation,
        by: user,
        id: random.uuid(),
        checks: [own.check],
        draft: { kind: "reaction", target, emoji, on: false },
        revise(event) {
          const message = standing(event);
          return message ? withReaction(message, { emoji, by: user, on: false }) : gone();
        },
        also: () => [
          own.set(reactionsAfter(own.mark, emoji, false)),
          removeReactor({ conversation, target, emoji }, user),
        ],
      };
    });
  }

  async function vote(user: UserId, { conversation, seq: target }: OwnPlace) {
    await appendChecked(log, async () => {
      const own = await ownRows.read(user, conversation, target);
      const { votes: was, ...rest } = own.mark;
      const [entry] = await log.entries(conversation, [target]);
      const asked = standing(entry?.event);
      if (!was) return undefined;
      if (!asked?.poll) throw gone();
      const { secret } = asked.poll;
      const draft = { kind: "vote" as const, target, was, options: [] };
      return {
        conversation,
        by: secret ? asked.by : user,
        id: random.uuid(),
        checks: [own.check],
        draft: secret ? { ...draft, secret } : draft,
        revise(event) {
          const message = standing(event);
          if (!message?.poll) return gone();
          return { ...message, poll: foldVote(message.poll, { by: user, was, options: [] }) };
        },
        also: () => [own.set(rest), removeVoter({ conversation, seq: target }, user)],
      };
    });
  }

  /** What is left of it in the row of its own: of a message that is gone, all. */
  async function forget(user: UserId, place: OwnPlace): Promise<void> {
    for (;;) {
      const own = await ownRows.read(user, place.conversation, place.seq);
      if (await ownRows.write(own, {}, [removeVoter(place, user)])) return;
    }
  }

  return async (user) => {
    for await (const page of ownRows.all(user)) {
      const waiting = page.values();
      const takeNext = async () => {
        for (const { mark, ...place } of waiting) {
          try {
            for (const emoji of mark.reactions ?? []) await reaction(user, place, emoji);
            if (mark.votes) await vote(user, place);
          } catch (error) {
            if (!(error instanceof ChatError && error.refusal === "unknown-message")) throw error;
          }
          await forget(user, place);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, takeNext));
    }
    await threads.forget(user);
  };
}

/** A message that is not gone. */
function standing(event: LogEvent | undefined): MessageEvent | undefined {
  return event?.kind === "message" && event.deletedAt === undefined ? event : undefined;
}

function gone(): ChatError {
  return new ChatError("unknown-message");
}
