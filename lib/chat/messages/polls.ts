import * as v from "valibot";
import type { JobKind } from "../../jobs/job.ts";
import type { ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { MessageEvent } from "../../protocol/events.ts";
import { foldVote, isOpen, type Poll } from "../../protocol/polls.ts";
import type { Random } from "../../runtime/clock.ts";
import type { OwnRows } from "../../store/messages/own_rows.ts";
import { addVoter, removeVoter } from "../../store/messages/voter_rows.ts";
import type { Announcer, Chat } from "../chat.ts";
import { appendChecked } from "../conversations/checked_append.ts";
import type { Amend } from "./amend.ts";
import { POLL_END } from "./new_poll.ts";

/**
 * Voting and ending polls. What somebody chose says their own row, under whose check the next choice is
 * counted: once, on any instance (M9). A secret poll keeps it there alone: its events name who asked.
 */
export function createPolls(
  { amend, ownRows, announcer }: {
    amend: Amend;
    ownRows: Pick<OwnRows, "read">;
    announcer: Pick<Announcer, "announce">;
  },
): Pick<Chat, "vote" | "closePoll"> {
  return {
    async vote(actor, { conversation, target, options: asked }, acknowledge) {
      const options = [...new Set(asked)].sort((a, b) => a - b);
      const { user: { id: by } } = actor;
      const read = () => ownRows.read(by, conversation, target);
      let own = await read();
      let isRead = true;
      let isSecret = false;
      const was = () => own.mark.votes ?? [];
      const placed = await amend(actor, { conversation, target }, {
        get draft() {
          const vote = { kind: "vote" as const, target, options, was: [...was()] };
          return isSecret ? { ...vote, secret: true } : vote;
        },
        by: ({ message }) => message.poll?.secret ? message.by : by,
        access: "write",
        revise({ message }, at) {
          const poll = pollOf(message);
          isSecret = poll.secret === true;
          if (isSame(was(), options)) return "unchanged"; // also of a poll that has ended since
          if (!isOpen(poll, at)) return new ChatError("poll-closed");
          const refusal = unfit(poll, options);
          return refusal ?? { ...message, poll: foldVote(poll, { by, was: was(), options }) };
        },
        async confirm() {
          if (!isRead) own = await read();
          isRead = false; // the next try reads it anew
          const { votes: _, ...rest } = own.mark;
          const votes = options.length > 0;
          const note = votes ? addVoter : removeVoter;
          return {
            checks: [own.check],
            also: [
              own.set(votes ? { ...rest, votes: options } : rest),
              note({ conversation, seq: target }, by),
            ],
          };
        },
      }, acknowledge);
      if (isSecret) {
        const message = { type: "voted", user: by, conversation, target, options } as const;
        announcer.announce([{ topic: `user:${by}`, message }]);
      }
      return placed;
    },

    closePoll: (actor, { conversation, target }, acknowledge) =>
      amend(actor, { conversation, target }, {
        draft: { kind: "pollClosed", target },
        access: "author",
        revise: ({ message }, at) =>
          message.by === actor.user.id ? closed(message, at) : new ChatError("not-allowed"),
      }, acknowledge),
  };
}

/** What tells everyone that the time of a poll is over; nothing where it has ended, or is gone. */
export function pollEnds(
  { log, random }: { log: ConversationLog; random: Random },
): JobKind<{ conversation: string; target: number }> {
  return {
    kind: POLL_END,
    payload: v.object({ conversation: v.string(), target: v.number() }),
    async run({ conversation, target }) {
      const draft = { kind: "pollClosed", target } as const;
      await appendChecked(log, async () => {
        const [entry] = await log.entries(conversation, [target]);
        const message = entry?.event;
        if (message?.kind !== "message" || !message.poll || message.poll.closedAt !== undefined) {
          return undefined;
        }
        return {
          conversation,
          by: message.by,
          id: random.uuid(),
          draft,
          checks: [],
          revise(found, at) {
            const form = found?.kind === "message" ? closed(found, at) : "unchanged";
            return form === "unchanged" ? new ChatError("poll-closed") : form;
          },
        };
      }).catch((error) => {
        if (!(error instanceof ChatError && error.refusal === "poll-closed")) throw error;
      });
    },
  };
}

/** Throws `unknown-message` for one that is no poll, or gone. */
function pollOf({ poll, deletedAt }: MessageEvent): Poll {
  if (!poll || deletedAt !== undefined) throw new ChatError("unknown-message");
  return poll;
}

function closed(message: MessageEvent, at: number): MessageEvent | "unchanged" {
  const poll = pollOf(message);
  if (poll.closedAt !== undefined) return "unchanged";
  return { ...message, poll: { ...poll, closedAt: Math.min(at, poll.closesAt ?? at) } };
}

function unfit(poll: Poll, options: readonly number[]): ChatError | undefined {
  if ((options.at(-1) ?? 0) >= poll.options.length) {
    return new ChatError("invalid-field", { field: "options" });
  }
  if (!poll.multiple && options.length > 1) return new ChatError("poll-one-choice");
  return undefined;
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((option, n) => option === other[n]);
}
