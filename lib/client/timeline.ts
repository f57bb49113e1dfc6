import { batch, signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId, LogEvent, MessageEvent, Person, UserId } from "../protocol/events.ts";
import { threadOf } from "../protocol/threads.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Continuity } from "./feeds.ts";
import { type Change, isChange } from "./apply_change.ts";
import { TimelineWindow, type WindowPage } from "./timeline_window.ts";
import { isPassing, type Timeline, type TimelineItem } from "./model.ts";
import { PaintInterval, Throttle } from "../async/throttle.ts";
import type { PresenceTransition } from "./presence.ts";
import { type Fields, Lost } from "./requests.ts";

/** Items in one window: three times what is drawn, so that scrolling back needs no request. */
export const MAX_WINDOW_ITEMS = 1000;
/** Events a page: a screen or two. */
export const PAGE_EVENTS = 50;
/** Events kept while a page is loading; with more, the page ends before the newest. */
const MAX_LATE_EVENTS = 1000;

/** What a timeline asks of the model around it. */
export interface TimelineHost {
  clock: Clock;
  /** The first seq that can be in it; 1 where it is not said. */
  begins?: number;
  /** A page of what it shows; the profiles are known when it resolves. */
  history(fields: Fields<"history">): Promise<ReplyOf<"history">>;
  /** The seq up to which events were delivered to this conversation. */
  position(): number | undefined;
  /** Sets the position where nothing was delivered yet. */
  adopt(head: number): void;
  /** What waits to be sent, in the order of writing. */
  outgoing(): readonly TimelineItem[];
  /** How an event is drawn; `undefined` where it shows no item. */
  toItem(event: LogEvent): TimelineItem | undefined;
  /** A message is changed: what the reader marked about it changes first. */
  ownChange(change: Change): void;
}

/** A page of history; `more`: it goes on beyond. */
interface LoadedPage extends WindowPage {
  more: boolean;
}

/** The end the reader looks at: the other one is dropped when the window is too long. */
type End = "newest" | "oldest";

/** One open conversation: a window on its log, with its outbox entries at the end. */
export class ConversationTimeline implements Timeline {
  readonly #items = signal<readonly TimelineItem[]>([]);
  readonly #newest = signal(0);
  readonly #oldest = signal(0);
  readonly #hasOlder = signal(false);
  readonly #hasNewer = signal(false);
  readonly #loading = signal(true); // until the first page came or was refused
  readonly #window: TimelineWindow;
  readonly #pace: PaintInterval;
  readonly #painter: Throttle;
  readonly #loadedOnce = signal(false);
  #loaded = false;
  #logBegins = false; // the server said that nothing comes before the window
  #readerAt: End = "newest";
  #late: LogEvent[] = []; // what was delivered while a page is loading
  #load: { wants: string; done: Promise<void> } | undefined;

