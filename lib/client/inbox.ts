import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { ConversationId, EventBatch, Profiles } from "../protocol/events.ts";
import type { InboxMention } from "../protocol/requests/inbox.ts";
import type { PushOf, ReplyOf } from "../protocol/server_frames.ts";
import type { Clock, Timer } from "../runtime/clock.ts";

/** What the inbox is made over: a part of the model. */
export interface InboxSource {
  mentions(page: { after?: string }): Promise<ReplyOf<"mentions">>;
  done(conversation: ConversationId, target: number, on: boolean): Promise<void>;
  /** Changes whenever something new may call the user. */
  readonly calls: ReadonlySignal<number>;
  readonly mentionDone: ReadonlySignal<PushOf<"mentions"> | undefined>;
  /** The last events that changed earlier messages. */
  readonly changed: ReadonlySignal<EventBatch | undefined>;
}

/** What was told of it before a script ran. */
export interface InboxStart {
  mentions: readonly InboxMention[];
  users: Profiles;
  next?: string;
}

/** The list is read again at most this often while much calls. */
const REFRESH_MS = 1_000;

/** What calls the user, newest first, kept as it is now. */
export class Inbox {
  readonly #mentions = signal<readonly InboxMention[]>([]);
  readonly #users = signal<Profiles>({});
  readonly #next = signal<string | undefined>(undefined);
  readonly #loaded = signal(false);
  #refreshing: Timer | undefined;
  #again = false;
  #stops: (() => void)[] = [];

  constructor(readonly clock: Clock, readonly source: InboxSource, start?: InboxStart) {
    if (start) this.#take(start, []);
  }

  get mentions(): ReadonlySignal<readonly InboxMention[]> {
    return this.#mentions;
  }
  get users(): ReadonlySignal<Profiles> {
    return this.#users;
  }
  /** Whether there are more than those that are held. */
  get hasMore(): boolean {
    return this.#next.value !== undefined;
  }
  get loaded(): ReadonlySignal<boolean> {
    return this.#loaded;
  }

  /** Follows what happens; what is not known yet is loaded. */
  start(): void {
    this.#stops = [
      // At first too: what came and was read since the page was drawn changes no figure.
      effect(() => {
        this.source.calls.value;
        this.#refreshSoon();
      }),
      effect(() => this.#onDone(this.source.mentionDone.value)),
      effect(() => this.#onChanges(this.source.changed.value)),
    ];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#refreshing?.cancel();
  }

  /** Puts a mention away, or brings it back. Rejects as `Client.request` does. */
  async done(conversation: ConversationId, target: number, on: boolean): Promise<void> {
    if (on) this.#remove(conversation, target);
    try {
      await this.source.done(conversation, target, on);
    } catch (error) {
      this.#refreshSoon();
      throw error;
    }
    if (!on) await this.#load();
  }

  /** Loads the next page. Rejects as `Client.request` does. */
  async more(): Promise<void> {
    const after = this.#next.peek();
    if (after === undefined) return;
    const page = await this.source.mentions({ after });
    const held = this.#mentions.peek();
    const known = new Set(held.map(keyOf));
    this.#users.value = { ...this.#users.peek(), ...page.users };
    this.#mentions.value = [...held, ...page.mentions.filter((one) => !known.has(keyOf(one)))];
    this.#next.value = page.next;
  }

  async #load(): Promise<void> {
    try {
      const page = await this.source.mentions({});
      const last = page.mentions.at(-1)?.event.at ?? 0;
      const older = this.#mentions.peek().filter(({ event }) => event.at < last);
      this.#take(page, page.next === undefined ? [] : older);
    } catch {
      // Offline or refused: what is known stays, and is read again with the next change.
    }
  }

  #take(page: InboxStart, older: readonly InboxMention[]): void {
    this.#users.value = { ...this.#users.peek(), ...page.users };
    this.#mentions.value = [...page.mentions, ...older];
    if (older.length === 0) this.#next.value = page.next;
    this.#loaded.value = true;
  }

  #remove(conversation: ConversationId, target: number): void {
    const key = `${conversation} ${target}`;
    this.#mentions.value = this.#mentions.peek().filter((one) => keyOf(one) !== key);
  }

  #onDone(push: PushOf<"mentions"> | undefined): void {
    if (!push) return;
    if (push.on) this.#remove(push.conversation, push.target);
    else this.#refreshSoon();
  }

  /** A message that is listed was edited, or is gone: then its words are, at once (M3). */
  #onChanges(batch: EventBatch | undefined): void {
    const listed = this.#mentions.peek();
    for (const change of batch?.events ?? []) {
      if (!batch || !("target" in change)) continue;
      const key = `${batch.conversation} ${change.target}`;
      if (!listed.some((one) => keyOf(one) === key)) continue;
      const isGone = change.kind === "delete" || change.kind === "move";
      if (isGone) this.#remove(batch.conversation, change.target);
      if (isGone || change.kind === "edit") this.#refreshSoon();
    }
  }

  /** At once, then at most once a second. */
  #refreshSoon(): void {
    if (this.#refreshing) {
      this.#again = true;
      return;
    }
    void this.#load();
    this.#refreshing = this.clock.after(REFRESH_MS, () => {
      this.#refreshing = undefined;
      if (this.#again) this.#refreshSoon();
      this.#again = false;
    });
  }
}

function keyOf({ conversation, event }: InboxMention): string {
  return `${conversation} ${event.seq}`;
}
