import { assert, assertEquals } from "@std/assert";
import type { ConversationLog } from "../../lib/log/log.ts";
import { emptied } from "../../lib/protocol/emptied.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import type { AskedOf, Named, SearchEngine, SeqRange } from "../../lib/search/engine.ts";
import { indexTerms, lookupsAbout, says } from "../../lib/text/search/message.ts";
import { lookupsOf, readQuery, type SearchQuery } from "../../lib/text/search/query.ts";
import { appended, message } from "../support/opened_log.ts";
import { randomQuery, randomSentence } from "../support/search_corpus.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import type { VirtualClock } from "../support/virtual_clock.ts";

/** Engines of two instances over one store, and the log of each. */
export interface OpenedEngines {
  clock: VirtualClock;
  one: { log: ConversationLog; engine: SearchEngine };
  two: { log: ConversationLog; engine: SearchEngine };
  /** Has whatever follows the logs come as far as it comes. */
  settle(): Promise<void>;
}

const ROOM = "room";
const CLOCK = { now: 0, timeZone: "UTC" };
const ALWAYS = { from: 0, to: Infinity };
const NAMES = { people: ["ana", "ben"], rooms: [ROOM] };

/** What every engine of search must do, whatever it keeps. */
export function searchContract(name: string, open: () => OpenedEngines): void {
  const test = (
    behaviour: string,
    run: (engines: ReturnType<typeof over>) => Promise<void>,
  ) => Deno.test(`search by ${name} - ${behaviour}`, () => run(over(open())));

  test("names what says it, the latest first, each once, in every script (S1)", async (engines) => {
    const { random, one, two } = engines;
    for (let n = 0; n < 300; n++) await engines.say(randomSentence(random));
    for (const settled of [false, true]) {
      if (settled) await engines.settle();
      for (let n = 0; n < 120; n++) {
        const query = readQuery(randomQuery(random, NAMES), CLOCK);
        await engines.assertNames(n % 2 === 0 ? one : two, query);
      }
    }
  });

  test("follows edits and deletions, at once and later, made by anybody (M3, S2)", async (engines) => {
    const { random, one, two } = engines;
    for (let round = 0; round < 8; round++) {
      for (let n = 0; n < 30; n++) {
        const of = n % 2 === 0 ? one : two;
        const seq = 1 + Math.floor(30 * round * random.fraction());
        const chance = random.fraction();
        if (round > 0 && chance < 0.2) await engines.edit(of, seq, randomSentence(random));
        else if (round > 0 && chance < 0.3) await engines.remove(of, seq);
        else await engines.say(randomSentence(random), of);
        if (n % 10 === 9) {
          await engines.assertNames(one, readQuery(randomQuery(random, NAMES), CLOCK));
        }
      }
      if (round % 2 === 1) await engines.settle();
    }
    await engines.settle();
    await engines.edit(two, 3, "an orchard");
    for (const  of of[one, two]) {
      for (const words of ["orchard", "pump", "水"]) {
        await engines.assertNames(of, readQuery(words, CLOCK));
      }
    }
  });

  test("names nothing outside the stretch that is asked for", async (engines) => {
    const { random, one } = engines;
    for (let n = 0; n < 150; n++) await engines.say(`pump ${n}`);
    await engines.settle();
    for (let n = 0; n < 40; n++) await engines.say(`pump ${n}`);
    for (let n = 0; n < 60; n++) {
      const from = 1 + Math.floor(190 * random.fraction());
      const to = from + Math.floor((190 - from) * random.fraction());
      const found = await engines.walk(one, { range: { from, to }, lookups: lookups("pump") });
      assertEquals(found, Array.from({ length: to - from + 1 }, (_, n) => to - n));
    }
  });

  test("names all within the time that is asked for", async (engines) => {
    const times: number[] = [];
    for (let n = 0; n < 120; n++) times.push((await engines.say("pump")).at);
    await engines.settle();
    for (const [first, end] of [[0, 40], [30, 31], [60, 120], [119, 120]] as const) {
      const time = { from: times[first] ?? 0, to: end < 120 ? times[end] ?? 0 : Infinity };
      const range = { from: 1, to: end }; // what is later is not in it
      const found = new Set(
        await engines.walk(engines.two, { range, time, lookups: lookups("pump") }),
      );
      for (let seq = first + 1; seq <= end; seq++) assert(found.has(seq), `${seq} of ${first}`);
    }
  });

  test("misses nothing while it follows, between two answers of a walk (S2)", async (engines) => {
    for (let n = 0; n < 260; n++) await engines.say(n % 3 === 0 ? "pump" : "well");
    await engines.settle();
    for (let n = 0; n < 20; n++) await engines.say("pump");
    const walk = await engines.begin(engines.one, { lookups: lookups("pump") });
    const found: number[] = [];
    for (let steps = 0;; steps++) {
      const named = await walk();
      found.push(...engines.placesOf(named).reverse());
      if (named.last) break;
      if (steps % 2 === 0) {
        for (let n = 0; n < 20; n++) await engines.say("tank");
        await engines.settle();
      }
    }
    const said = new Set(found);
    for (let seq = 1; seq <= 260; seq += 3) assert(said.has(seq), `${seq} was missed`);
    for (let seq = 261; seq <= 280; seq++) assert(said.has(seq), `${seq} was missed`);
  });
}

