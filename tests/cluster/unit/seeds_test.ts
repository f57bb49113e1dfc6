import { assertEquals } from "@std/assert";
import type { Topic } from "../../../lib/cluster/bus.ts";
import { CALM, FaultyKv, type KvFaults } from "../../simulation/faulty_kv.ts";
import { TestInstances, typing } from "../../support/instances.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

const SEEDS = 60;
const STEPS = 120;
const TOPICS = 4;

/** From a breeze, where one loss must show by itself, to a storm, where everything happens at once. */
function faults(strength: number): KvFaults {
  return {
    maxDelayMs: 60,
    fail: 0.05 * strength,
    applyThenFail: 0.05 * strength,
    applyThenFalse: 0.05 * strength,
    hang: 0.01 * strength,
    silentWatch: 0.2 * strength,
  };
}

interface Member {
  instance: Awaited<ReturnType<TestInstances["start"]>>;
  kv: FaultyKv;
  state: "awake" | "asleep" | "killed";
  /** Topics followed, and since when the follow has been resolved. */
  follows: Map<number, number>;
}

/** What was committed and then published: it must reach, or be suspected by, who followed it then. */
interface Event {
  name: string;
  at: number;
  owedTo: Member[];
}

async function storm(seed: number): Promise<string[]> {
  const all = new TestInstances();
  const random = new SeededRandom(seed);
  const members: Member[] = [];
  const events: Event[] = [];
  const strength = [0.02, 0.1, 1][seed % 3] ?? 1;
  all.channels.fate = () => {
    const fate = random.fraction() / strength;
    return fate > 0.2 ? "pass" : fate > 0.1 ? "drop" : fate > 0.05 ? "double" : "hold";
  };
  const start = async () => {
    const made: FaultyKv[] = [];
    const instance = await all.start(`i${members.length}`, {
      near: random.fraction() < 0.6,
      through: (inner) => made[0] = new FaultyKv(inner, all.clock, random),
    });
    const [kv] = made as [FaultyKv];
    members.push({ instance, kv, state: "awake", follows: new Map() });
  };
  for (let n = 0; n < 3; n++) await start();
  for (const { kv } of members) kv.faults = faults(strength);

  const awake = () => members.filter(({ state }) => state === "awake");
  const pick = <T>(from: readonly T[]): T | undefined => from[random.below(from.length)];
  const publish = () => {
    const sender = pick(awake());
    const topic = random.below(TOPICS);
    if (!sender) return;
    const event: Event = {
      name: `event ${events.length}`,
      at: all.clock.now(),
      owedTo: members.filter((member) =>
        member !== sender && member.state !== "killed" && member.follows.has(topic)
      ),
    };
    events.push(event);
    void sender.instance.bus.publish([typing(String(topic), event.name)]);
  };
  const follow = () => {
    const member = pick(awake());
    const topic = random.below(TOPICS);
    if (!member || member.follows.has(topic)) return;
    const name: Topic = `conversation:${topic}`;
    member.instance.bus.follow([name]).then(
      () => member.follows.set(topic, all.clock.now()),
      () => {}, // safe: it was closed, so nothing is owed to it
    );
  };
  const fall = async () => {
    const member = pick(awake());
    if (!member || awake().length < 2) return;
    const killed = random.fraction() < 0.3;
    member.state = killed ? "killed" : "asleep";
    if (!killed) return member.instance.sleep();
    member.kv.crash();
    member.instance.kill();
    if (members.length < 6) await start();
  };
  const rise = () => {
    const member = pick(members.filter(({ state }) => state === "asleep"));
    if (!member) return;
    member.state = "awake";
    member.instance.wake();
  };

  for (let step = 0; step < STEPS; step++) {
    const chance = random.fraction();
    if (chance < 0.6) publish();
    else if (chance < 0.85) follow();
    else if (chance < 0.85 + 0.05 * Math.sqrt(strength)) await fall();
    else if (chance < 0.98) rise();
    else all.channels.release();
    await all.clock.advance(random.below(step % 10 === 0 ? 5_000 : 300));
  }
  all.channels.fate = () => "pass";
  for (const { kv } of members) kv.faults = CALM;
  while (members.some(({ state }) => state === "asleep")) rise();
  await all.clock.advance(60_000);

  const missed = events.flatMap(({ name, at, owedTo }) =>
    owedTo.filter(({ state, instance }) => {
      const told = instance.received.some(({ message }) =>
        message.type === "typing" && message.user === name
      );
      return state !== "killed" && !told && !instance.suspicions.some((time) => time >= at);
    }).map(({ instance }) => `seed ${seed}: ${instance.bus.instance} missed ${name}`)
  );
  const live = members.filter(({ state }) => state !== "killed");
  const names = live.map(({ instance }) => instance.bus.instance).toSorted().join();
  for (const { instance } of live) {
    const known = instance.bus.instances().toSorted().join();
    if (known !== names) missed.push(`seed ${seed}: ${instance.bus.instance} knows ${known}`);
  }
  await all.close();
  return [...missed, ...all.reports.map((report) => `seed ${seed}: ${report}`)];
}

Deno.test("bus - in any storm, what is published is received or suspected (D4)", async () => {
  const from = Number(Deno.env.get("PALABRE_SEED") ?? 1);
  for (let seed = from; seed < from + SEEDS; seed++) assertEquals(await storm(seed), []);
});
