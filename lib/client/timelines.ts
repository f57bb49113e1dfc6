import type { ConversationId, LogEvent } from "../protocol/events.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Timer } from "../world/world.ts";
import { isPassing, type OutboxEntry, Refused, type TimelineItem } from "./model.ts";
import type { Fields } from "./requests.ts";
import { ConversationTimeline } from "./timeline.ts";

/** Timelines that hold events: going back to a conversation just left is free. */
export const MAX_TIMELINES = 8;
/** After the store could not answer, a first page is asked for again this much later. */
const RETRY_LOAD_MS = 2_000;

export interface TimelinesHost {
  clock: Clock;
  report: Report;
  online(): boolean;
  history(fields: Fields<"history">): Promise<ReplyOf<"history">>;
  position(conversation: ConversationId): number | undefined;
  adopt(conversation: ConversationId, head: number): void;
  outgoing(conversation: ConversationId): readonly OutboxEntry[];
  draw(event: LogEvent): TimelineItem | undefined;
}

/** The conversations that are read. Those asked for longest ago let go of what they hold. */
export class Timelines {
  readonly #all = new Map<ConversationId, ConversationTimeline>();
  readonly #reading = new Set<ConversationId>(); // longest ago first
  #retry: Timer | undefined;

  constructor(readonly host: TimelinesHost) {}

  /** The timeline, loaded if it was not read lately. */
  open(conversation: ConversationId): ConversationTimeline {
    const timeline = this.#all.get(conversation) ?? this.#create(conversation);
    const wasRead = this.#reading.delete(conversation);
    this.#reading.add(conversation);
    if (wasRead) return timeline;
    for (const oldest of this.#reading) {
      if (this.#reading.size <= MAX_TIMELINES) break;
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
    if (this.#reading.delete(conversation)) this.#all.get(conversation)?.release();
  }

  /** Loads the newest page where one that is read ends before it: nobody told what came between. */
  refresh(conversation: ConversationId): void {
    const timeline = this.#all.get(conversation);
    if (timeline && this.#reading.has(conversation) && !timeline.follows) this.#load(timeline);
  }

  /** The conversations that are read to their end. */
  followed(): ConversationId[] {
    return [...this.#reading].filter((id) => this.#all.get(id)?.follows);
  }

  /** What `sync` continues: all that is held, read to its end or not, for its changes matter. */
  since(): Record<ConversationId, number> {
    const since: Record<ConversationId, number> = {};
    for (const conversation of this.#reading) {
      const position = this.host.position(conversation);
      if (position === undefined || this.#all.get(conversation)?.isEmpty) continue;
      since[conversation] = position; // 0 too: a page may have come before its events did
    }
    return since;
  }

  /** Online again: loads what could not be. */
  resume(): void {
    for (const conversation of this.#reading) {
      const timeline = this.#all.get(conversation);
      if (timeline?.isEmpty) this.#load(timeline);
    }
  }

  stop(): void {
    this.#retry?.cancel();
    for (const timeline of this.#all.values()) timeline.stop();
  }

  #create(conversation: ConversationId): ConversationTimeline {
    const { clock, history, draw, position, adopt, outgoing } = this.host;
    const timeline = new ConversationTimeline(conversation, {
      clock,
      history,
      draw,
      position: () => position(conversation),
      adopt: (head) => adopt(conversation, head),
      outgoing: () => outgoing(conversation),
    });
    this.#all.set(conversation, timeline);
    return timeline;
  }

  #load(timeline: ConversationTimeline): void {
    if (!this.host.online()) return; // `resume` loads it
    timeline.toLatest().catch((error) => {
      if (isPassing(error)) this.#loadLater();
      else if (!(error instanceof Refused)) {
        this.host.report("client: a page was not loaded", error);
      }
    });
  }

  #loadLater(): void {
    this.#retry?.cancel();
    this.#retry = this.host.clock.after(RETRY_LOAD_MS, () => this.resume());
  }
}
