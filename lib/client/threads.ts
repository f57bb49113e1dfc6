import { signal } from "@preact/signals";
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { ConversationId, LogEvent, MessageEvent } from "../protocol/events.ts";
import type { PushOf, ReplyOf } from "../protocol/server_frames.ts";
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
  "runtime" | "source" | "feeds" | "items" | "timelines"
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

/** The thread that is open, and those that the user follows and has not read to their end. */
export class Threads {
  readonly #unread = signal<ReadonlyMap<string, FollowedThread>>(new Map());
  #open: FedThread | undefined;

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

  /** The server told which are unread. */
  take(threads: ReplyOf<"threads">["threads"]): void {
    this.#unread.value = new Map(threads.map(({ conversation, root: { seq }, read, unread }) => [
      threadKey(conversation, seq),
      { conversation, root: seq, read, unread },
    ]));
  }

  /** The server told of all, where it may have told less before. */
  renew({ threads }: PushOf<"threads">): void {
    this.#unread.value = new Map(
      threads.map((one) => [threadKey(one.conversation, one.root), one]),
    );
  }

  /** One of them stands otherwise now. */
  onPush({ conversation, root, follows, read, unread }: PushOf<"thread">): void {
    const open = this.find(conversation);
    if (open?.root === root) open.follows.value = follows;
    this.#put({ conversation, root, read, unread: follows ? unread : 0 });
  }

  /** The user has read a thread up to a seq, which is its end. */
  readToEnd(conversation: ConversationId, root: number, seq: number): void {
    if (!this.#unread.peek().has(threadKey(conversation, root))) return;
    this.#put({ conversation, root, read: seq, unread: 0 });
  }

  /** Online again: loads what could not be, and what nobody told. */
  resume(): void {
    this.#open?.resume();
  }

  /** The conversation is no longer one's own. */
  forget(conversation: ConversationId): void {
    if (this.find(conversation)) this.#open?.stop();
    const left = [...this.#unread.peek()].filter(([, one]) => one.conversation !== conversation);
    this.#unread.value = new Map(left);
  }

  stop(): void {
    this.#open?.stop();
  }

  #put(thread: FollowedThread): void {
    const all = new Map(this.#unread.peek());
    const key = threadKey(thread.conversation, thread.root);
    if (thread.unread > 0) all.set(key, thread);
    else all.delete(key);
    this.#unread.value = all;
  }
}
