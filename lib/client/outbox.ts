import { signal } from "@preact/signals";
import type { ConversationId, LogEvent } from "../protocol/events.ts";
import type { SharedFile } from "../protocol/files.ts";
import type { WireError } from "../protocol/server_frames.ts";
import type { Timer } from "../runtime/clock.ts";
import { backoffMs } from "../async/backoff.ts";
import {
  isPassing,
  type OutboxEntry,
  type OutboxStorage,
  Refused,
  type ReplyPlace,
} from "./model.ts";
import type { OutboxConnection, OutboxConversations, UploadingMessages } from "./outbox_context.ts";
import {
  hasWork,
  heldIds,
  MAX_CONCURRENT_SENDS,
  MAX_OUTBOX,
  mergeStored,
  passedIds,
  stageOf,
  timeAfter,
  type Waiting,
} from "./outbox_waiting.ts";
import { OutboxWriter } from "./outbox_writer.ts";
import { Lost } from "./requests.ts";
import { OUTBOX_LOCK } from "./storage.ts";
import type { ClientRuntime } from "./runtime.ts";

/**
 * Messages on their way to the log. Order is kept in each conversation: one of its messages is under
 * way at a time, beside those of other conversations. Every try of a message bears
 * the same `id` and `after`, so the log takes it once (D3). A message is stored before it is sent.
 *
 * Tabs of one user share the storage: under its `withLock` one of them sends at a time, everything that
 * is stored, and the others find it sent when their turn comes.
 */
export class Outbox implements UploadingMessages {
  readonly uploading = signal<readonly OutboxEntry[] | undefined>(undefined);
  #waiting = new Map<string, Waiting>(); // by id, in the order of writing
  readonly #writer: OutboxWriter;
  #loaded = false;
  #turn: "none" | "asked" | { end: () => void } = "none";
  #pause: Timer | undefined;
  #attempts = 0;
  /** Another tab may have closed with messages that it could not send. */
  #mayInherit = false;

  constructor(
    readonly runtime: ClientRuntime,
    readonly storage: OutboxStorage,
    readonly connection: OutboxConnection,
    readonly conversations: OutboxConversations,
  ) {
    this.#writer = new OutboxWriter(storage, runtime.logger);
  }

