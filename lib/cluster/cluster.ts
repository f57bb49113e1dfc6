import { keys } from "../kv/keys.ts";
import { type Check, type Kv, Unavailable } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";
import { DelayedChecks } from "../async/delayed_checks.ts";
import { type Clock, every, type Random, type Timer } from "../runtime/clock.ts";
import type { Bus, BusMessage, InstanceId, Published, Topic } from "./bus.ts";
import type { Channel } from "./channel.ts";
import { type ClusterContext, persist, reportUnlessUnavailable, whenEnded } from "./context.ts";
import { FailureDetector } from "./failure_detector.ts";
import { FarReceiver } from "./far_receiver.ts";
import { FarSender } from "./far_sender.ts";
import { Interests } from "./interests.ts";
import { Membership } from "./membership.ts";
import { NearLink } from "./near_link.ts";
import { Publisher } from "./publisher.ts";
import { Receiver } from "./receiver.ts";
import { Registration } from "./registration.ts";
import { leave } from "./registry.ts";
import type { Roster } from "./roster.ts";
import { SequenceNumbers } from "./sequence_numbers.ts";
import { Suspicion } from "./suspicion.ts";
import { sweep } from "./sweep.ts";
import {
  CLOSE_MS,
  DEPARTED_AGAIN_MS,
  LOOK_MS,
  RENEWAL_MS,
  START_PATIENCE_MS,
  WAKE_POLL_MS,
} from "./timing.ts";

export interface BusOptions {
  kv: Kv;
  clock: Clock;
  random: Random;
  logger: Logger;
  /** The link to near instances; without one, everything goes through the store. */
  channel?: Channel;
  /** The id to run under, never used before; a random one by default. */
  instance?: InstanceId;
}

/**
 * Joins the live instances and gives the link to them.
 * Throws `Unavailable` when the store does not answer for 30 s.
 */
export async function startBus(options: BusOptions): Promise<Bus> {
  const { kv, clock, random, logger, channel } = options;
  const me = options.instance ?? random.uuid().replaceAll("-", "").slice(0, 16);
  const end = new AbortController();
  const cluster = new Cluster({ me, kv, clock, random, logger, ended: end.signal }, channel, end);
  await cluster.start();
  return cluster;
}

/** One instance's link to the others: makes its parts, connects them, and starts and stops them. */
class Cluster implements Bus {
  readonly #interests = new Interests();
  readonly #numbers: SequenceNumbers;
  readonly #suspicion: Suspicion;
  readonly #receiver: Receiver;
  readonly #near: NearLink;
  readonly #farReceiver: FarReceiver;
  readonly #registration: Registration;
  readonly #membership: Membership;
  readonly #detector: FailureDetector;
  readonly #publisher: Publisher;
  readonly #afterDepartures: DelayedChecks;
  readonly #afterDoubts: DelayedChecks;
  readonly #listeners: Array<(topic: Topic, message: BusMessage) => void> = [];
  readonly #departureListeners: Array<(instance: InstanceId, swept: boolean) => void> = [];
  #timers: Timer[] = [];
  #closing: Promise<void> | undefined;

