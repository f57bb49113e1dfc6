import type { ConversationId, LogEvent, Person, UserId } from "../protocol/events.ts";
import { standsInTimeline } from "../protocol/threads.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import type { Timer } from "../runtime/clock.ts";
import type { Change } from "./apply_change.ts";
import { isPassing, Refused, type TimelineItem } from "./model.ts";
import type { Fields } from "./requests.ts";
import type { Feeds } from "./feeds.ts";
import type { ClientRuntime } from "./runtime.ts";
import { ConversationTimeline } from "./timeline.ts";

/** Timelines that hold events: going back to a conversation just left is free. */
export const MAX_TIMELINES = 8;
/** After the store could not answer, a first page is asked for again this much later. */
const RETRY_LOAD_MS = 2_000;

/** Where timelines get their pages. */
export interface HistorySource {
  /** Whether requests can be sent now. */
  online(): boolean;
  /** A page of the log. Rejects as `Client.request` does. */
  history(fields: Fields<"history">): Promise<ReplyOf<"history">>;
}

/** Which events are meant. */
export type Concerns = (event: LogEvent, conversation: ConversationId) => boolean;

/** How the events of all timelines are drawn. */
export interface ItemSource {
  /** `undefined` where an event shows no item. */
  toItem(event: LogEvent, conversation: ConversationId): TimelineItem | undefined;
  /** A message was changed: by the reader, maybe, whose own marks change with it. */
  ownChange(change: Change, conversation: ConversationId): void;
  /** What waits to be sent: to the timeline, or in the thread of a root. */
  outgoing(conversation: ConversationId, root?: number): readonly TimelineItem[];
}

/** The open conversations. Beyond `MAX_TIMELINES`, those opened longest ago are unloaded. */
export class Timelines {
  readonly #all = new Map<ConversationId, ConversationTimeline>();
  readonly #open = new Set<ConversationId>(); // longest ago first
  #retry: Timer | undefined;

  constructor(
    readonly runtime: Pick<ClientRuntime, "clock" | "logger">,
    readonly source: HistorySource,
    readonly feeds: Pick<Feeds, "position" | "adopt">,
    readonly items: ItemSource,
  ) {}

  /** The timeline, loaded if it was not read lately. */
  open(conversation: ConversationId): ConversationTimeline {
    const timeline = this.#all.get(conversation) ?? this.#create(conversation);
    const wasRead = this.#open.delete(conversation);
    this.#open.add(conversation);
    if (wasRead) return timeline;
    for (const oldest of this.#open) {
      if (this.#open.size <= MAX_TIMELINES) break;
      this.close(oldest);
    }
    if (timeline.isUnloaded) this.#load(timeline);
    return timeline;
  }

  find(conversation: ConversationId): ConversationTimeline | undefined {
    return this.#all.get(conversation);
  }

  /** Lets go of what is held; the timeline loads when it is opened again. */
  close(conversation: ConversationId): void {
    if (this.#open.delete(conversation)) this.#all.get(conversation)?.release();
  }

  /** Loads the newest page where one that is read ends before it: nobody told what came between. */
  refresh(conversation: ConversationId): void {
    const timeline = this.#all.get(conversation);
    if (timeline && this.#open.has(conversation) && !timeline.follows) this.#load(timeline);
  }

  /** Whom loaded events name, at most so many people; those of the open conversations. */
  people(limit: number): UserId[] {
    const found = new Set<UserId>();
    for (const id of this.#open) {
      for (const person of this.#all.get(id)?.people() ?? []) {
        if (found.size === limit) return [...found];
        found.add(person);
      }
    }
    return [...found];
  }

  /** Draws such events anew: what is known beside them changed. */
  redraw(concerns: Concerns): void {
    for (const [conversation, timeline] of this.#all) {
      timeline.redraw((event) => concerns(event, conversation));
    }
  }

  /** Somebody is called something else now. */
  renewPerson(person: Person): void {
    for (const timeline of this.#all.values()) timeline.renewPerson(person);
  }

  /** The conversations that are read to their end. */
  followed(): ConversationId[] {
    return [...this.#open].filter((id) => this.#all.get(id)?.follows);
  }

  /** What `sync` continues: all that is held, read to its end or not, for its changes matter. */
  since(): Record<ConversationId, number> {
    const since: Record<ConversationId, number> = {};
    for (const conversation of this.#open) {
      const position = this.feeds.position(conversation);
      if (position === undefined || this.#all.get(conversation)?.isEmpty) continue;
      since[conversation] = position; // 0 too: a page may have come before its events did
    }
    return since;
  }

  /** Online again: loads what could not be. */
  resume(): void {
    for (const conversation of this.#open) {
      const timeline = this.#all.get(conversation);
      if (timeline?.isEmpty) this.#load(timeline);
    }
  }

  stop(): void {
    this.#retry?.cancel();
    for (const timeline of this.#all.values()) timeline.stop();
  }

  #create(conversation: ConversationId): ConversationTimeline {
    const timeline = new ConversationTimeline(conversation, {
      clock: this.runtime.clock,
      history: (fields) => this.source.history({ ...fields, timeline: true }),
      toItem: (event) =>
        standsInTimeline(event) ? this.items.toItem(event, conversation) : undefined,
      ownChange: (change) => this.items.ownChange(change, conversation),
      position: () => this.feeds.position(conversation),
      adopt: (head) => this.feeds.adopt(conversation, head),
      outgoing: () => this.items.outgoing(conversation),
    });
    this.#all.set(conversation, timeline);
    return timeline;
  }

  #load(timeline: ConversationTimeline): void {
    if (!this.source.online()) return; // `resume` loads it
    timeline.toLatest().catch((error) => {
      if (isPassing(error)) this.#loadLater();
      else if (!(error instanceof Refused)) {
        this.runtime.logger.error("client: a page was not loaded", error);
      }
    });
  }

  #loadLater(): void {
    this.#retry?.cancel();
    this.#retry = this.runtime.clock.after(RETRY_LOAD_MS, () => this.resume());
  }
}
