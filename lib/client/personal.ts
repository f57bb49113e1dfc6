import type { ConversationId, LogEvent } from "../protocol/events.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Client } from "./client.ts";
import { Drafts } from "./drafts.ts";
import type { OwnSettings } from "./own_settings.ts";
import type { PersonalModel } from "./personal_model.ts";

/** What it is asked of the server with: one waits for a connection, the other fails. */
export interface PersonalRequests {
  online(): boolean;
  ask: Client["request"];
  tell: Client["request"];
}

/** Over the state that pushes feed, and the drafts of this device. */
export class Personal implements PersonalModel {
  readonly drafts: Drafts;

  constructor(clock: Clock, readonly own: OwnSettings, readonly requests: PersonalRequests) {
    const { online, tell } = requests;
    this.drafts = new Drafts(clock, {
      online,
      draft: (draft) => tell("draft", draft),
      drafts: () => tell("drafts", {}),
    });
  }

  get settings() {
    return this.own.now;
  }
  get mentionDone() {
    return this.own.mentionDone;
  }
  get later() {
    return this.own.later;
  }
  get answers() {
    return this.own.answers;
  }
  get queue() {
    return this.own.queue;
  }
  get emoji() {
    return this.own.emoji;
  }
  get sanctions() {
    return this.own.sanctions;
  }
  get bookmarked() {
    return this.own.bookmarked;
  }
  get changed() {
    return this.own.changed;
  }

  set onDelivered(told: PersonalModel["onDelivered"]) {
    this.own.onDelivered = told;
  }
  get onDelivered() {
    return this.own.onDelivered;
  }
  get calls() {
    return this.own.calls.bind(this.own);
  }

  mentions(page: { after?: string }) {
    return this.requests.ask("mentions", page);
  }
  async done(conversation: ConversationId, target: number, on: boolean): Promise<void> {
    await this.requests.ask("done", { conversation, target, on });
  }

  /** The user's own events came. */
  delivered(conversation: ConversationId, own: readonly LogEvent[]): void {
    this.drafts.delivered(conversation, own);
  }

  /** Online again. What is refused or lost stays as it is known, until the next time. */
  resume(): void {
    this.drafts.resume().catch(() => {});
    this.requests.tell("settings", {}).then(({ settings }) => this.own.take(settings), () => {});
  }

  stop(): void {
    this.drafts.stop();
  }
}