  constructor(readonly conversation: ConversationId, readonly host: TimelineHost) {
    this.#window = new TimelineWindow(host.toItem);
    this.#pace = new PaintInterval(host.clock);
    this.#painter = new Throttle(host.clock, () => this.#pace.ms, () => this.#paint());
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

  get loaded(): ReadonlySignal<boolean> {
    return this.#loadedOnce;
  }

  get isEmpty(): boolean {
    return this.#window.newest === 0;
  }

  /** No page came yet: it must be loaded to be shown. */
  get isUnloaded(): boolean {
    return !this.#loaded;
  }

  /** Whether new events continue the window: it ends where the conversation does. */
  get follows(): boolean {
    return this.#loaded && this.#window.newest >= (this.host.position() ?? 0);
  }

  /** Starts with the page in the page's HTML: the newest, or nothing in an empty conversation. */
  seed(page: WindowPage): void {
    this.#window.extend(page);
    this.#loaded = true;
    this.#painter.runNow();
  }

  /** Takes delivered events: appended where they continue the window; changes apply in any case. */
  deliver(events: readonly LogEvent[], how: Continuity): void {
    if (how === "restarts") {
      this.#forget();
      this.#window.append(events);
      this.#loaded = events.length > 0;
    } else {
      const first = events[0]?.seq ?? 0;
      if (this.#window.newest >= first - 1) this.#window.append(events);
      this.#applyChanges(events);
    }
    if (this.#load) this.#late = [...this.#late, ...events].slice(-MAX_LATE_EVENTS);
    this.#makeRoom();
    this.#pace.count(events.length);
    this.#painter.request();
  }

  catchUp(): void {
    this.#painter.flush();
  }

  /** Shows who came and went, at a time in milliseconds UTC. */
  addPresence(transitions: readonly PresenceTransition[], at: number): void {
    if (!this.follows || transitions.length === 0) return;
    this.#window.addPresence(transitions, at);
    this.#painter.request();
  }

  /** Whom the loaded events name, the newest first. */
  people(): Iterable<UserId> {
    return this.#window.people();
  }

  /** Draws such events anew, from what is known beside them now. */
  redraw(concerns: (event: LogEvent) => boolean): void {
    if (this.#window.redraw(concerns)) this.#painter.request();
  }

  /** Somebody is called something else now. */
  renewPerson(person: Person): void {
    if (this.#window.renewPerson(person)) this.#painter.request();
  }

  /** The outbox changed: painted at once. */
  outgoingChanged(): void {
    this.#painter.runNow();
  }

  /** A message that is loaded. */
  message(seq: number): MessageEvent | undefined {
    return this.#window.message(seq);
  }

  /** Whether the user's own message with this id is loaded as an event. */
  shows(id: string): boolean {
    return this.#window.items.some((item) => item.key === id);
  }

  countAfter(seq: number, user: string, calls: (message: MessageEvent) => boolean) {
    return this.follows ? this.#window.countAfter(seq, user, calls) : undefined;
  }

  /** Unloads everything: opening it again loads the newest page. */
  release(): void {
    this.#forget();
    this.#loaded = false;
    this.#painter.runNow();
  }

  stop(): void {
    this.#painter.cancel();
  }

  loadOlder(): Promise<void> {
    if (this.isEmpty) return this.toLatest();
    if (!this.#hasOlder.value) return Promise.resolve();
    return this.#page("older", async (current) => {
      const page = await this.#history({ before: this.#window.oldest, limit: PAGE_EVENTS });
      if (!current()) return;
      this.#window.prepend(page);
      this.#logBegins = !page.more;
      this.#readerAt = "oldest";
    });
  }

  loadNewer(): Promise<void> {
    if (this.isEmpty) return this.toLatest();
    if (this.follows) return Promise.resolve();
    return this.#page("newer", async (current) => {
      const page = await this.#history({ after: this.#window.newest, limit: PAGE_EVENTS });
      if (!current()) return;
      this.#window.extend(page);
      this.#readerAt = "newest";
    });
  }

  toLatest(): Promise<void> {
    return this.#page("latest", async (current) => {
      const page = await this.#history({ limit: PAGE_EVENTS });
      if (!current()) return;
      this.#turnTo(page);
      if (this.host.position() === undefined) this.host.adopt(this.#window.newest);
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
      const events = [...before.events, ...after.events];
      this.#turnTo({ events, from: before.from, to: after.to, more: before.more });
    });
  }

  trim(count: number, keep: End): void {
    this.#readerAt = keep;
    if (!this.#window.keep(count, keep)) return;
    if (keep === "newest") this.#logBegins = false;
    this.#painter.runNow();
  }

  /** A page, and what it is all of: a server that does not say so gives consecutive events. */
  async #history(asked: Omit<Fields<"history">, "conversation">): Promise<LoadedPage> {
    const { conversation } = this;
    const { events, more, from, to } = await this.host.history({ conversation, ...asked });
    const first = events[0]?.seq ?? (asked.after ?? 0) + 1;
    const last = events.at(-1)?.seq ?? first - 1;
    return { events, more, from: from ?? first, to: to ?? last };
  }

  /**
   * One page at a time: a second request for the same waits for it, another place cancels it. A page may
   * be older or newer than what was delivered meanwhile: that is appended, or applied to it.
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
      this.#window.append(this.#late);
      this.#applyChanges(this.#late);
      this.#makeRoom();
    } catch (error) {
      if (error instanceof Lost) return; // asked again by who needs it, once online
      this.#loaded ||= !isPassing(error);
      throw error;
    } finally {
      if (current()) {
        this.#load = undefined;
        this.#painter.runNow();
      }
    }
  }

  #applyChanges(events: readonly LogEvent[]): void {
    for (const event of events) {
      const root = threadOf(event);
      if (root !== undefined) this.#window.countReply(root, event);
      if (!isChange(event)) continue;
      this.host.ownChange(event);
      this.#window.applyChange(event);
    }
  }

  /** Empties the window and cancels the page that is loading. */
  #forget(): void {
    this.#load = undefined;
    this.#empty();
  }

  /** Replaces the window by what was loaded. */
  #turnTo({ more, ...page }: LoadedPage): void {
    this.#window.replace(page, !more);
    this.#logBegins = !more;
    this.#readerAt = "newest";
  }

  #empty(): void {
    this.#window.clear();
    this.#logBegins = false;
    this.#readerAt = "newest";
  }

  #makeRoom(): void {
    if (!this.#window.keep(MAX_WINDOW_ITEMS, this.#readerAt)) return;
    if (this.#readerAt === "newest") this.#logBegins = false;
  }

  #paint(): void {
    batch(() => {
      this.#items.value = [...this.#window.items, ...this.host.outgoing()];
      this.#newest.value = this.#window.newest;
      this.#oldest.value = this.#window.oldest;
      this.#hasOlder.value = this.#window.oldest > (this.host.begins ?? 1) && !this.#logBegins;
      this.#hasNewer.value = !this.isEmpty && !this.follows;
      this.#loadedOnce.value = this.#loaded;
      this.#loading.value = this.#load !== undefined || !this.#loaded;
    });
  }
}
