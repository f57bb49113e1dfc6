import { assertEquals } from "@std/assert";
import { type Instance, startInstance } from "../../../lib/instance/instance.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { people } from "../../support/one_instance.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";
import { type KvCall, WatchedKv } from "../../support/watched_kv.ts";
import { silentLogger } from "../../support/loggers.ts";

// The table of costs in docs/operations.md, for one, two and three instances that are far apart.

/** What an instance asks of the store while nothing happens. */
function isRoutine(call: KvCall): boolean {
  if (call.call === "get") return call.key[0] === "wake";
  if (call.call === "getMany") return call.keys[0]?.[0] === "live";
  if (call.call === "list") return call.key[0] === "job";
  return call.call === "commit" &&
    call.mutations.every(({ key }) => key[0] === "lease" || key[0] === "tally");
}

/** A call in short: what it is, and of which kinds of keys. */
function inShort(call: KvCall): string {
  if (call.call === "commit") {
    return `commit ${call.mutations.map(({ type, key }) => `${type} ${key[0]}`).sort().join(", ")}`;
  }
  return call.call === "getMany"
    ? `read ${call.keys.map(([kind]) => kind).join(", ")}`
    : `${call.call === "get" ? "read" : "list"} ${call.key[0]}`;
}

/** So many instances; somebody on the first and somebody on the last, both in the general room. */
async function cluster(size: number) {
  const clock = new VirtualClock();
  const store = new MemoryKv();
  const started: Array<{ kv: WatchedKv; instance: Instance }> = [];
  for (let n = 0; n < size; n++) {
    const kv = new WatchedKv(store.open());
    const [random, logger] = [new SeededRandom(n + 1), silentLogger];
    const options = { kv, clock, random, logger, rates: false };
    const instance = await clock.runUntil(startInstance(options));
    started.push({ kv, instance });
  }
  const instances = started.map(({ instance }) => instance);
  const [first, last] = [instances[0], instances.at(-1)] as [Instance, Instance];
  const [here, there] = [people(first, clock), people(last, clock)];
  await clock.advance(6_000);
  const ada = await here.join(await here.person("ada"));
  const zed = await there.join(await there.person("zed"));
  await here.send(ada, "general", "what is read once is known now");
  await clock.advance(4_500); // late marks are written; who may write here is still known
  const routine = started.map(({ kv }) => kv.calls);
  return {
    clock,
    ada,
    zed,
    send: here.send,
    /** What each instance asks of the store for this, besides its routine, in the next second. */
    async costs(act: () => unknown): Promise<string[][]> {
      for (const calls of routine) calls.length = 0;
      await act();
      await clock.advance(1_500);
      return started.map(({ kv }) => kv.take().filter((call) => !isRoutine(call)).map(inShort));
    },
    take: () => started.map(({ kv }) => kv.take()),
    async end() {
      ada.gone();
      zed.gone();
      for (const one of instances) await clock.runUntil(one.close());
    },
  };
}

const times = (count: number, text: string) => Array<string>(count).fill(text);
/** An instance that is told something by a far one reads its inbox; it may find it read already. */
const isTold = (calls: string[]) =>
  calls.includes("list inbox") && calls.every((call) => /^(list|commit delete) inbox$/.test(call));

for (const size of [1, 2, 3]) {
  const others = size - 1;
  /** Telling `who` of the others, in one commit. */
  const telling = (who: number) =>
    who === 0
      ? []
      : [`commit ${[...times(who, "set inbox"), ...times(who, "set wake")].join(", ")}`];
  const lookup = others === 0 ? [] : [`read ${times(others, "interest").join(", ")}`];
  const followers = Math.min(others, 1); // the last alone has somebody in the room

  Deno.test(`costs - a message, among ${size}`, async () => {
    const { ada, costs, send, end } = await cluster(size);
    const [first, ...rest] = await costs(() => send(ada, "general", "hello"));
    const looking = others === 0 ? [] : ["read live", ...lookup, ...telling(followers)];
    const mark = others === 0 ? [] : ["read read", "commit set read"]; // alone it may wait 10 s
    assertEquals(first, ["commit set head, set log", ...looking, ...mark]);
    assertEquals(rest.map(isTold), rest.map((_, n) => n === rest.length - 1));
    await end();
  });

  Deno.test(`costs - a change of presence, among ${size}`, async () => {
    const { ada, costs, end } = await cluster(size);
    const [first, ...rest] = await costs(() => ada.say({ type: "presence", state: "away" }));
    const looking = others === 0 ? [] : ["read live", ...telling(others)];
    assertEquals(first, ["commit set presence", ...looking]);
    assertEquals(rest.map(isTold), rest.map(() => true));
    await end();
  });

  Deno.test(`costs - typing, among ${size}`, async () => {
    const { ada, costs, end } = await cluster(size);
    const [first = []] = await costs(() => ada.say({ type: "typing", conversation: "general" }));
    // Whether people let it be seen is read once a minute.
    const each = first.filter((call) => call !== "read personal_settings");
    assertEquals(each, ["read live", ...lookup, ...telling(followers)]);
    await end();
  });

  Deno.test(`costs - an hour of nothing, among ${size}`, async () => {
    const { clock, take, end } = await cluster(size);
    await clock.advance(60_000);
    take();
    await clock.advance(3_600_000);
    for (const calls of take()) {
      const keys = calls.reduce(
        (sum, call) =>
          sum + (call.call === "getMany" ? call.keys.length : call.call === "get" ? 1 : 0),
        0,
      );
      const commits = calls.filter(({ call }) => call === "commit").length;
      const lists = calls.filter(({ call }) => call === "list").length;
      const looks = others > 0 ? 900 : 180;
      assertEquals([keys, lists, commits], [1_800 * (1 + others) + 1_200, looks, 900]);
    }
    await end();
  });
}
