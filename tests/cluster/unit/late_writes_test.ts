import { assertEquals } from "@std/assert";
import { startInstance } from "../../../lib/instance/instance.ts";
import { GENERAL } from "../../../lib/protocol/events.ts";
import type { LogEntry } from "../../../lib/log/log.ts";
import { keys } from "../../../lib/kv/keys.ts";
import { COMMIT_DEADLINE_MS, Unavailable } from "../../../lib/kv/kv.ts";
import { sleep } from "../../../lib/runtime/clock.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { people } from "../../support/one_instance.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";
import { WatchedKv } from "../../support/watched_kv.ts";
import { silentLogger } from "../../support/loggers.ts";

// The client of a remote store repeats a commit long after its caller gave it up.

/** Instances that are far apart. */
class RemoteInstances {
  readonly clock = new VirtualClock();
  readonly store = new MemoryKv();
  #seed = 1;

  async start(name: string) {
    const kv = new WatchedKv(this.store.open());
    const [random, logger] = [new SeededRandom(this.#seed++), silentLogger];
    const options = { kv, clock: this.clock, random, logger, rates: false, instance: name };
    const instance = await this.clock.runUntil(startInstance(options));
    return { kv, instance, ...people(instance, this.clock) };
  }

  /** So many commits to such keys have no answer; the first is applied all the same, `ms` later. */
  late(kv: WatchedKv, kind: string, { unanswered, ms }: { unanswered: number; ms: number }): void {
    const commit = kv.commit.bind(kv);
    let asked = 0;
    kv.commit = async (checks, mutations) => {
      if (!mutations.some(({ key }) => key[0] === kind) || asked >= unanswered) {
        return await commit(checks, mutations);
      }
      if (++asked === 1) this.clock.after(ms, () => void this.store.commit(checks, mutations));
      await sleep(this.clock, COMMIT_DEADLINE_MS);
      throw new Unavailable("No answer (test)");
    };
  }

  /** The kind of the last event in the general room's log. */
  async lastLogged(): Promise<string | undefined> {
    const range = { start: keys.entry(GENERAL, 1), end: keys.entry(GENERAL, 99) };
    const entries = await this.store.list<LogEntry>(range, { limit: 99 });
    return entries.at(-1)?.value.event.kind;
  }

  /** Ends an instance with a message of `end` under way, which is stored 8 s after it was sent. */
  async endWithLastWords({ kv, instance }: Started, end: Joined): Promise<void> {
    this.late(kv, "log", { unanswered: Infinity, ms: 8_000 });
    const id = "00000000-0000-4000-8000-000000000001";
    end.ask({ type: "send", conversation: GENERAL, id, text: "last words", after: 0 });
    await this.clock.advance(50);
    const closing = instance.close();
    await this.clock.advance(2_500);
    end.gone(); // and does not come back, to send it again
    await this.clock.runUntil(closing);
  }
}

type Started = Awaited<ReturnType<RemoteInstances["start"]>>;
type Joined = Awaited<ReturnType<Started["join"]>>;

Deno.test("late write - what was given up and is committed yet is pushed to all (D4)", async () => {
  const fixture = new RemoteInstances();
  const [a, b] = [await fixture.start("a"), await fixture.start("b")];
  await fixture.clock.advance(5_000);
  const [ann, bob] = [await a.join(await a.person("ann")), await b.join(await a.person("bob"))];
  await fixture.clock.advance(1_000);
  const target = await a.send(ann, GENERAL, "to be deleted");
  await fixture.clock.advance(1_000);
  fixture.late(a.kv, "log", { unanswered: Infinity, ms: 50_000 });
  const deletion = ann.ask({ type: "delete", conversation: GENERAL, target });
  await fixture.clock.advance(49_000);
  assertEquals([ann.reply(deletion).ok, await fixture.lastLogged()], [false, "message"]);
  await fixture.clock.advance(60_000);
  assertEquals(await fixture.lastLogged(), "delete");
  for (const end of [ann, bob]) assertEquals(end.events(GENERAL).at(-1)?.kind, "delete");
});

Deno.test("late write - a commit that outlives its instance's end is pushed to the others (D4)", async () => {
  const fixture = new RemoteInstances();
  const [a, b] = [await fixture.start("a"), await fixture.start("b")];
  await fixture.clock.advance(5_000);
  const person = await a.person("ann");
  const [ann, bob] = [await a.join(person), await b.join(await a.person("bob"))];
  await fixture.clock.advance(1_000);
  await fixture.endWithLastWords(a, ann);
  await fixture.clock.advance(4_000);
  assertEquals([b.instance.presence.of(person.user.id), await fixture.lastLogged()], [
    "offline",
    undefined,
  ]);
  await fixture.clock.advance(30_000);
  assertEquals(await fixture.lastLogged(), "message");
  assertEquals(bob.events(GENERAL).map(({ kind }) => kind), ["message"]);
});

/** Whoever is on `a` writes, and it ends before that is committed; then another instance starts. */
async function outlived(others: number) {
  const fixture = new RemoteInstances();
  const a = await fixture.start("a");
  for (let n = 0; n < others; n++) await fixture.start(`b${n}`);
  await fixture.clock.advance(5_000);
  const [person, reader] = [await a.person("ann"), await a.person("bob")];
  const ann = await a.join(person);
  await fixture.endWithLastWords(a, ann);
  const next = await fixture.start("c");
  const bob = await next.join(reader);
  assertEquals(await fixture.lastLogged(), undefined);
  await fixture.clock.advance(30_000);
  return { fixture, bob };
}

Deno.test("late write - a commit that outlives its instance's end is pushed by the next (D4)", async () => {
  const { fixture, bob } = await outlived(1);
  assertEquals(await fixture.lastLogged(), "message");
  assertEquals(bob.events(GENERAL).map(({ kind }) => kind), ["message"]);
});

Deno.test("late write - a commit of an instance that was alone does not outlive the next one's start", async () => {
  const { fixture, bob } = await outlived(0);
  assertEquals(
    await fixture.lastLogged(),
    undefined,
    "its check of the roster fails; nobody was told",
  );
  assertEquals(bob.events(GENERAL), []);
});

for (const seconds of [10, 40, 200]) {
  Deno.test(`late write - a presence row ${seconds} s late leaves no ghost (P2)`, async () => {
    const fixture = new RemoteInstances();
    const a = await fixture.start("a");
    await fixture.clock.advance(5_000);
    const zed = await a.person("zed");
    fixture.late(a.kv, "presence", { unanswered: 1, ms: (5 + seconds) * 1000 });
    const end = await a.join(zed);
    await fixture.clock.advance(9_000);
    assertEquals(a.instance.presence.of(zed.user.id), "online");
    end.gone();
    await fixture.clock.advance(10 * 60_000);
    const b = await fixture.start("b");
    await fixture.clock.advance(1_000);
    assertEquals(b.instance.presence.of(zed.user.id), "offline");
  });
}
