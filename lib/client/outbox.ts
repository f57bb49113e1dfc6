import type { ConversationId, LogEvent } from "../protocol/events.ts";
import type { ReplyOf, WireError } from "../protocol/server_frames.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Random, Timer } from "../world/world.ts";
import { backoffMs } from "./backoff.ts";
import { isPassing, type OutboxEntry, type OutboxStorage, Refused } from "./model.ts";
import { Lost } from "./requests.ts";

/** Sends under way at once, each in another conversation. */
export const WINDOW = 32;
/** Messages that may wait. Nobody writes more without a connection; a loop would. */
export const MAX_OUTBOX = 500;
/** The lock under which tabs of one user take turns at sending. */
const OUTBOX_LOCK = "palabre-outbox";

/** Runs `run` while nobody else runs under this name: `navigator.locks.request` in a browser. */
export type Exclusive = (name: string, run: () => Promise<void>) => Promise<void>;

export interface OutboxHost {
  clock: Clock;
  random: Random;
  report: Report;
  storage: OutboxStorage;
  /** Absent: nobody else has this storage, and what it holds is what this outbox holds. */
  exclusive?: Exclusive;
  online(): boolean;
  /** Whether the message is on the screen already, as an event. */
  shows(entry: OutboxEntry): boolean;
  send(entry: OutboxEntry): Promise<ReplyOf<"send">>;
  /** The highest seq heard of in a conversation. */
  seen(conversation: ConversationId): number;
  /** The seq up to which events were delivered. */
  position(conversation: ConversationId): number;
  /** What waits in a conversation looks different now. */
  changed(conversation: ConversationId): void;
}

type Stage =
  | "storing"
  | "queued"
  | "sent"
  /** Durable at a seq that was not delivered here yet; stays in sight until it is. */
  | { durableAt: number }
  | "failed";

interface Waiting {
  entry: OutboxEntry;
  stage: Stage;
  /** Never sent in this life: `after` is set at the first try, so that the server looks back less. */
  untried: boolean;
  /** Whether the storage took it: what it did not take cannot be missed there. */
  stored: boolean;
}

/**
 * Messages on their way to the log. Order is kept in each conversation: one of its messages is under
 * way at a time, beside those of other conversations. Every try of a message bears
 * the same `id` and `after`, so the log takes it once (D3). A message is stored before it is sent.
 *
 * Tabs of one user share the storage: under `exclusive` one of them sends at a time, everything that
 * is stored, and the others find it gone when their turn comes.
 */
export class Outbox {
  #waiting = new Map<string, Waiting>(); // by id, in the order of writing
  #loaded = false;
  #storing: Promise<void> = Promise.resolve();
  #turn: "none" | "asked" | { end: () => void } = "none";
  #pause: Timer | undefined;
  #refusals = 0;
  /** Another tab may have closed with messages that it could not send. */
  #mayInherit = false;

  constructor(readonly host: OutboxHost) {}

  of(conversation: ConversationId): OutboxEntry[] {
    const entries: OutboxEntry[] = [];
    for (const { entry } of this.#waiting.values()) {
      if (entry.conversation === conversation) entries.push(entry);
    }
    return entries;
  }

  /** Takes up what an earlier life left; nothing is sent before. */
  async load(): Promise<void> {
    try {
      this.#merge(await this.host.storage.load());
    } catch (error) {
      this.host.report("client: the outbox was not loaded", error);
    }
    this.#loaded = true;
    this.work();
  }

