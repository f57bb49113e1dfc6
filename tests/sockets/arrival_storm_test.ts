import { assertEquals } from "@std/assert";
import { type Check, type Key, type Mutation, type Range, Unavailable } from "../../lib/kv/kv.ts";
import { FarEnd } from "../support/far_end.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { oneInstance } from "../support/one_instance.ts";
import type { VirtualClock } from "../support/virtual_clock.ts";

const PEOPLE = 600;
/** What a call takes; and a call that waits longer than its deadline is given up. */
const CALL_MS = 2;
const DEADLINE_MS = 2_000;

/** A store that takes one call after the other, and gives up those that wait for too long. */
class SlowKv extends MemoryKv {
  clock: VirtualClock | undefined;
  #freeAt = 0;

  async #turn(): Promise<void> {
    const { clock } = this;
    if (!clock) return;
    const now = clock.elapsed();
    const doneAt = Math.max(now, this.#freeAt) + CALL_MS;
    if (doneAt - now > DEADLINE_MS) throw new Unavailable("it waited too long");
    this.#freeAt = doneAt;
    await new Promise<void>((resolve) => clock.after(doneAt - now, resolve));
  }

  override async get<T>(key: Key) {
    await this.#turn();
    return await super.get<T>(key);
  }

  override async getMany<T>(keys: readonly Key[]) {
    await this.#turn();
    return await super.getMany<T>(keys);
  }

  override async list<T>(range: Range, options: { limit: number; reverse?: boolean }) {
    await this.#turn();
    return await super.list<T>(range, options);
  }

  override async commit(checks: readonly Check[], mutations: readonly Mutation[]) {
    await this.#turn();
    return await super.commit(checks, mutations);
  }
}

Deno.test("arrival - a storm comes in as the store answers, and nobody is told that it is away", async () => {
  const kv = new SlowKv();
  const { clock, instance, person, reported } = await oneInstance({ kv, rates: true });
  const actors = [];
  for (let n = 0; n < PEOPLE; n++) actors.push(await person(`p${n}`));
  reported.length = 0;
  kv.clock = clock;
  const ends = actors.map((actor) => {
    const end = FarEnd.at(instance, actor);
    return { end, ref: end.ask({ type: "sync", since: {} }) };
  });
  await clock.advance(60_000);
  assertEquals(ends.flatMap(({ end }) => end.closed ?? []), []);
  assertEquals(ends.filter(({ end, ref }) => !end.reply(ref).ok).length, 0);
  assertEquals(reported, []);
});
