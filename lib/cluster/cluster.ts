import { keys } from "../store/keys.ts";
import { type Kv, Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";
import { LaterLooks } from "../world/later_looks.ts";
import { type Clock, every, type Random } from "../world/world.ts";
import type { Bus, BusMessage, InstanceId, Topic } from "./bus.ts";
import type { Channel } from "./channel.ts";
import { Hearing } from "./hearing.ts";
import { Inbox } from "./inbox.ts";
import { Interests } from "./interests.ts";
import type { Live } from "./live.ts";
import { FailureDetector } from "./failure_detector.ts";
import { Membership } from "./membership.ts";
import { NearLink } from "./near_link.ts";
import { Outbox } from "./outbox.ts";
import { Publisher } from "./publisher.ts";
import { leave } from "./registry.ts";
import { Said } from "./said.ts";
import { Registration } from "./registration.ts";
import { ending, persist, reportUnlessUnavailable, type Surroundings } from "./surroundings.ts";
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
  report: Report;
  /** The way to near instances; without one, all go through the store. */
  channel?: Channel;
  /** The id to run under, never used before; a random one by default. */
  instance?: InstanceId;
}

/**
 * Joins the live instances and gives the link to them.
 * Throws `Unavailable` when the store does not answer for 30 s.
 */
export async function startBus(options: BusOptions): Promise<Bus> {
  const { kv, clock, random, report, channel } = options;
  const me = options.instance ?? random.uuid().replaceAll("-", "").slice(0, 16);
  const end = new AbortController();
  const around: Surroundings = { me, kv, clock, random, report, ended: end.signal };

  const receivers: Array<(topic: Topic, message: BusMessage) => void> = [];
  const departures: Array<(instance: InstanceId, swept: boolean) => void> = [];
  const said = new Said(clock);
  const interests = new Interests();
  const suspicion = new Suspicion(around);
  const suspect = () => suspicion.raise();
  const afterDepartures = new LaterLooks(clock, suspect, [DEPARTED_AGAIN_MS]);
  const afterDoubts = new LaterLooks(clock, () => {
    suspect();
    said.owe(); // the others see the hole, and suspect as well
  });
  const hearing: Hearing = new Hearing(around, suspicion, ({ topic, message }) => {
    if (topic !== "everyone" && !interests.follows(topic)) return;
    for (const receive of receivers) receive(topic, message);
  }, () => inbox.fetch());
  const near = new NearLink(around, channel, said, hearing);
  const inbox: Inbox = new Inbox({
    around,
    accept: (source, n, messages) => hearing.accept(source, n, messages),
    suspect,
  });
  const registration = new Registration({
    around,
    interests,
    lease: () => ({ said: said.snapshot() }),
    rejoining: () => hearing.forget(),
    rejoined: suspect,
  });
  const membership = new Membership(me, {
    joined: (instance) => hearing.live(instance),
    departed(instance, swept) {
      hearing.gone(instance);
      if (swept) background("cluster: sweeping", sweep(around, instance));
      for (const departed of departures) attempt(() => departed(instance, swept));
      suspicion.raise(); // it may have died after a commit and before it published that
      afterDepartures.want(); // or before one was applied that was on its way
    },
    removed: () => registration.renew(),
  });
  const detector = new FailureDetector({
    around,
    membership,
    hearing,
    said,
    recovered: suspect,
    paid: () => registration.renew(),
  });
  const outbox = new Outbox(around, said);
  const publisher = new Publisher({ around, membership, said, near, outbox });

  function background(what: string, work: Promise<unknown>): void {
    work.catch((error) => reportUnlessUnavailable(around, what, error));
  }
  function attempt(run: () => void): void {
    try {
      run();
    } catch (error) {
      report("cluster: a departure's listener threw", error);
    }
  }

  const patience = clock.after(START_PATIENCE_MS, () => end.abort());
  await registration.join();
  membership.learn(
    await persist(around, "cluster: reading who is live", () => kv.get<Live>(keys.live())),
  );
  patience.cancel();
  // Whoever departed before this instance came may have done so a moment ago.
  if (membership.haveDeparted) afterDepartures.want();
  inbox.watch();
  near.beacon();
  const timers = [
    every(clock, RENEWAL_MS, () => {
      near.beacon();
      registration.renew();
    }),
    every(clock, LOOK_MS, () => void detector.look()),
    every(clock, WAKE_POLL_MS, () => void inbox.poll()),
  ];

  async function depart(): Promise<void> {
    await publisher.close();
    await registration.close();
    await leave(around);
    await sweep(around, me);
  }

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    for (const timer of timers) timer.cancel();
    const bound = clock.after(CLOSE_MS, () => end.abort());
    const departing = depart().catch((error) => {
      if (!(error instanceof Unavailable)) report("cluster: leaving", error);
    });
    await Promise.race([departing, ending(around)]);
    bound.cancel();
    end.abort();
    inbox.stop();
    detector.stop();
    suspicion.stop();
    afterDepartures.stop();
    afterDoubts.stop();
    channel?.close();
  }

  return {
    instance: me,
    follow: (topics) => registration.follow(topics.filter((topic) => topic !== "everyone")),
    unfollow: (topics) => registration.unfollow(topics.filter((topic) => topic !== "everyone")),
    publish: (messages) => publisher.publish(messages),
    onMessage: (receive) => void receivers.push(receive),
    doubt: () => afterDoubts.want(),
    onSuspicion: (suspected) => suspicion.listen(suspected),
    onDeparture: (departed) => void departures.push(departed),
    instances: () => [me, ...membership.others],
    close: () => closing ??= close(),
  };
}
