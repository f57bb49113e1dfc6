import { batch, signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId, LogEvent } from "../protocol/events.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import type { Clock } from "../world/world.ts";
import type { Continuity } from "./feeds.ts";
import { isChange } from "./folding.ts";
import { HeldLines } from "./held_lines.ts";
import { isPassing, type OutboxEntry, type Timeline, type TimelineItem } from "./model.ts";
import { Paced, PaintPace } from "./paced.ts";
import { type Fields, Lost } from "./requests.ts";

/** Lines that one timeline holds: three times what is drawn, so that scrolling back is free. */
export const MAX_HELD_LINES = 1000;
/** Events a page: a screen or two. */
export const PAGE_EVENTS = 50;
/** Events kept while a page is under way; with more, the page ends before the newest. */
const MAX_LATE_EVENTS = 1000;

export interface TimelineHost {
  clock: Clock;
  /** A page of the log; its profiles are known when it resolves. */
  history(fields: Fields<"history">): Promise<ReplyOf<"history">>;
  /** The seq up to which events were delivered to this conversation. */
  position(): number | undefined;
  /** Says that the log was read up to here, where nothing was delivered yet. */
  adopt(head: number): void;
  outgoing(): readonly OutboxEntry[];
  draw(event: LogEvent): TimelineItem | undefined;
}

/** Which end the reader looks at: the other one gives way when too much is held. */
type End = "newest" | "oldest";

/** One conversation as it is read: a window on the log, with what waits in the outbox at its end. */
export class ConversationTimeline implements Timeline {
  readonly #items = signal<readonly TimelineItem[]>([]);
  readonly #newest = signal(0);
  readonly #oldest = signal(0);
  readonly #hasOlder = signal(false);
  readonly #hasNewer = signal(false);
  readonly #loading = signal(true); // until the first page came or was refused
  readonly #held: HeldLines;
  readonly #pace: PaintPace;
  readonly #painter: Paced;
  #loaded = false;
  #logBegins = false; // the server said that nothing is before what is held
  #readerAt: End = "newest";
  #late: LogEvent[] = []; // what was delivered while a page is under way
  #load: { wants: string; done: Promise<void> } | undefined;

  constructor(readonly conversation: ConversationId, readonly host: TimelineHost) {
    this.#held = new HeldLines(host.draw);
    this.#pace = new PaintPace(host.clock);
    this.#painter = new Paced(host.clock, () => this.#pace.ms, () => this.#paint());
  }

  get items(): ReadonlySignal<readonly TimelineItem[]> {
    return this.#items;
  }
  get newest(): ReadonlySignal<number> {
    return this.#newest;
  }
  get oldest(): ReadonlySignal<number> {
    return this.#oldest;
  }
  get hasOlder(): ReadonlySignal<boolean> {
    return this.#hasOlder;
  }
  get hasNewer(): ReadonlySignal<boolean> {
    return this.#hasNewer;
  }
  get loading(): ReadonlySignal<boolean> {
    return this.#loading;
  }

  get isEmpty(): boolean {
    return this.#held.newest === 0;
  }

  /** Nothing came yet: who shows it must load. */
  get isUnloaded(): boolean {
    return !this.#loaded;
  }

  /** Whether new events join what is held: its newest is the conversation's, or nobody spoke yet. */
  get follows(): boolean {
    return this.#loaded && this.#held.newest >= (this.host.position() ?? 0);
  }

  /** What the page's HTML held: the newest events, or none where nobody spoke yet. */
  seed(events: readonly LogEvent[]): void {
    this.#held.append(events);
    this.#loaded = true;
    this.#painter.now();
  }

