import type { Check } from "../../lib/kv/kv.ts";
import type { Bus, BusMessage, InstanceId, Published, Topic } from "../../lib/cluster/bus.ts";

/** One message on its way to one instance. */
export interface OnItsWay {
  from: InstanceId;
  to: InstanceId;
  topic: Topic;
  message: BusMessage;
}

/** Buses of several instances in one process, whose messages a test may drop, double or hold. */
export class FakeBuses {
  readonly #buses = new Map<InstanceId, FakeBus>();
  readonly published: Published[] = [];
  /** How often a message arrives: 0 loses it, 2 doubles it. */
  copies: (message: OnItsWay) => number = () => 1;
  /** While held, messages wait in `held`. */
  holding = false;
  held: OnItsWay[] = [];

  open(instance: InstanceId): FakeBus {
    const bus = new FakeBus(instance, this);
    this.#buses.set(instance, bus);
    return bus;
  }

  instances(): InstanceId[] {
    return [...this.#buses.keys()];
  }

  /** Ends an instance as `SIGKILL` does: the others hear of it, and one of them sweeps. */
  depart(instance: InstanceId): void {
    this.#buses.delete(instance);
    [...this.#buses.values()].forEach((bus, n) => bus.hearDeparture(instance, n === 0));
  }

  /** Leaves the list of the living without anybody hearing of it. */
  vanish(instance: InstanceId): void {
    this.#buses.delete(instance);
  }

  /** An instance that had departed was only asleep, and is back under its name. */
  rejoin(bus: FakeBus): void {
    this.#buses.set(bus.instance, bus);
  }

  suspect(): void {
    for (const bus of this.#buses.values()) bus.hearSuspicion();
  }

  send(from: InstanceId, published: readonly Published[]): void {
    if (!this.#buses.has(from)) return;
    this.published.push(...published);
    for (const { topic, message } of published) {
      for (const bus of this.#buses.values()) {
        if (bus.instance === from || !bus.follows(topic)) continue;
        const way = { from, to: bus.instance, topic, message: structuredClone(message) };
        for (let copy = this.copies(way); copy > 0; copy--) this.#carry(way);
      }
    }
  }

  /** Lets the held messages arrive, in the order given. */
  release(order: (held: OnItsWay[]) => OnItsWay[] = (held) => held): void {
    for (const way of order(this.held.splice(0))) this.arrive(way);
  }

  arrive({ to, topic, message }: OnItsWay): void {
    this.#buses.get(to)?.receive(topic, message);
  }

  #carry(way: OnItsWay) {
    if (this.holding) this.held.push(way);
    else queueMicrotask(() => this.arrive(way));
  }
}

/** One instance's end of the fake link. */
class FakeBus implements Bus {
  readonly #topics = new Map<Topic, number>();
  readonly #receivers: Array<(topic: Topic, message: BusMessage) => void> = [];
  readonly #suspicions: Array<() => void> = [];
  readonly #departures: Array<(instance: InstanceId, swept: boolean) => void> = [];
  /** What `follow` waits for. */
  following: () => Promise<void> = () => Promise.resolve();

  constructor(readonly instance: InstanceId, private readonly all: FakeBuses) {}

  async follow(topics: readonly Topic[]): Promise<void> {
    for (const topic of topics) this.#topics.set(topic, (this.#topics.get(topic) ?? 0) + 1);
    await this.following();
  }

  unfollow(topics: readonly Topic[]): void {
    for (const topic of topics) {
      const left = (this.#topics.get(topic) ?? 0) - 1;
      if (left > 0) this.#topics.set(topic, left);
      else this.#topics.delete(topic);
    }
  }

  follows(topic: Topic): boolean {
    return topic === "everyone" || this.#topics.has(topic);
  }

  publish(messages: readonly Published[]): Promise<void> {
    this.all.send(this.instance, messages);
    return Promise.resolve();
  }

  receive(topic: Topic, message: BusMessage): void {
    for (const receive of this.#receivers) receive(topic, message);
  }

  hearDeparture(instance: InstanceId, swept: boolean): void {
    for (const departed of this.#departures) departed(instance, swept);
  }

  hearSuspicion(): void {
    for (const suspect of this.#suspicions) suspect();
  }

  onMessage(receive: (topic: Topic, message: BusMessage) => void): void {
    this.#receivers.push(receive);
  }

  suspectLater(): void {
    // Nobody suspects of themselves: tests say when.
  }

  onSuspicion(suspect: () => void): void {
    this.#suspicions.push(suspect);
  }

  onDeparture(departed: (instance: InstanceId, swept: boolean) => void): void {
    this.#departures.push(departed);
  }

  /** A test says so: it may change the store itself, as another instance would. */
  alone = false;

  aloneCheck(): Check | undefined {
    return undefined;
  }

  confirmAlone(): void {}

  refresh(): Promise<void> {
    return Promise.resolve();
  }

  instances(): InstanceId[] {
    return this.all.instances();
  }

  close(): Promise<void> {
    this.all.depart(this.instance);
    return Promise.resolve();
  }
}
