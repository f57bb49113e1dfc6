import type { Crowd } from "./crowd.ts";
import { ownTime } from "./processes.ts";

/** After everybody came in, the server has this long to come to rest before memory is read. */
const REST_MS = 2_000;
/** How long idle connections are watched. */
const IDLE_MS = 3_000;
const KIB = 1024;

/** What it costs that many people come at once and then stay, for each of them. */
export interface ArrivalFigures {
  /** Until the last one had come in. */
  allInSeconds: number;
  /** Of the server's whole process tree. */
  cpuMillisPerConnect: number;
  kibPerConnection: number;
  kibReceivedPerConnection: number;
  /** While nobody says anything, for each connection and minute. */
  idleCpuMillisPerMinute: number;
  /** Who was refused or cut off, in all: each came again. */
  turnedAway: number;
  generatorBusy: number;
}

/** Lets everybody connect in the same moment and measures it, and then the rest that follows. */
export async function measureArrival(crowd: Crowd): Promise<ArrivalFigures> {
  const { server, population: { people } } = crowd;
  const before = { at: performance.now(), ...server.usage(), own: ownTime() };
  await crowd.arrive("storm");
  const allIn = performance.now();
  const own = ownTime();
  const seconds = (allIn - before.at) / 1000;
  await after(REST_MS);
  const rested = server.usage();
  await after(IDLE_MS);
  const idle = server.usage();
  const waited = own.waited - before.own.waited;
  return {
    allInSeconds: seconds,
    cpuMillisPerConnect: (rested.cpuSeconds - before.cpuSeconds) * 1000 / people,
    kibPerConnection: (idle.residentBytes - before.residentBytes) / KIB / people,
    kibReceivedPerConnection: crowd.received / KIB / people,
    idleCpuMillisPerMinute: (idle.cpuSeconds - rested.cpuSeconds) * 1000 * 60_000 / IDLE_MS /
      people,
    turnedAway: crowd.turnedAway,
    generatorBusy: (own.ran - before.own.ran) / Math.max(seconds - waited, 0.001),
  };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
