import { measureArrival } from "./load/arrival.ts";
import { Crowd } from "./load/crowd.ts";
import { measureAnswers, measureRequests, measureStart } from "./load/requests.ts";
import { fillRooms, measureTalk, type Talk } from "./load/talk.ts";
import type { Population, Target } from "./targets/target.ts";

/** Figures by name; what is not measured of a target has none. */
export type Figures = Record<string, number>;

/** Something that is measured; `undefined` where the target has no such thing. */
export interface Step {
  scenario: string;
  run(crowd: Crowd): Promise<Figures | undefined>;
}

/**
 * Steps with the same people. `together`: a server of each target stands from the beginning, with
 * everybody in, and they take turns at each step. `alone`: one server at a time, freshly started,
 * with nobody in, goes through all steps.
 */
export interface Session {
  name: string;
  how: "together" | "alone";
  population: Population;
  steps: readonly Step[];
}

/** Durations of what is measured, in milliseconds. */
interface Span {
  warmMs: number;
  measuredMs: number;
}

/** How people talk, before it is known who they are. */
interface TalkPlan extends Pick<Talk, "perSecond" | "receivers" | "counts"> {
  scenario: string;
  /** Rooms with so many writers each, or one writer in each pair. */
  writers: { inRooms: number } | "pairs";
}

function talk(plan: TalkPlan, span: Span): Step {
  return {
    scenario: plan.scenario,
    async run(crowd) {
      const writers = writersOf(crowd.target, crowd.population, plan);
      return { ...await measureTalk(crowd, { ...plan, ...span, writers }) };
    },
  };
}

function writersOf(target: Target, { people, rooms }: Population, { writers }: TalkPlan) {
  if (writers === "pairs") {
    return Array.from({ length: people >> 1 }, (_, pair) => ({
      person: 2 * pair,
      frame: (n: number, text: string) => target.direct(2 * pair, 2 * pair + 1, n, text),
    }));
  }
  return rooms.flatMap((members, room) =>
    members.slice(0, writers.inRooms).map((person) => ({
      person,
      frame: (n: number, text: string) => target.toRoom(person, room, n, text),
    }))
  );
}

/** Everybody comes in the same moment and stays. */
function arrivals(name: string, population: Population): Session {
  return {
    name,
    how: "alone",
    population,
    steps: [{
      scenario: `${name} come at once and stay`,
      run: async (crowd) => ({ ...await measureArrival(crowd) }),
    }],
  };
}

/** Messages that a room holds before its page is opened. */
const HISTORY = 120;

/** A small room and a large one with everybody in: what is said, then their pages and history. */
function pages(population: Population): Session {
  const [small = [], large = []] = population.rooms;
  const page = (room: number, members: readonly number[]): Step => ({
    scenario: `page of a room with ${members.length} members`,
    async run({ target, server }) {
      const request = target.page?.(0, room);
      return request && { ...await measureRequests(server, request) };
    },
  });
  return {
    name: "pages",
    how: "alone",
    population,
    steps: [
      {
        scenario: "cold start to the first answer",
        run: async ({ server }) => ({ ...await measureStart(server) }),
      },
      {
        scenario: "filling the rooms",
        async run(crowd) {
          if (!crowd.target.page) return undefined;
          await crowd.arrive("calm");
          await fillRooms(crowd, HISTORY);
          return undefined;
        },
      },
      page(0, small),
      page(1, large),
      {
        scenario: "page of history, 50 messages",
        async run(crowd) {
          const { history } = crowd.target;
          return history && { ...await measureAnswers(crowd, 0, (n) => history(0, n)) };
        },
      },
    ],
  };
}

/** `count` rooms of `size` in which everybody is in as many rooms as `each` says. */
function roomsOf(people: number, size: number, each = 1): number[][] {
  const count = people / size;
  return Array.from(
    { length: each },
    (_, shift) =>
      Array.from(
        { length: count },
        (_, room) =>
          Array.from({ length: size }, (_, n) => (room * size + n * (1 + shift * size)) % people),
      ),
  )
    .flat()
    .map((members) => [...new Set(members)]);
}

const members = (count: number) => Array.from({ length: count }, (_, person) => person);
const everybody = () => true;
const receiversOfPairs = (person: number) => person % 2 === 1;
const PEOPLE = 1_000;
const pairs: Pick<TalkPlan, "writers" | "receivers" | "counts"> = {
  writers: "pairs",
  receivers: 1,
  counts: receiversOfPairs,
};
const fifty: Pick<TalkPlan, "writers" | "receivers" | "counts"> = {
  writers: { inRooms: 5 },
  receivers: 20,
  counts: everybody,
};

/** Direct messages and fifty rooms of twenty, saturated and at a fixed rate. */
function smallTalk(span: Span): Session {
  const plans = [
    { scenario: "direct messages, 500 pairs, saturated", ...pairs },
    { scenario: "direct messages, 500 a second", ...pairs, perSecond: 500 },
    { scenario: "50 rooms of 20, saturated", ...fifty },
    { scenario: "50 rooms of 20, 250 a second", ...fifty, perSecond: 250 },
  ];
  return {
    name: "small talk",
    how: "together",
    population: { people: PEOPLE, rooms: roomsOf(PEOPLE, 20) },
    steps: plans.map((plan) => talk(plan, span)),
  };
}

/** One room of `size`, fifty of whom write as fast as they are answered. */
function oneRoom(size: number, span: Span): Session {
  const writers = { inRooms: 50 };
  const scenario = `room of ${size}, saturated`;
  return {
    name: `room of ${size}`,
    how: "together",
    population: { people: size, rooms: roomsOf(size, size) },
    steps: [talk({ scenario, writers, receivers: size, counts: everybody }, span)],
  };
}

/** What `deno task bench:quick` measures. */
export function quickSessions(): Session[] {
  return [
    smallTalk({ warmMs: 500, measuredMs: 2_000 }),
    arrivals("500 people", { people: 500, rooms: roomsOf(500, 20, 3) }),
    pages({ people: 1_000, rooms: [members(40), members(1_000)] }),
  ];
}

/** What `deno task bench --long` measures: whether half an hour leaves something behind. */
export function longSessions(): Session[] {
  const span = { warmMs: 60_000, measuredMs: 30 * 60_000 };
  return [{
    name: "half an hour",
    how: "together",
    population: { people: PEOPLE, rooms: roomsOf(PEOPLE, 20) },
    steps: [
      talk({ scenario: "50 rooms of 20, 100 a second for 30 min", ...fifty, perSecond: 100 }, span),
    ],
  }];
}

/** What is measured for docs/performance.md. */
export function allSessions(): Session[] {
  const span = { warmMs: 2_000, measuredMs: 8_000 };
  return [
    smallTalk(span),
    oneRoom(200, span),
    oneRoom(1_000, span),
    pages({ people: 1_000, rooms: [members(40), members(1_000)] }),
    arrivals("2,000 people", { people: 2_000, rooms: roomsOf(2_000, 40, 3) }),
    arrivals("5,000 people", { people: 5_000, rooms: roomsOf(5_000, 1_000, 3) }),
  ];
}
