import type { Actor } from "../../lib/chat/chat.ts";
import type { BusMessage, Topic } from "../../lib/cluster/bus.ts";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import type { EventBatch, Person, PresenceChange, Role } from "../../lib/protocol/events.ts";
import { composeChat } from "../../lib/instance/chat.ts";
import { createDelivery, type DeliveryMeans } from "../../lib/instance/delivery.ts";
import { createStores } from "../../lib/instance/stores.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { createUsers } from "../../lib/store/people/users.ts";
import { assertEquals, assertRejects } from "./assert.ts";
import { FakeBuses } from "./fake_bus.ts";
import { MemoryKv } from "./memory_kv.ts";
import { SeededRandom } from "./seeded_random.ts";
import { VirtualClock } from "./virtual_clock.ts";
import { WatchedKv } from "./watched_kv.ts";
import { recordingLogger } from "./loggers.ts";
import { createUser } from "../../lib/chat/identity/names.ts";

export type ChatInstance = Awaited<ReturnType<ChatInstances["start"]>>;

/** Instances of the chat over one memory store, one virtual clock and a fake bus. */
export class ChatInstances {
  readonly clock = new VirtualClock();
  readonly store = new MemoryKv();
  readonly buses = new FakeBuses();
  readonly reports: string[] = [];
  readonly users = createUsers({ kv: this.store, clock: this.clock, random: new SeededRandom(3) });
  #seed = 10;

  /** A fixture with `general` and one instance. */
  static async open() {
    const fixture = new ChatInstances();
    await ensureGeneral(fixture.store, fixture.clock);
    return { fixture, ...(await fixture.start("one")) };
  }

  async start(name: string, means: DeliveryMeans = {}) {
    const { clock } = this;
    const kv = new WatchedKv(this.store);
    const random = new SeededRandom(this.#seed++);
    const logger = recordingLogger((what, error) => void this.reports.push(`${what}: ${error}`));
    const bus = this.buses.open(name);
    const runtime = { kv, clock, random, logger };
    const stores = createStores(runtime, false);
    const delivery = createDelivery(runtime, stores, bus, means);
    const { announcer, feeds, presence } = delivery;
    await presence.start();
    const { chat, positions } = composeChat(runtime, stores, delivery);

    const delivered: EventBatch[] = [];
    const heard: Array<{ topic: Topic; message: BusMessage }> = [];
    const pushed: PresenceChange[][] = [];
    feeds.onDeliver((batch) => void delivered.push(batch));
    announcer.onAnnouncement((topic, message) => void heard.push({ topic, message }));
    presence.onChanges((changes) => void pushed.push(changes));
    const { users } = stores;
    return { ...runtime, ...delivery, bus, users, chat, positions, delivered, heard, pushed };
  }

  /** Somebody new, a member of `general` as everyone is. */
  async person(name: string, role: Role = "member"): Promise<Actor> {
    const { user } = await createUser(this.users, { name, role });
    const person: Person = { id: user.id, name: user.name, role: user.role };
    return { user: person, session: `session of ${name}` };
  }
}

let posts = 0;

/** A message to post, with an id of its own. */
export function saying(text: string, rest: { replyTo?: number; to?: string; after?: number } = {}) {
  const id = `00000000-0000-4000-8000-${String(++posts).padStart(12, "0")}`;
  return { id, text, after: 0, ...rest };
}

/** `run` is refused, for that reason. */
export async function assertRefused(
  run: () => Promise<unknown>,
  refusal: Refusal,
): Promise<ChatError> {
  const error = await assertRejects(run, ChatError);
  assertEquals(error.refusal, refusal);
  return error;
}