function lookups(words: string): AskedOf["lookups"] {
  return readQuery(`${words} `, CLOCK).wanted.flatMap(lookupsOf);
}

type Instance = OpenedEngines["one"];
type Asking = Partial<AskedOf> & Pick<AskedOf, "lookups">;

/** What the tests say and ask. */
function over({ clock, one, two, settle }: OpenedEngines) {
  const random = new SeededRandom(21);
  let said = 0;

  async function messages(): Promise<MessageEvent[]> {
    const entries = await one.log.read(ROOM, { limit: 1e6 });
    return entries.flatMap(({ event }) => event.kind === "message" ? [event] : []);
  }

  async function begin({ log, engine }: Instance, asked: Asking) {
    const [{ seq } = { seq: 0 }] = await log.heads([ROOM]);
    const [walk] = await engine.open([ROOM]);
    assert(walk);
    return walk({ last: seq, range: { from: 1, to: seq }, time: ALWAYS, ...asked });
  }

  function placesOf({ seqs, unknown }: Named): number[] {
    assert(!unknown || seqs.length === 0, "it names, or it cannot tell");
    return unknown ? stretch(unknown) : seqs;
  }

  /** All that is named, the latest first. What is said of it is checked. */
  async function walk(of: Instance, asked: Asking): Promise<number[]> {
    const times = new Map((await messages()).map(({ seq, at }) => [seq, at]));
    const next = await begin(of, asked);
    const all: number[] = [];
    for (let until = Infinity;;) {
      const named = await next();
      until = Math.min(until, named.until ?? Infinity);
      const places = placesOf(named);
      assertEquals(places, places.toSorted((a, b) => a - b), "in their order");
      for (const seq of places.reverse()) {
        assert(seq < (all.at(-1) ?? Infinity), "later ones first, each once");
        assert((times.get(seq) ?? 0) <= until, "nothing is later than was said");
        all.push(seq);
      }
      if (named.last) return all;
    }
  }

  /** All that says it is named, and nothing else but what the terms of the query cannot tell apart. */
  async function assertNames(of: Instance, query: SearchQuery): Promise<void> {
    const lookups = [...query.wanted.flatMap(lookupsOf), ...lookupsAbout(query, query.from)];
    if (lookups.length === 0) return;
    const named = await walk(of, { lookups });
    const places = new Set(named);
    let may = 0;
    for (const one of await messages()) {
      if (one.deletedAt !== undefined) continue;
      const by = query.from.length === 0 || query.from.includes(one.by);
      if (by && says(one, query)) {
        assert(places.has(one.seq), `${one.text} for ${JSON.stringify(query)}`);
      }
      const terms = indexTerms(one);
      if (lookups.every((lookup) => lookup.terms.some((term) => terms.has(term)))) may++;
    }
    assert(named.length >= may, "what has the terms is named");
  }

  return {
    random,
    one,
    two,
    settle,
    begin,
    walk,
    placesOf,
    assertNames,
    async say(text: string, { log }: Instance = one) {
      await clock.advance(50);
      const by = random.fraction() < 0.5 ? "ana" : "ben";
      const request = message(text, { id: `said ${++said}`, by, conversation: ROOM });
      return await clock.runUntil(appended(log, request)); // another instance may come before
    },
    async edit({ log }: Instance, target: number, text: string) {
      await change(log, target, { kind: "edit", target }, (was) => ({ ...was, text }));
    },
    async remove({ log }: Instance, target: number) {
      await change(log, target, { kind: "delete", target }, (was) => emptied(was, was.at));
    },
  };

  /** What is no message, or gone, stays as it is. */
  async function change(
    log: ConversationLog,
    target: number,
    draft: { kind: "edit" | "delete"; target: number },
    form: (was: MessageEvent) => MessageEvent,
  ): Promise<void> {
    const done = log.append({
      conversation: ROOM,
      by: "ana",
      id: `change ${target} ${++said}`,
      draft,
      revise: (was) =>
        was?.kind === "message" && was.deletedAt === undefined
          ? form(was)
          : new Error("no message"),
    }).catch(() => {});
    await clock.runUntil(done);
  }
}

function stretch({ from, to }: SeqRange): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
}