  constructor(
    private readonly context: ClusterContext,
    private readonly channel: Channel | undefined,
    private readonly end: AbortController,
  ) {
    const { me, clock } = context;
    const numbers = this.#numbers = new SequenceNumbers(clock);
    const suspect = () => this.#suspicion.raise();
    this.#suspicion = new Suspicion(context);
    this.#afterDepartures = new DelayedChecks(clock, suspect, [DEPARTED_AGAIN_MS]);
    this.#afterDoubts = new DelayedChecks(clock, () => {
      suspect();
      numbers.markGap(); // the other instances see the gap, and suspect as well
    });
    const receiver = this.#receiver = new Receiver(context, {
      suspect,
      deliver: (published) => this.#deliver(published),
      fetch: () => this.#farReceiver.fetch(),
    });
    const near = this.#near = new NearLink(context, channel, numbers, receiver);
    this.#farReceiver = new FarReceiver(context, {
      accept: (source, n, messages) => receiver.accept(source, n, messages),
      suspect,
    });
    this.#registration = new Registration(context, this.#interests, {
      lease: () => ({ sent: numbers.snapshot() }),
      rejoining: () => receiver.reset(),
      rejoined: suspect,
    });
    const membership = this.#membership = new Membership(me, clock, {
      joined: (instance) => receiver.markLive(instance),
      departed: (instance, swept) => this.#departed(instance, swept),
      removed: () => this.#registration.renew(),
    });
    this.#detector = new FailureDetector(context, { membership, receiver, numbers }, {
      recovered: suspect,
      gapsFlushed: () => this.#registration.renew(),
    });
    const farSender = new FarSender(context, numbers);
    this.#publisher = new Publisher(context, { membership, numbers, near, farSender });
  }

  get instance(): InstanceId {
    return this.context.me;
  }

  /** Joins, then begins to receive. Throws `Unavailable` when the store does not answer for 30 s. */
  async start(): Promise<void> {
    const { kv, clock } = this.context;
    const patience = clock.after(START_PATIENCE_MS, () => this.end.abort());
    await this.#registration.join();
    await persist(this.context, "cluster: reading the roster", async () => {
      const startedAt = clock.elapsed();
      this.#membership.learn(await kv.get<Roster>(keys.live()), startedAt);
      return true;
    });
    patience.cancel();
    // A commit of an instance that departed just before this one joined may still be on its way.
    if (this.#membership.haveDeparted) this.#afterDepartures.schedule();
    this.#farReceiver.watch();
    this.#near.beacon();
    this.#timers = [
      every(clock, RENEWAL_MS, () => {
        this.#near.beacon();
        this.#registration.renew();
      }),
      every(clock, LOOK_MS, () => void this.#detector.look()),
      every(clock, WAKE_POLL_MS, () => void this.#farReceiver.poll()),
    ];
  }

  follow(topics: readonly Topic[]): Promise<void> {
    return this.#registration.follow(topics.filter((topic) => topic !== "everyone"));
  }

  unfollow(topics: readonly Topic[]): void {
    this.#registration.unfollow(topics.filter((topic) => topic !== "everyone"));
  }

  publish(messages: readonly Published[]): Promise<void> {
    return this.#publisher.publish(messages);
  }

  onMessage(receive: (topic: Topic, message: BusMessage) => void): void {
    this.#listeners.push(receive);
  }

  suspectLater(): void {
    this.#afterDoubts.schedule();
  }

  onSuspicion(suspected: () => void): void {
    this.#suspicion.listen(suspected);
  }

  onDeparture(departed: (instance: InstanceId, swept: boolean) => void): void {
    this.#departureListeners.push(departed);
  }

  get alone(): boolean {
    return this.#membership.alone;
  }

  aloneCheck(): Check | undefined {
    return this.#membership.aloneCheck;
  }

  confirmAlone(startedAt: number): void {
    this.#membership.confirmAlone(startedAt);
  }

  async refresh(): Promise<void> {
    try {
      const startedAt = this.context.clock.elapsed();
      this.#membership.learn(await this.context.kv.get<Roster>(keys.live()), startedAt);
    } catch (error) {
      reportUnlessUnavailable(this.context, "cluster: reading the roster", error);
    }
  }

  instances(): InstanceId[] {
    return [this.context.me, ...this.#membership.others];
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  #deliver({ topic, message }: Published): void {
    if (topic !== "everyone" && !this.#interests.follows(topic)) return;
    for (const receive of this.#listeners) receive(topic, message);
  }

  #departed(instance: InstanceId, swept: boolean): void {
    this.#receiver.markGone(instance);
    if (swept) {
      sweep(this.context, instance).catch((error) => {
        reportUnlessUnavailable(this.context, "cluster: sweeping", error);
      });
    }
    for (const departed of this.#departureListeners) {
      try {
        departed(instance, swept);
      } catch (error) {
        this.context.logger.error("cluster: a departure's listener threw", error);
      }
    }
    this.#suspicion.raise(); // it may have died after a commit and before it published that
    this.#afterDepartures.schedule(); // or before a commit of its own was applied
  }

  async #close(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    const bound = this.context.clock.after(CLOSE_MS, () => this.end.abort());
    const leaving = this.#leave().catch((error) => {
      if (!(error instanceof Unavailable)) this.context.logger.error("cluster: leaving", error);
    });
    await Promise.race([leaving, whenEnded(this.context)]);
    bound.cancel();
    this.end.abort();
    this.#farReceiver.stop();
    this.#detector.stop();
    this.#suspicion.stop();
    this.#afterDepartures.cancel();
    this.#afterDoubts.cancel();
    this.channel?.close();
  }

  async #leave(): Promise<void> {
    await this.#publisher.close();
    await this.#registration.close();
    await leave(this.context);
    await sweep(this.context, this.context.me);
  }
}