  /** Resolves when the message is stored; it is in `of` at once. */
  async add(conversation: ConversationId, text: string, replyTo?: number): Promise<void> {
    if (this.#waiting.size >= MAX_OUTBOX) throw new Refused({ code: "rate-limited", message: "" });
    const entry: OutboxEntry = {
      id: this.host.random.uuid(),
      conversation,
      text,
      after: this.host.seen(conversation),
      writtenAt: this.host.clock.now(),
      state: "pending",
      ...(replyTo === undefined ? {} : { replyTo }),
    };
    const waiting: Waiting = { entry, stage: "storing", untried: true, stored: false };
    this.#waiting.set(entry.id, waiting);
    this.host.changed(conversation);
    await this.#store(waiting);
  }

  async retry(id: string): Promise<void> {
    const waiting = this.#waiting.get(id);
    if (waiting?.stage !== "failed") return;
    const { error: _, ...entry } = waiting.entry;
    waiting.entry = { ...entry, state: "pending" };
    waiting.stage = "storing";
    this.host.changed(entry.conversation);
    await this.#store(waiting);
  }

  /** Forgets a message. One that is under way may still reach the log. */
  async discard(id: string): Promise<void> {
    const conversation = this.#waiting.get(id)?.entry.conversation;
    this.#waiting.delete(id);
    if (conversation) this.host.changed(conversation);
    await this.#unstore(id);
    this.#pump();
  }

  /** The user's own events were delivered: what they hold waits no longer. */
  delivered(conversation: ConversationId, events: readonly LogEvent[]): void {
    if (this.#waiting.size === 0) return;
    for (const event of events) {
      const waiting = event.kind === "message" ? this.#waiting.get(event.id) : undefined;
      if (event.kind === "message" && waiting?.entry.conversation === conversation) {
        this.#waiting.delete(event.id);
        void this.#unstore(event.id);
      }
    }
    const position = this.host.position(conversation);
    for (const [id, { entry, stage }] of this.#waiting) {
      const passed = typeof stage === "object" && stage.durableAt <= position;
      if (passed && entry.conversation === conversation) this.#waiting.delete(id);
    }
    this.#pump();
  }

  /** Online again, or something waits: sends when its turn comes. */
  work(): void {
    if (this.#turn !== "none" || !this.#loaded || !this.host.online()) return;
    if (!this.#hasWork() && !this.#mayInherit) return;
    this.#turn = "asked";
    const run = async () => {
      if (this.host.exclusive) await this.#catchUp();
      await new Promise<void>((end) => {
        const over = () => {
          this.#turn = "asked"; // what is written from here on waits for the next turn
          end();
        };
        this.#turn = { end: over };
        this.#pump();
      });
      await this.#storing; // who has the next turn finds in the storage what is left
    };
    const turn = this.host.exclusive ? this.host.exclusive(OUTBOX_LOCK, run) : run();
    turn.then(() => this.#turnOver(), (error) => {
      this.host.report("client: the outbox had no turn", error);
      this.#turn = "none";
      this.#pauseFor(backoffMs(++this.#refusals, this.host.random));
    });
  }

  /** The connection is gone: another tab may have the turn. */
  lose(): void {
    this.#pause?.cancel();
    this.#pause = undefined;
    this.#refusals = 0;
    this.#mayInherit = this.host.exclusive !== undefined;
    this.#pump();
  }

  /** Sees what other tabs wrote and sent since our last turn. */
  async #catchUp(): Promise<void> {
    this.#mayInherit = false;
    // Another tab may have tried what waits, and its answer may be lost: `after` stays (D3).
    for (const waiting of this.#waiting.values()) waiting.untried = false;
    try {
      this.#merge(await this.host.storage.load(), "theirs");
    } catch (error) {
      this.host.report("client: the outbox was not read again", error); // D3 bears a second try
    }
  }

  #turnOver(): void {
    this.#turn = "none";
    this.work();
  }

  #hasWork(): boolean {
    for (const { stage } of this.#waiting.values()) {
      if (stage === "storing" || stage === "queued" || stage === "sent") return true;
    }
    return false;
  }

  #pump(): void {
    if (typeof this.#turn !== "object") return this.work();
    if (!this.host.online() || !this.#hasWork()) return this.#turn.end();
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
      if (stage === "storing") busy.add(entry.conversation);
      if (stage !== "queued" || busy.has(entry.conversation)) continue;
      if (underWay >= WINDOW) return;
      busy.add(entry.conversation);
      if (waiting.untried && this.#refresh(waiting)) continue;
      underWay++;
      void this.#send(waiting);
    }
  }

  /** Sets `after` for the first try; says whether it must be stored again. */
  #refresh(waiting: Waiting): boolean {
    waiting.untried = false;
    const after = this.host.seen(waiting.entry.conversation);
    if (after <= waiting.entry.after) return false;
    waiting.entry = { ...waiting.entry, after };
    waiting.stage = "storing";
    void this.#store(waiting);
    return true;
  }

  async #send(waiting: Waiting): Promise<void> {
    const { id, conversation } = waiting.entry;
    waiting.stage = "sent";
    waiting.untried = false;
    try {
      const { seq } = await this.host.send(waiting.entry);
      this.#refusals = 0;
      waiting.stage = { durableAt: seq };
      if (seq <= this.host.position(conversation) && this.#waiting.delete(id)) {
        this.host.changed(conversation);
      }
      void this.#unstore(id);
    } catch (error) {
      this.#unsent(waiting, error);
    }
    this.#pump();
  }