  /** The entries of a conversation, in the order of writing. */
  entries(conversation: ConversationId): OutboxEntry[] {
    const all = [...this.#waiting.values()].map(({ entry }) => entry);
    return all.filter((entry) => entry.conversation === conversation);
  }

  /** Loads what an earlier life left; nothing is sent before. */
  async load(): Promise<void> {
    await this.storage.load().then((stored) => this.#merge(stored)).catch((error) =>
      this.runtime.logger.error("client: the outbox was not loaded", error)
    );
    this.#loaded = true;
    this.#tellUploading();
    this.work();
  }

  /**
   * Resolves when the message is stored; it is in `entries` at once. Rejects with `rate-limited` when
   * `MAX_OUTBOX` messages wait.
   */
  async add(
    conversation: ConversationId,
    text: string,
    place: ReplyPlace & Pick<OutboxEntry, "draft"> = {},
  ): Promise<void> {
    if (this.#waiting.size >= MAX_OUTBOX) throw new Refused({ code: "rate-limited", message: "" });
    const entry: OutboxEntry = {
      id: this.runtime.random.uuid(),
      conversation,
      text,
      after: this.conversations.head(conversation),
      writtenAt: timeAfter(this.#waiting, this.runtime.clock.now()),
      state: "pending",
      ...place,
    };
    const waiting: Waiting = { entry, stage: "storing", untried: true, stored: false };
    this.#waiting.set(entry.id, waiting);
    this.#changed(conversation);
    await this.#store(waiting);
  }

  /** The user was sent out: what is not in the log waits until they decide. */
  hold(): void {
    for (const waiting of this.#waiting.values()) {
      const { stage, entry } = waiting;
      if (typeof stage === "object" || stage === "failed" || stage === "held") continue;
      waiting.stage = "held";
      waiting.entry = { ...entry, state: "held" };
      this.#changed(entry.conversation);
      void this.#store(waiting);
    }
  }

  /** Asks how those stand that wait for a moderator: each is sent again. */
  askAgain(): void {
    for (const id of heldIds(this.#waiting)) void this.retry(id);
  }

  /** Sends a failed or held message; does nothing for any other. */
  async retry(id: string): Promise<void> {
    const waiting = this.#waiting.get(id);
    if (waiting?.stage !== "failed" && waiting?.stage !== "held") return;
    const { error: _, failedAt: __, ...entry } = waiting.entry;
    waiting.entry = { ...entry, state: "pending" };
    await this.#storeAnew(waiting);
  }

  async filled(id: string, files: SharedFile[]): Promise<void> {
    const waiting = this.#unfilled(id);
    if (!waiting) return;
    const { uploading: _, ...entry } = waiting.entry;
    waiting.entry = { ...entry, files };
    await this.#storeAnew(waiting);
  }

  unfilled(id: string, error: WireError): void {
    const waiting = this.#unfilled(id);
    if (waiting) this.#fail(waiting, error);
  }

  #unfilled(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    return waiting?.entry.uploading && waiting.entry.state === "pending" ? waiting : undefined;
  }

  readonly readAgain = (): Promise<void> => this.#catchUp();

  async #storeAnew(waiting: Waiting): Promise<void> {
    waiting.stage = "storing";
    this.#changed(waiting.entry.conversation);
    await this.#store(waiting);
  }

  /** Forgets a message. One that is under way may still reach the log. */
  async discard(id: string): Promise<void> {
    const entry = this.#waiting.get(id)?.entry;
    if (!entry) return;
    this.#waiting.delete(id);
    this.#changed(entry.conversation);
    if (entry.error?.waits) this.connection.withdraw(id);
    await this.#writer.remove(entry);
    this.#pump();
  }

  /** The user's own events were delivered: what they hold waits no longer. */
  delivered(conversation: ConversationId, events: readonly LogEvent[]): void {
    if (this.#waiting.size === 0) return;
    for (const event of events) {
      const waiting = event.kind === "message" ? this.#waiting.get(event.id) : undefined;
      if (event.kind === "message" && waiting?.entry.conversation === conversation) {
        this.#waiting.delete(event.id);
        void this.#writer.remove(waiting.entry);
      }
    }
    const position = this.conversations.position(conversation);
    for (const id of passedIds(this.#waiting, conversation, position)) this.#waiting.delete(id);
    this.#tellUploading();
    this.#pump();
  }

  /** Online again, or something waits: sends when its turn comes. */
  work(): void {
    if (this.#turn !== "none" || !this.#loaded || !this.connection.online()) return;
    if (!hasWork(this.#waiting) && !this.#mayInherit) return;
    this.#turn = "asked";
    const run = async () => {
      if (this.storage.withLock) await this.#catchUp();
      await new Promise<void>((end) => {
        const over = () => {
          this.#turn = "asked"; // what is written from here on waits for the next turn
          end();
        };
        this.#turn = { end: over };
        this.#pump();
      });
      await this.#writer.settled; // who has the next turn finds in the storage what is left
    };
    const turn = this.storage.withLock ? this.storage.withLock(OUTBOX_LOCK, run) : run();
    turn.then(() => {
      this.#turn = "none";
      this.work();
    }, (error) => {
      this.runtime.logger.error("client: the outbox had no turn", error);
      this.#turn = "none";
      this.#pauseFor(backoffMs(++this.#attempts, this.runtime.random));
    });
  }

  /** The connection is lost: another tab may have the turn. */
  disconnected(): void {
    this.#pause?.cancel();
    this.#pause = undefined;
    this.#attempts = 0;
    this.#mayInherit = this.storage.withLock !== undefined;
    this.#pump();
  }

  /** Sees what other tabs wrote and sent since our last turn. */
  async #catchUp(): Promise<void> {
    this.#mayInherit = false;
    // Another tab may have tried what waits, and its answer may be lost: `after` stays (D3).
    for (const waiting of this.#waiting.values()) waiting.untried = false;
    try {
      this.#merge(await this.storage.load(), "theirs");
    } catch (error) {
      this.runtime.logger.error("client: the outbox was not read again", error); // D3 bears a second try
    }
  }

  #pump(): void {
    if (typeof this.#turn !== "object") return this.work();
    if (!this.connection.online() || !hasWork(this.#waiting)) return this.#turn.end();
    if (this.#pause) return;
    // One send at a time in a conversation: were the next one under way too, it would overtake a
    // message that the server refuses for now.
    const busy = new Set<ConversationId>();
    let underWay = 0;
    for (const { entry, stage } of this.#waiting.values()) {
      if (stage !== "sent") continue;
      busy.add(entry.conversation);
      underWay++;
    }
    for (const waiting of this.#waiting.values()) {
      const { entry, stage } = waiting;
      if (stage === "storing" || stage === "uploading") busy.add(entry.conversation);
      if (stage !== "queued" || busy.has(entry.conversation)) continue;
      if (underWay >= MAX_CONCURRENT_SENDS) return;
      busy.add(entry.conversation);
      if (waiting.untried && this.#refresh(waiting)) continue;
      underWay++;
      void this.#send(waiting);
    }
  }

  /** Sets `after` for the first try; says whether it must be stored again. */
  #refresh(waiting: Waiting): boolean {
    waiting.untried = false;
    const after = this.conversations.head(waiting.entry.conversation);
    if (after <= waiting.entry.after) return false;
    waiting.entry = { ...waiting.entry, after };
    waiting.stage = "storing";
    void this.#store(waiting);
    return true;
  }

  async #send(waiting: Waiting): Promise<void> {
    const { id, conversation } = waiting.entry;
    waiting.stage = "sent";
    try {
      const { seq } = await this.connection.send(waiting.entry);
      this.#attempts = 0;
      waiting.stage = { durableAt: seq };
      if (seq <= this.conversations.position(conversation) && this.#waiting.delete(id)) {
        this.#changed(conversation);
      }
      void this.#writer.remove(waiting.entry);
    } catch (error) {
      this.#unsent(waiting, error);
    }
    this.#pump();
  }

  #unsent(waiting: Waiting, error: unknown): void {
    if (waiting.stage === "held") return;
    waiting.stage = "queued";
    if (error instanceof Lost || !this.#waiting.has(waiting.entry.id)) return;
    const rejection: WireError = error instanceof Refused
      ? error.error
      : { code: "internal", message: "" };
    if (isPassing(error)) {
      const wait = backoffMs(++this.#attempts, this.runtime.random);
      return this.#pauseFor(rejection.retryAfterMs ?? wait);
    }
    if (!(error instanceof Refused)) {
      this.runtime.logger.error("client: a send was not answered", error);
    }
    this.#fail(waiting, rejection);
  }

  #fail(waiting: Waiting, error: WireError): void {
    waiting.stage = "failed";
    waiting.entry = {
      ...waiting.entry,
      state: "failed",
      error,
      failedAt: this.runtime.clock.now(),
    };
    this.#changed(waiting.entry.conversation);
    void this.#store(waiting);
  }

  #pauseFor(ms: number): void {
    this.#pause?.cancel();
    this.#pause = this.runtime.clock.after(ms, () => {
      this.#pause = undefined;
      this.#pump();
    });
  }

  /** Brings the storage's entries in, in its order; `theirs`: other tabs write to it too. */
  #merge(stored: readonly OutboxEntry[], whose: "ours" | "theirs" = "ours"): void {
    const { merged, touched, shown } = mergeStored(
      { waiting: this.#waiting, stored, isShared: whose === "theirs" },
      (entry) => this.conversations.shows(entry),
    );
    for (const entry of shown) void this.#writer.remove(entry);
    this.#waiting = merged;
    for (const conversation of touched) this.#changed(conversation);
  }

  /** The entries of a conversation look different now. */
  #changed(conversation: ConversationId): void {
    this.conversations.outboxChanged(conversation);
    this.#tellUploading();
  }

  #tellUploading(): void {
    if (!this.#loaded) return;
    const now = [...this.#waiting.values()].flatMap(({ entry }) => entry.uploading ? [entry] : []);
    if (now.length > 0 || this.uploading.value?.length !== 0) this.uploading.value = now;
  }

  /** Stores an entry; one that cannot be stored is sent all the same. */
  async #store(waiting: Waiting): Promise<void> {
    const wanted = () => this.#waiting.has(waiting.entry.id);
    const stored = await this.#writer.put(() => wanted() ? waiting.entry : undefined);
    if (!wanted()) return;
    waiting.stored ||= stored;
    if (waiting.stage === "storing") waiting.stage = stageOf(waiting.entry);
    this.#pump();
  }
}
