import { signal } from "@preact/signals";
import type { ConversationId, LogEvent, MessageEvent } from "../protocol/events.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import { endOf, threadOf } from "../protocol/threads.ts";
import { applyChange, countReply, isChange } from "./apply_change.ts";
import type { Continuity } from "./feeds.ts";
import { Refused, type TimelineItem } from "./model.ts";
import type { FedThread, MakeThread, ThreadParts } from "./threads.ts";
import { ConversationTimeline } from "./timeline.ts";

/** Makes an open thread. */
export const makeThread: MakeThread = (conversation, root, parts) =>
  new OpenThread(conversation, root, parts);

/** One thread: its root, and its replies as a timeline that loads and follows as a room's does. */
class OpenThread implements FedThread {
  readonly rootItem = signal<TimelineItem | undefined>(undefined);
  readonly follows = signal(false);
  readonly read = signal(0);
  readonly missing = signal(false);
  readonly replies: ConversationTimeline;
  #event: MessageEvent | undefined;
  #wasRead = false;

  constructor(
    readonly conversation: ConversationId,
    readonly root: number,
    readonly parts: ThreadParts,
  ) {
    const { runtime, source, feeds, items, timelines } = parts;
    this.replies = new ConversationTimeline(conversation, {
      clock: runtime.clock,
      begins: root + 1,
      history: async (fields) => {
        const page = await source.history({ ...fields, thread: root });
        this.#learn(page.thread);
        return page;
      },
      toItem: (event) => threadOf(event) === root ? items.toItem(event, conversation) : undefined,
      ownChange: () => {}, // the room's timeline tells of it
      position: () => feeds.position(conversation),
      adopt: (head) => feeds.adopt(conversation, head),
      outgoing: () => items.outgoing(conversation, root),
    });
    this.#take(timelines.find(conversation)?.message(root));
  }

  load(): void {
    if (!this.parts.source.online()) return; // `resume` loads it
    this.replies.toLatest().catch((error) => {
      const isUnknown = error instanceof Refused && error.error.code === "unknown-message";
      if (isUnknown) this.missing.value = true;
      else if (!(error instanceof Refused)) {
        this.parts.runtime.logger.error("client: a thread was not loaded", error);
      }
    });
  }

  resume(): void {
    if (this.replies.isEmpty || !this.replies.follows) this.load();
  }

  deliver(events: readonly LogEvent[], how: Continuity): void {
    this.replies.deliver(events, how);
    let root = this.#event;
    for (const event of events) {
      if (!root) break;
      if (threadOf(event) === root.seq) root = countReply(root, event);
      else if (isChange(event) && event.target === root.seq) root = applyChange(root, event);
    }
    if (root !== this.#event) this.#take(root);
    if (how === "restarts") this.load();
  }

  /** The root, or a reply that is loaded. */
  message(seq: number): MessageEvent | undefined {
    return seq === this.root ? this.#event : this.replies.message(seq);
  }

  redraw(concerns: (event: LogEvent) => boolean): void {
    this.replies.redraw(concerns);
    if (this.#event && concerns(this.#event)) this.#take(this.#event);
  }

  stop(): void {
    this.replies.stop();
  }

  #learn(state: ReplyOf<"history">["thread"]): void {
    if (state?.root.kind !== "message") return;
    const isOlder = (this.#event?.changed ?? 0) > (state.root.changed ?? 0);
    if (!isOlder) this.#take(state.root);
    const { conversation, parts, root } = this;
    const { follows, read, unread, back } = state;
    parts.learn({ conversation, root, follows, read, unread, back, ...endOf(state.root) });
    if (this.#wasRead) return; // the mark of what is new stays where one came to it
    this.#wasRead = true;
    this.read.value = state.follows ? state.read : this.#event?.replies?.last ?? 0;
  }

  #take(event: MessageEvent | undefined): void {
    this.#event = event;
    this.rootItem.value = event && this.parts.items.toItem(event, this.conversation);
  }
}
