// What the events of a log make of its messages, to be compared with what their entries say.
import { isDeepStrictEqual } from "node:util";
import type { LogEvent, MessageEvent, Pinned, Replies } from "../../protocol/events.ts";
import { foldVote, type Poll } from "../../protocol/polls.ts";
import { foldReaction, type Reactions } from "../../protocol/reactions.ts";
import { threadOf, withReply } from "../../protocol/threads.ts";

/** What events say of one message. */
interface Marks {
  reactions?: Reactions;
  pinned?: Pinned;
  replies?: Replies;
  poll?: Poll;
  edits?: number;
  /** How often it was said to be gone: deleted, or moved away. */
  ends?: number;
}

/** What a message says that events make: kept until the end of its log. */
type Said = Pick<
  MessageEvent,
  "reactions" | "pinned" | "replies" | "poll" | "previews" | "version" | "deletedAt" | "moved"
>;

/** Folds the events of one log, in their order; what is wrong is known at its end. */
export class FoldedLog {
  readonly #marks = new Map<number, Marks>();
  readonly #said = new Map<number, Said>();

  add(event: LogEvent): void {
    if (event.kind === "message") this.#addMessage(event);
    else if ("target" in event) this.#addChange(event);
  }

  /** What is wrong: the seq of each message, and how. */
  *wrong(): Generator<{ seq: number; what: string }> {
    for (const seq of new Set([...this.#marks.keys(), ...this.#said.keys()])) {
      const [marks, said] = [this.#marks.get(seq) ?? {}, this.#said.get(seq)];
      if (!said) {
        yield { seq, what: "events tell of changes to it, and it is no message" };
      } else for (const what of wrongIn(said, marks)) yield { seq, what };
    }
  }

  #addMessage(event: MessageEvent): void {
    const root = threadOf(event);
    if (root !== undefined) {
      const marks = this.#of(root);
      marks.replies = withReply(marks.replies, event);
    }
    const { reactions, pinned, replies, poll, previews, version, deletedAt, moved } = event;
    this.#said.set(event.seq, NOTHING);
    const said = { reactions, pinned, replies, poll, previews, version, deletedAt, moved };
    if (Object.values(said).some((part) => part !== undefined)) this.#said.set(event.seq, said);
    if (poll) this.#of(event.seq).poll = fresh(poll);
  }

  #addChange(event: Exclude<LogEvent, MessageEvent> & { target: number }): void {
    const marks = this.#of(event.target);
    switch (event.kind) {
      case "reaction":
        marks.reactions = foldReaction(marks.reactions ?? {}, event);
        return;
      case "pin":
        marks.pinned = event.on ? { by: event.by, at: event.at } : undefined;
        return;
      case "edit":
        marks.edits = (marks.edits ?? 0) + 1;
        return;
      case "preview":
        return; // what it says stands in the message alone
      case "vote":
        marks.poll = marks.poll && foldVote(marks.poll, event);
        return;
      case "pollClosed":
        marks.poll = marks.poll && closed(marks.poll, event.at);
        return;
      default:
        marks.ends = (marks.ends ?? 0) + 1;
    }
  }

  #of(seq: number): Marks {
    const known = this.#marks.get(seq);
    if (known) return known;
    const marks: Marks = {};
    this.#marks.set(seq, marks);
    return marks;
  }
}

/** Shared by all messages of which events say nothing. */
const NOTHING: Said = {};

function* wrongIn(said: Said, marks: Marks): Generator<string> {
  if (!isDeepStrictEqual(said.replies, marks.replies)) {
    yield `it says ${told(said.replies)} of its replies, which make ${told(marks.replies)}`;
  }
  const isGone = said.deletedAt !== undefined;
  if (isGone !== (marks.ends ?? 0) > 0) {
    yield isGone ? "it is gone, and no event says so" : "an event says that it is gone";
  }
  if (isGone) {
    if (said.reactions || said.pinned || said.poll || said.previews) {
      yield "it is gone, and something of it stays";
    }
    return;
  }
  if (!isDeepStrictEqual(said.reactions ?? {}, marks.reactions ?? {})) {
    yield `it has the reactions ${told(said.reactions)}, by the events ${told(marks.reactions)}`;
  }
  if (!isDeepStrictEqual(said.pinned, marks.pinned)) {
    yield `it says ${told(said.pinned)} of its pin, the events ${told(marks.pinned)}`;
  }
  if ((said.version ?? 0) !== (marks.edits ?? 0)) {
    yield `it counts ${said.version ?? 0} edits, and there are ${marks.edits ?? 0}`;
  }
  if (!isDeepStrictEqual(said.poll, marks.poll)) {
    yield `its poll stands at ${told(said.poll)}, by the votes at ${told(marks.poll)}`;
  }
}

/** A poll before anybody voted. */
function fresh({ closedAt: _, ...poll }: Poll): Poll {
  return { ...poll, voters: 0, options: poll.options.map(({ text }) => ({ text, count: 0 })) };
}

function closed(poll: Poll, at: number): Poll {
  return { ...poll, closedAt: Math.min(at, poll.closesAt ?? at) };
}

function told(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
