import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId } from "../protocol/events.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import { threadOf } from "../protocol/threads.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Client } from "./client.ts";
import type { FollowedThread, Thread, ThreadModel } from "./model.ts";
import { ReadPositions } from "./read_positions.ts";
import { type MakeThread, threadKey, threadOfKey, type Threads } from "./threads.ts";

/** What the threads are asked of the server with: one waits for a connection, the other fails. */
export interface ThreadRequests {
  online(): boolean;
  ask: Client["request"];
  tell: Client["request"];
}

/** The threads of the user: what is known of them, and what can be done about them. */
export class OwnThreads implements ThreadModel {
  readonly #positions: ReadPositions;

  constructor(
    clock: Clock,
    readonly known: Threads,
    readonly requests: ThreadRequests,
  ) {
    known.ask = () => {
      const { heard } = known;
      // Where it fails they stay as they are known, until the next time.
      this.list().then((listed) => known.take(listed, heard), () => {});
    };
    this.#positions = new ReadPositions(clock, requests.online, (key, seq) => {
      const { conversation, root } = threadOfKey(key);
      return requests.tell("read", { conversation, thread: root, seq });
    });
  }

  get unread(): ReadonlySignal<ReadonlyMap<string, FollowedThread>> {
    return this.known.unread;
  }

  open(conversation: ConversationId, root: number, make: MakeThread): Thread {
    return this.known.open(conversation, root, make);
  }

  async follow(conversation: ConversationId, root: number, on: boolean): Promise<void> {
    await this.requests.ask("follow", { conversation, thread: root, on });
  }

  list(): Promise<ReplyOf<"threads">> {
    return this.requests.ask("threads", {});
  }

  async rootOf(conversation: ConversationId, seq: number): Promise<number | undefined> {
    const page = await this.requests.ask("history", { conversation, after: seq - 1, limit: 1 });
    const [event] = page.events;
    return event?.seq === seq ? threadOf(event) : undefined;
  }

  markRead(conversation: ConversationId, root: number, seq: number): void {
    const thread = this.known.find(conversation);
    if (thread?.root !== root || !thread.follows.value) return;
    if (!thread.replies.hasNewer.value) this.known.readToEnd(conversation, root, seq);
    this.#positions.mark(threadKey(conversation, root), seq);
  }

  async markUnread(conversation: ConversationId, root: number, seq: number): Promise<void> {
    await this.#positions.putBack(
      threadKey(conversation, root),
      () => this.requests.ask("unread", { conversation, thread: root, seq }),
    );
  }

  /** Online again. */
  resume(): void {
    this.known.resume();
    this.#positions.resume();
    this.known.ask();
  }

  /** The page may be left now. */
  flush(): void {
    this.#positions.flush();
  }

  stop(): void {
    this.#positions.stop();
  }
}
