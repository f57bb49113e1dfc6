import type { Actor } from "../../lib/chat/chat.ts";
import { createChatModel } from "../../lib/client/chat_model.ts";
import { type ChatModel, isPassing, Refused } from "../../lib/client/model.ts";
import { memoryOutbox } from "../../lib/client/storage.ts";
import type { Transport } from "../../lib/client/transport.ts";
import type { Clock } from "../../lib/world/world.ts";
import type { TalkingClient } from "../support/guarantees.ts";
import { SeededRandom } from "../support/seeded_random.ts";

/** What a person's device works with. */
export interface Device {
  clock: Clock;
  transport: Transport;
  /** Places whose timelines are open. */
  places: readonly string[];
  /** Of each page's own chance. */
  seed(): number;
  report(text: string): void;
}

/** Somebody with one device that can be reloaded, closed and opened again. */
export class SimulatedPerson implements TalkingClient {
  readonly written: Array<{ conversation: string; text: string }> = [];
  here = true;
  /** A request ended in nothing: not known whether it happened, and it may yet. */
  unsure = false;
  model: ChatModel;
  readonly #storage = memoryOutbox();

  constructor(readonly actor: Actor, private readonly device: Device) {
    this.model = this.#open();
  }

  reload(): void {
    this.model.stop();
    this.model = this.#open();
    this.here = true;
  }

  go(): void {
    this.model.stop();
    this.here = false;
  }

  write(conversation: string): void {
    if (!this.here) return;
    const text = `${this.actor.user.name} ${this.written.length}`;
    this.written.push({ conversation, text });
    this.model.send(conversation, text).catch((error) => {
      this.device.report(`a message could not be written: ${error}`);
    });
  }

  /** Deletes one of their messages, the `nth` from the end. */
  delete(conversation: string, nth: number): void {
    const own = this.model.timeline(conversation).items.value.flatMap((item) =>
      item.is === "message" && item.own && !item.event.deletedAt ? [item.event.seq] : []
    );
    const target = own.at(-1 - nth);
    // Lost or not answered, it may still happen: everybody is told of it then.
    if (this.here && target) this.model.remove(conversation, target).catch(() => {});
  }

  read(conversation: string): void {
    this.model.markRead(conversation, this.model.timeline(conversation).newest.value || 1);
  }

  /** Makes a private room and invites somebody. */
  async gather(name: string, guest: SimulatedPerson): Promise<void> {
    if (!this.here) return;
    try {
      const { id } = await this.model.create({ name, private: true });
      await this.model.invite(id, guest.actor.user.name);
    } catch {
      this.unsure = guest.unsure = true;
    }
  }

  /** Leaves a room, and maybe joins it again before that is answered. */
  wander(conversation: string, back: boolean): void {
    if (!this.here) return;
    const asked: Promise<unknown>[] = [this.model.leave(conversation)];
    if (back) asked.push(this.model.join({ conversation }));
    for (const answer of asked) {
      answer.catch((error) => {
        this.unsure ||= !(error instanceof Refused) || isPassing(error);
      });
    }
  }

  isIn(conversation: string): boolean {
    return this.here && this.model.conversations.value.some(({ id }) => id === conversation);
  }

  /** Looks at a conversation, as one who comes back to it. */
  visit(conversation: string): void {
    const timeline = this.model.timeline(conversation);
    if (timeline.newest.value === 0) void timeline.toLatest();
  }

  #open(): ChatModel {
    const { clock, transport, places, seed, report } = this.device;
    const model = createChatModel({
      transport,
      url: "ws://simulated/ws",
      clock,
      random: new SeededRandom(seed()),
      storage: this.#storage,
      report: (what, error) => report(`${this.actor.user.name}: ${what}: ${error}`),
    });
    model.start();
    for (const conversation of places) model.timeline(conversation);
    return model;
  }
}