  #unsent(waiting: Waiting, error: unknown): void {
    waiting.stage = "queued";
    if (error instanceof Lost || !this.#waiting.has(waiting.entry.id)) return;
    const refusal: WireError = error instanceof Refused
      ? error.error
      : { code: "internal", message: "" };
    if (isPassing(error)) {
      const wait = backoffMs(++this.#refusals, this.host.random);
      return this.#pauseFor(refusal.retryAfterMs ?? wait);
    }
    if (!(error instanceof Refused)) this.host.report("client: a send was not answered", error);
    waiting.stage = "failed";
    waiting.entry = { ...waiting.entry, state: "failed", error: refusal };
    this.host.changed(waiting.entry.conversation);
    void this.#store(waiting);
  }

  #pauseFor(ms: number): void {
    this.#pause?.cancel();
    this.#pause = this.host.clock.after(ms, () => {
      this.#pause = undefined;
      this.#pump();
    });
  }

  /** Brings the storage's entries in, in its order; `theirs`: other tabs write to it too. */
  #merge(stored: readonly OutboxEntry[], whose: "ours" | "theirs" = "ours"): void {
    const merged = new Map<string, Waiting>();
    const touched = new Set<ConversationId>();
    for (const entry of stored) {
      const stage = entry.state === "failed" ? "failed" : "queued";
      const known = this.#waiting.get(entry.id);
      if (!known && this.host.shows(entry)) {
        void this.#unstore(entry.id);
        continue;
      }
      merged.set(entry.id, known ?? { entry, stage, untried: false, stored: true });
      if (!known) touched.add(entry.conversation);
    }
    for (const [id, waiting] of this.#waiting) {
      const rests = waiting.stage === "queued" || waiting.stage === "failed";
      const gone = whose === "theirs" && waiting.stored && rests;
      if (gone && !merged.has(id)) touched.add(waiting.entry.conversation);
      else merged.set(id, waiting);
    }
    this.#waiting = merged;
    for (const conversation of touched) this.host.changed(conversation);
  }

  /** Stores one after another; a storage that fails is reported, and the message goes out all the same. */
  #store(waiting: Waiting): Promise<void> {
    this.#storing = this.#storing.then(async () => {
      if (!this.#waiting.has(waiting.entry.id)) return;
      try {
        await this.host.storage.put(waiting.entry);
        waiting.stored = true;
      } catch (error) {
        this.host.report("client: a message was not stored", error);
      }
      if (waiting.stage === "storing") waiting.stage = "queued";
      this.#pump();
    });
    return this.#storing;
  }

  #unstore(id: string): Promise<void> {
    this.#storing = this.#storing.then(() => this.host.storage.remove(id)).catch((error) =>
      this.host.report("client: a message was not removed from the outbox", error)
    );
    return this.#storing;
  }
}
