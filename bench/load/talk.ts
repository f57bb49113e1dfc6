import type { Crowd } from "./crowd.ts";
import { Histogram } from "./histogram.ts";
import { ownTime } from "./processes.ts";
import { eachStamp, stamped } from "./stamp.ts";

/** Somebody who writes, to one place. */
export interface Writer {
  person: number;
  /** The frame of their next message. */
  frame: (n: number, text: string) => string;
}

/** How people talk in a scenario, and for how long. */
export interface Talk {
  writers: readonly Writer[];
  /** Messages a second of all together on a fixed schedule; without it, each writes on when answered. */
  perSecond?: number;
  /** Whether a message that reaches this person counts as delivered. */
  counts: (person: number) => boolean;
  /** How many a message is to reach. */
  receivers: number;
  warmMs: number;
  measuredMs: number;
}

/** What was measured of a talk. Durations in milliseconds. */
export interface TalkFigures {
  messagesPerSecond: number;
  deliveriesPerSecond: number;
  /** Of the server's whole process tree, for each message and each delivery. */
  cpuMicrosPerMessage: number;
  cpuMicrosPerDelivery: number;
  bytesPerDelivery: number;
  /** Memory of the server when the measurement began, and what came to it until the end. */
  residentMib: number;
  grownMib: number;
  p50: number;
  p99: number;
  p999: number;
  /** Share of its core that the load generator used, of the time that it was given one. */
  generatorBusy: number;
  /** Share of the time that the load generator waited for a core: others were running. */
  generatorWaited: number;
}

/** Timers fire this late: a message later than that counts from when it was due. */
const TIMER_MS = 2;
const MIB = 1024 * 1024;
/** How long the last messages may take to arrive. */
const SETTLE_WITHIN_MS = 20_000;
const SETTLE_LOOK_MS = 20;

/** Lets people talk and measures it. Throws when a message was refused or reached too few. */
export async function measureTalk(crowd: Crowd, talk: Talk): Promise<TalkFigures> {
  const { writers, perSecond, receivers } = talk;
  const numbers = new Map(writers.map((writer) => [writer.person, writer]));
  let state: "talking" | "ended" = "talking";
  let latencies: Histogram | undefined;
  const { refused } = crowd;
  let [sent, answered, delivered] = [0, 0, 0];
  const write = ({ person, frame }: Writer, due: number) =>
    crowd.send(person, frame(++sent, stamped(due)));

  crowd.listener = {
    answered(person) {
      answered++;
      const writer = numbers.get(person);
      if (perSecond === undefined && state === "talking" && writer) {
        write(writer, performance.now());
      }
    },
    pushed(person, payload) {
      if (!talk.counts(person)) return;
      const now = performance.now();
      eachStamp(payload, (due) => {
        delivered++;
        latencies?.add(now - due);
      });
    },
  };
  const schedule = perSecond === undefined ? undefined : onSchedule(writers, perSecond, write);
  if (!schedule) { for (const writer of writers) write(writer, performance.now()); }

  await after(talk.warmMs);
  latencies = new Histogram();
  const usage = () => ({
    at: performance.now(),
    ...crowd.server.usage(),
    own: ownTime(),
    answered,
    delivered,
    received: crowd.received,
  });
  const before = usage();
  await after(talk.measuredMs);
  const behind = usage();
  const measured = latencies;
  latencies = undefined;
  state = "ended";
  schedule?.stop();
  await settled(
    () => answered === sent && delivered === sent * receivers,
    () =>
      `${sent} sent, ${answered} answered, ${delivered} of ${sent * receivers} delivered, ` +
      `${crowd.refused - refused} refused, ${crowd.turnedAway} connections lost`,
  );
  crowd.listener = undefined;
  return figuresOf(before, behind, measured);
}

/** Lets the first member of each room say so much, one message after the other. */
export async function fillRooms(crowd: Crowd, messages: number): Promise<void> {
  for (const [room, [person = 0]] of crowd.population.rooms.entries()) {
    for (let n = 0; n < messages; n++) {
      await new Promise<void>((resolve) => {
        crowd.listener = { answered: () => resolve(), pushed() {} };
        crowd.send(person, crowd.target.toRoom(person, room, n, stamped(performance.now())));
      });
    }
  }
  crowd.listener = undefined;
}

interface Moment {
  at: number;
  cpuSeconds: number;
  residentBytes: number;
  own: { ran: number; waited: number };
  answered: number;
  delivered: number;
  received: number;
}

function figuresOf(before: Moment, behind: Moment, latencies: Histogram): TalkFigures {
  const seconds = (behind.at - before.at) / 1000;
  const messages = behind.answered - before.answered;
  const deliveries = behind.delivered - before.delivered;
  const cpuMicros = (behind.cpuSeconds - before.cpuSeconds) * 1e6;
  const waited = behind.own.waited - before.own.waited;
  return {
    messagesPerSecond: messages / seconds,
    deliveriesPerSecond: deliveries / seconds,
    cpuMicrosPerMessage: cpuMicros / messages,
    cpuMicrosPerDelivery: cpuMicros / deliveries,
    bytesPerDelivery: (behind.received - before.received) / deliveries,
    residentMib: before.residentBytes / MIB,
    grownMib: (behind.residentBytes - before.residentBytes) / MIB,
    p50: latencies.at(0.5),
    p99: latencies.at(0.99),
    p999: latencies.at(0.999),
    generatorBusy: (behind.own.ran - before.own.ran) / Math.max(seconds - waited, 0.001),
    generatorWaited: waited / seconds,
  };
}

/**
 * Writes on a schedule that waits for no answer, so that a slow server gets no rest (coordinated
 * omission): each message counts from when it was due, but for the lateness of timers.
 */
function onSchedule(
  writers: readonly Writer[],
  perSecond: number,
  write: (writer: Writer, due: number) => void,
): { stop: () => void } {
  const began = performance.now();
  let written = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    for (;;) {
      const due = began + written / perSecond * 1000;
      const writer = writers[written % writers.length];
      if (due > now || !writer) return;
      written++;
      write(writer, now - due > TIMER_MS ? due : now);
    }
  }, 1);
  return { stop: () => clearInterval(timer) };
}

async function settled(done: () => boolean, explain: () => string): Promise<void> {
  const began = performance.now();
  while (!done()) {
    if (performance.now() - began > SETTLE_WITHIN_MS) throw new Error(`Not settled: ${explain()}`);
    await after(SETTLE_LOOK_MS);
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
