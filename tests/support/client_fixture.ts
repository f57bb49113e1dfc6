import {
  type ChatModelOptions,
  createChatModel,
  type LiveChat,
} from "../../lib/client/chat_model.ts";
import type { Endpoint } from "../../lib/client/client.ts";
import type { OutboxEntry, OutboxStorage, Timeline } from "../../lib/client/model.ts";
import { recordingLogger } from "./loggers.ts";
import { FakeServer } from "./fake_server.ts";
import { SeededRandom } from "./seeded_random.ts";
import { VirtualClock } from "./virtual_clock.ts";

/** A storage that outlives the models on it, and says what it holds. */
class KeptOutbox implements OutboxStorage {
  readonly entries = new Map<string, OutboxEntry>();
  load = () => Promise.resolve(structuredClone([...this.entries.values()]));
  put = (entry: OutboxEntry) =>
    Promise.resolve(void this.entries.set(entry.id, structuredClone(entry)));
  remove = ({ id }: OutboxEntry) => Promise.resolve(void this.entries.delete(id));
}

/** A clock, a fake server and models on both; whatever a model reports fails the test. */
export class ClientFixture {
  readonly clock = new VirtualClock();
  readonly server = new FakeServer(this.clock);
  readonly storage = new KeptOutbox();
  readonly reports: string[] = [];
  readonly random: SeededRandom;
  readonly logger = recordingLogger((what, error) => void this.reports.push(`${what}: ${error}`));

  get endpoint(): Endpoint {
    return { transport: this.server.transport, url: "ws://fake/ws" };
  }

  constructor(seed = 1) {
    this.random = new SeededRandom(seed);
    this.server.addRoom("general");
  }

  model(options: Partial<ChatModelOptions> = {}): LiveChat {
    const { clock, random, storage, logger, endpoint } = this;
    return createChatModel({
      endpoint,
      clock,
      random,
      outbox: storage,
      logger,
      ...options,
    });
  }

  async online(options: Partial<ChatModelOptions> = {}): Promise<LiveChat> {
    const model = this.model(options);
    model.start();
    await this.rest();
    return model;
  }

  /** Carries every frame and settles every promise that needs no time to pass. */
  async rest(): Promise<void> {
    for (let turns = 0; turns < 100; turns++) {
      await this.clock.settle();
      const waits = this.server.lines.some(({ open, toServer, toClient }) =>
        open && toServer.length + toClient.length > 0
      );
      if (!waits) return;
      this.server.flush();
    }
    throw new Error("The clock and the server do not come to rest");
  }

  /** Lets time pass in small steps, carrying frames between. */
  async pass(ms: number, stepMs = 100): Promise<void> {
    await this.rest();
    for (let passed = 0; passed < ms; passed += stepMs) {
      await this.clock.advance(Math.min(stepMs, ms - passed));
      await this.rest();
    }
  }
}

const SIGNS: Record<OutboxEntry["state"], (text: string) => string> = {
  pending: (text) => `(${text})`,
  failed: (text) => `!${text}`,
  held: (text) => `?${text}`,
};

/** What a timeline shows: “text”, “(text)” while it waits, “!text” failed, “?text” held. */
export function shown(timeline: Timeline): string[] {
  return timeline.items.value.map((item) => {
    switch (item.is) {
      case "message":
        return item.event.text;
      case "outgoing":
        return SIGNS[item.entry.state](item.entry.text);
      case "change":
        return `<${item.event.kind}>`;
      case "presence":
        return `<${item.people.map(({ name }) => name).join(", ")} ${item.state}>`;
    }
  });
}
