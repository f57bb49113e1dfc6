import type { ConversationId, EventBatch, UserId } from "../protocol/events.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Timer } from "../world/world.ts";
import { type Directory, namedIn } from "./directory.ts";

/** Hints that wait behind a hole. More are dropped: the log has what they say. */
const MAX_WAITING = 64;
/** Events that one repair reads at a time: as many as a commit may hold, twice. */
const PAGE_EVENTS = 512;
const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 5_000;

/** What a feed needs of its surroundings. */
export interface FeedOutlet {
  conversation: ConversationId;
  deliver(batch: EventBatch): void;
  /** Events after a seq, with their profiles, from the log. */
  read(after: number, limit: number): Promise<EventBatch>;
  known(ids: Iterable<UserId>): ReturnType<Directory["known"]>;
  clock: Clock;
  report: Report;
}

/**
 * One conversation's events, each once and in order, out of hints that may be lost, doubled or late.
 *
 *   starting ──start──▶ level ──a hole──▶ repairing ──up to what was heard──▶ level
 *
 * Level: `position` is the highest seq heard of. At most one repair reads the log at a time.
 */
export class Feed {
  followers = 0;
  started: Promise<void> | undefined;
  #state: "starting" | "level" | "repairing" | "stopped" = "starting";
  #position = 0;
  #heard = 0;
  #waiting: EventBatch[] = [];
  #failures = 0;
  #retry: Timer | undefined;

  constructor(private readonly outlet: FeedOutlet) {}

  get conversation(): ConversationId {
    return this.outlet.conversation;
  }

  /** The last seq delivered; `undefined` before the start. */
  get position(): number | undefined {
    return this.#state === "starting" ? undefined : this.#position;
  }

  /** Begins after `head`: what was heard meanwhile goes on from there. */
  start(head: number): void {
    if (this.#state !== "starting") return;
    this.#state = "level";
    this.#position = head;
    this.#goOn();
  }

  stop(): void {
    this.#state = "stopped";
    this.#retry?.cancel();
    this.#waiting = [];
  }

  /** Takes a hint: consecutive events, in any order with other hints, maybe had already. */
  hear(batch: EventBatch): void {
    if (this.#state === "stopped" || batch.events.length === 0) return;
    if (this.#state !== "starting" && lastSeq(batch) <= this.#position) return;
    this.#waiting.push(batch);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    this.heardOf(lastSeq(batch));
  }

  /** The log is known to hold events up to `seq`. */
  heardOf(seq: number): void {
    this.#heard = Math.max(this.#heard, seq);
    if (this.#state === "level") this.#goOn();
  }

  #goOn() {
    this.#drain();
    if (this.#position < this.#heard) this.#repair();
  }

  /** Delivers what is next in line, as long as everyone whom it names is known. */
  #drain() {
    while (this.#waiting.length > 0) {
      this.#waiting = this.#waiting.filter((batch) => lastSeq(batch) > this.#position);
      const next = this.#waiting.find((batch) => firstSeq(batch) <= this.#position + 1);
      if (!next) return;
      const { profiles, missing } = this.outlet.known(namedIn(next.events));
      if (missing.some((id) => !next.users[id])) return;
      this.#emit({ ...next, users: { ...next.users, ...profiles } });
    }
  }

  #emit({ conversation, events, users }: EventBatch) {
    const fresh = events.filter((event) => event.seq > this.#position);
    this.#position = fresh.at(-1)?.seq ?? this.#position;
    if (fresh.length > 0) this.outlet.deliver({ conversation, events: fresh, users });
  }

  async #repair() {
    this.#state = "repairing";
    try {
      while (this.#position < this.#heard) {
        const [heard, before] = [this.#heard, new Set(this.#waiting)];
        const page = await this.outlet.read(this.#position, PAGE_EVENTS);
        if (this.#state !== "repairing") return;
        this.#emit(page);
        if (page.events.length === 0) {
          // The log ends here, so what spoke of more before this read was wrong.
          this.#waiting = this.#waiting.filter((batch) => !before.has(batch));
          if (this.#heard === heard) this.#heard = this.#position;
        }
        this.#drain();
      }
      this.#failures = 0;
      this.#state = "level";
    } catch (error) {
      if (this.#state !== "repairing") return;
      this.outlet.report("A conversation could not be read on", error, { id: this.conversation });
      const wait = Math.min(FIRST_RETRY_MS * 2 ** this.#failures++, MAX_RETRY_MS);
      this.#retry = this.outlet.clock.after(wait, () => void this.#repair());
    }
  }
}

function firstSeq(batch: EventBatch): number {
  return batch.events[0]?.seq ?? 0;
}

function lastSeq(batch: EventBatch): number {
  return batch.events.at(-1)?.seq ?? 0;
}
