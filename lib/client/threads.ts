import { signal } from "@preact/signals";
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { ConversationId, LogEvent, MessageEvent } from "../protocol/events.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import { endOf } from "../protocol/threads.ts";
import type { Continuity, Feeds } from "./feeds.ts";
import type { FollowedThread, Thread } from "./model.ts";
import type { ClientRuntime } from "./runtime.ts";
import type { ConversationTimeline } from "./timeline.ts";
import type { Concerns, HistorySource, ItemSource, Timelines } from "./timelines.ts";

/** What a thread is called among those of all conversations. */
export function threadKey(conversation: ConversationId, root: number): string {
  return `${conversation} ${root}`;
}

/** Which thread is called so. */
export function threadOfKey(key: string): { conversation: ConversationId; root: number } {
  const space = key.lastIndexOf(" ");
  return { conversation: key.slice(0, space), root: Number(key.slice(space + 1)) };
}

/** What an open thread is made over. */
export type ThreadParts = Pick<
  Threads,
  "runtime" | "source" | "feeds" | "items" | "timelines" | "learn"
>;

/** The open thread, as it is fed. */
export interface FedThread extends Thread {
  readonly follows: Signal<boolean>;
  readonly replies: ConversationTimeline;
  /** Loads its newest replies, where there is a connection. */
  load(): void;
  /** Online again. */
  resume(): void;
  deliver(events: readonly LogEvent[], how: Continuity): void;
  /** The root, or a reply that is loaded. */
  message(seq: number): MessageEvent | undefined;
  redraw(concerns: (event: LogEvent) => boolean): void;
  stop(): void;
}

/** Makes an open thread: its code comes with the first one. */
export type MakeThread = (
  conversation: ConversationId,
  root: number,
  parts: ThreadParts,
) => FedThread;

/** How a thread stands by all that was told of it; `heard`: how many words had come then. */
interface ToldThread extends FollowedThread {
  heard: number;
}

/** How many replies were read, at least; of one who has left, what came since is neither read nor not. */
function readBefore({ follows, read, last, count, unread }: FollowedThread): number {
  return follows || read >= last ? count - unread : 0;
}

/**
 * Whether the first of two words is the older one: how far a thread was read never gets less, but where it
 * was put back, which holds until a reply is read that came after that.
 */
function isOlder(one: FollowedThread, other: FollowedThread): boolean {
  const [at, otherAt] = [one.back?.at ?? 0, other.back?.at ?? 0];
  if (at < otherAt) return one.read <= (other.back?.last ?? 0);
  if (at > otherAt) return other.read > (one.back?.last ?? 0);
  return (one.read - other.read || one.last - other.last) < 0;
}

/**
 * What two words of a thread come to, whichever came first, so that a push that was overtaken takes
 * nothing back (M6).
 */
function joined(known: FollowedThread | undefined, told: FollowedThread): FollowedThread {
  if (!known) return told;
  const newer = isOlder(told, known) ? known : told;
  const { follows, read, back } = newer;
  const { last, count } = told.last < known.last ? known : told;
  const isSame = known.back?.at === told.back?.at;
  const before = isSame ? Math.max(readBefore(known), readBefore(told)) : readBefore(newer);
  const unread = follows && last > read ? Math.max(0, count - before) : 0;
  return { ...told, back, follows, read, last, count, unread };
}

/** The thread that is open, and those that the user follows and has not read to their end. */
export class Threads {
  readonly #told = new Map<string, ToldThread>();
  readonly #unread = signal<ReadonlyMap<string, FollowedThread>>(new Map());
  #open: FedThread | undefined;
  /** How many words of a thread came. */
  heard = 0;
  /** Asks the server which are unread. */
  ask = (): void => {};

  constructor(
    readonly runtime: Pick<ClientRuntime, "clock" | "logger">,
    readonly source: HistorySource,
    readonly feeds: Pick<Feeds, "position" | "adopt">,
    readonly items: ItemSource,
    readonly timelines: Pick<Timelines, "find">,
  ) {}

  get unread(): ReadonlySignal<ReadonlyMap<string, FollowedThread>> {
    return this.#unread;
  }

  /** The open thread of a conversation. */
  find(conversation: ConversationId): FedThread | undefined {
    return this.#open?.conversation === conversation ? this.#open : undefined;
  }

  /** A message that is loaded, in the room or in the thread. */
  message(conversation: ConversationId, seq: number): MessageEvent | undefined {
    return this.timelines.find(conversation)?.message(seq) ?? this.find(conversation)?.message(seq);
  }

  /** Opens a thread in place of the one that is open. */
  open(conversation: ConversationId, root: number, make: MakeThread): FedThread {
    const open = this.find(conversation);
    if (open?.root === root) return open;
    this.#open?.stop();
    const thread = this.#open = make(conversation, root, this);
    thread.load();
    return thread;
  }

  deliver(conversation: ConversationId, events: readonly LogEvent[], how: Continuity): void {
    this.find(conversation)?.deliver(events, how);
  }

  redraw(concerns: Concerns): void {
    const { conversation } = this.#open ?? {};
    if (conversation !== undefined) this.#open?.redraw((event) => concerns(event, conversation));
  }

  /** The server told which are unread, asked when so many words had come: what is not listed is read. */
  take({ threads, more }: ReplyOf<"threads">, asked: number): void {
    for (const { conversation, root, read, unread, back } of threads) {
      this.#put({
        conversation,
        root: root.seq,
        follows: true,
        read,
        ...endOf(root),
        unread,
        back,
      });
    }
    this.#settle(({ heard }) => !more && heard <= asked);
  }

  /** How one of them stands. */
  learn(thread: FollowedThread): void {
    const { follows } = this.#put(thread);
    this.#show();
    const open = this.find(thread.conversation);
    if (open?.root === thread.root) open.follows.value = follows;
  }

  /** The user has read a thread up to a seq: to its end, unless a reply after it was told already. */
  readToEnd(conversation: ConversationId, root: number, seq: number): void {
    const known = this.#unread.peek().get(threadKey(conversation, root));
    if (known && seq >= known.last) this.learn({ ...known, read: seq, unread: 0 });
  }

  /** Online again: loads what could not be, and what nobody told. */
  resume(): void {
    this.#open?.resume();
  }

  /** The conversation is no longer one's own. */
  forget(conversation: ConversationId): void {
    if (this.find(conversation)) this.#open?.stop();
    this.#settle((told) => told.conversation === conversation);
  }

  stop(): void {
    this.#open?.stop();
  }

  #put(thread: FollowedThread): ToldThread {
    const key = threadKey(thread.conversation, thread.root);
    const told = { ...joined(this.#told.get(key), thread), heard: ++this.heard };
    this.#told.set(key, told);
    return told;
  }

  /** Of these nothing is unread. */
  #settle(is: (told: ToldThread) => boolean): void {
    for (const told of this.#told.values()) if (is(told)) told.unread = 0;
    this.#show();
  }

  #show(): void {
    this.#unread.value = new Map([...this.#told].filter(([, { unread }]) => unread > 0));
  }
}