  /** Takes what a feed delivered: shown where it continues what is held, else only folded in. */
  deliver(events: readonly LogEvent[], how: Continuity): void {
    if (how === "restarts") {
      this.#forget();
      this.#held.append(events);
      this.#loaded = events.length > 0;
    } else {
      // From seq 1 on, it continues nothing at all.
      const first = events[0]?.seq ?? 0;
      if (this.#held.newest >= first - 1) this.#held.append(events);
      this.#foldAll(events);
    }
    if (this.#load) this.#late = [...this.#late, ...events].slice(-MAX_LATE_EVENTS);
    this.#makeRoom();
    this.#pace.count(events.length);
    this.#painter.ask();
  }

  catchUp(): void {
    this.#painter.flush();
  }

  addPresence(line: TimelineItem & { is: "presence" }): void {
    if (!this.follows) return;
    this.#held.addPresence(line);
    this.#painter.ask();
  }

  /** The outbox changed: shown at once. */
  outgoingChanged(): void {
    this.#painter.now();
  }

  /** Whether the event of the user's own message is held. */
  shows(id: string): boolean {
    return this.#held.lines.some((line) => line.key === id);
  }

  countAfter(seq: number, user: string): { unread: number; mentions: number } | undefined {
    return this.follows ? this.#held.countAfter(seq, user) : undefined;
  }

  /** Lets go of everything that is held: the next reader loads anew. */
  release(): void {
    this.#forget();
    this.#loaded = false;
    this.#painter.now();
  }

  stop(): void {
    this.#painter.stop();
  }

  loadOlder(): Promise<void> {
    if (this.isEmpty) return this.toLatest();
    if (!this.#hasOlder.value) return Promise.resolve();
    return this.#page("older", async (current) => {
      const page = await this.#history({ before: this.#held.oldest, limit: PAGE_EVENTS });
      if (!current()) return;
      this.#held.prepend(page.events);
      this.#logBegins = !page.more;
      this.#readerAt = "oldest";
    });
  }

  loadNewer(): Promise<void> {
    if (this.isEmpty) return this.toLatest();
    if (this.follows) return Promise.resolve();
    return this.#page("newer", async (current) => {
      const page = await this.#history({ after: this.#held.newest, limit: PAGE_EVENTS });
      if (!current()) return;
      this.#held.append(page.events);
      this.#readerAt = "newest";
    });
  }

  toLatest(): Promise<void> {
    return this.#page("latest", async (current) => {
      const page = await this.#history({ limit: PAGE_EVENTS });
      if (!current()) return;
      this.#turnTo(page.events, page.more);
      if (this.host.position() === undefined) this.host.adopt(this.#held.newest);
    });
  }

  around(seq: number): Promise<void> {
    return this.#page(`around ${seq}`, async (current) => {
      const limit = PAGE_EVENTS / 2;
      const [before, after] = await Promise.all([
        this.#history({ before: seq + 1, limit }),
        this.#history({ after: seq, limit }),
      ]);
      if (!current()) return;
      this.#turnTo([...before.events, ...after.events], before.more);
    });
  }

  trim(count: number, keep: End): void {
    this.#readerAt = keep;
    if (!this.#held.keep(count, keep)) return;
    if (keep === "newest") this.#logBegins = false;
    this.#painter.now();
  }

  #history(fields: Omit<Fields<"history">, "conversation">): Promise<ReplyOf<"history">> {
    return this.host.history({ conversation: this.conversation, ...fields });
  }

  /**
   * One page at a time: who wants the same waits for it, and another place makes it void. A page may
   * be older or newer than what was delivered while it was under way: that joins it, or is folded in.
   */
  #page(wants: string, run: (current: () => boolean) => Promise<void>): Promise<void> {
    const steps = wants === "older" || wants === "newer";
    if (this.#load && (steps || this.#load.wants === wants)) return this.#load.done;
    const load = { wants, done: Promise.resolve() };
    this.#load = load;
    this.#late = [];
    this.#loading.value = true;
    load.done = this.#run(run, () => this.#load === load);
    return load.done;
  }

  async #run(
    run: (current: () => boolean) => Promise<void>,
    current: () => boolean,
  ): Promise<void> {
    try {
      await run(current);
      if (!current()) return;
      this.#loaded = true;
      this.#held.append(this.#late);
      this.#foldAll(this.#late);
      this.#makeRoom();
    } catch (error) {
      if (error instanceof Lost) return; // asked again by who needs it, once online
      this.#loaded ||= !isPassing(error);
      throw error;
    } finally {
      if (current()) {
        this.#load = undefined;
        this.#painter.now();
      }
    }
  }

  #foldAll(events: readonly LogEvent[]): void {
    for (const event of events) if (isChange(event)) this.#held.fold(event);
  }

  /** Drops what is held, and makes the page under way void. */
  #forget(): void {
    this.#load = undefined;
    this.#empty();
  }

  /** Shows what was asked for in place of what is held. */
  #turnTo(events: readonly LogEvent[], more: boolean): void {
    this.#held.replace(events, !more);
    this.#logBegins = !more;
    this.#readerAt = "newest";
  }

  #empty(): void {
    this.#held.clear();
    this.#logBegins = false;
    this.#readerAt = "newest";
  }

  #makeRoom(): void {
    if (!this.#held.keep(MAX_HELD_LINES, this.#readerAt)) return;
    if (this.#readerAt === "newest") this.#logBegins = false;
  }

  #paint(): void {
    const outgoing = this.host.outgoing();
    batch(() => {
      this.#items.value = [
        ...this.#held.lines,
        ...outgoing.map((entry) => ({ is: "outgoing", key: entry.id, entry }) as const),
      ];
      this.#newest.value = this.#held.newest;
      this.#oldest.value = this.#held.oldest;
      this.#hasOlder.value = this.#held.oldest > 1 && !this.#logBegins;
      this.#hasNewer.value = !this.isEmpty && !this.follows;
      this.#loading.value = this.#load !== undefined || !this.#loaded;
    });
  }
}
