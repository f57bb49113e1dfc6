import type { Actor } from "../../lib/chat/chat.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { createLog } from "../../lib/log/create_log.ts";
import { FakeChannels } from "../support/fake_channel.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { Witness } from "../support/witness.ts";
import { type Bug, bugs } from "./bugs.ts";
import { CALM, WEATHERS } from "./faulty_kv.ts";
import { Network } from "./network.ts";
import { PlannedPolls } from "./planned_polls.ts";
import { actAs, actInGroup } from "./person_acts.ts";
import { Reminders } from "./reminders.ts";
import { groupsOf } from "../support/group_invariants.ts";
import { haveRead, makeActors, makeMist } from "./settlement.ts";
import { standingsOf } from "./standings.ts";
import { verdict } from "./verdict.ts";
import { ScheduledMessages } from "./scheduled_messages.ts";
import type { Action, Plan, Weather } from "./actions.ts";
import { SimulatedInstance } from "./simulated_instance.ts";
import { SimulatedPerson } from "./simulated_person.ts";

/** Long enough for leases to lapse, watchdogs to bark and backoffs to end. */
const HEAL_MS = 75_000;
const HEAL_STEP_MS = 5_000;
/** When those whose request ended in nothing look again: after the latest late commit. */
const LOOK_AGAIN_MS = 30_000;
/** In the room where everything vanishes: as short as one may say. */
const VANISH_MS = 60_000;
/** A page holds eight conversations: those of every history, and so many groups. */
const GROUPS_WATCHED = 3;
/** At most so many instances at once. */
const MAX_INSTANCES = 4;

/**
 * Runs one plan on a virtual clock and gives what was violated; nothing, when all is well. `heard` is
 * told every frame that a client receives.
 */
export async function simulate(
  plan: Plan,
  bug?: Bug,
  heard: (frame: string) => void = () => {},
): Promise<string[]> {
  const simulation = new Simulation(plan, bug, heard);
  return await simulation.run();
}

export class Simulation {
  readonly clock = new VirtualClock();
  readonly random: SeededRandom;
  readonly store = new MemoryKv();
  readonly channels = new FakeChannels();
  readonly witness: Witness;
  readonly instances: SimulatedInstance[] = [];
  readonly clients: SimulatedPerson[] = [];
  readonly conversations: string[] = [GENERAL];
  /** How far everyone had read when it began, by conversation. */
  began: ReadonlyMap<string, number> = new Map();
  readonly network: Network;
  readonly scheduled = new ScheduledMessages();
  readonly reminders = new Reminders();
  readonly polls = new PlannedPolls();
  #born = 0;
  #rooms = 0;
  /** A room that people leave and join; nobody writes there before all is calm. */
  #orchard = "";

  constructor(
    readonly plan: Plan,
    readonly bug: Bug | undefined,
    heard: (frame: string) => void,
  ) {
    this.witness = new Witness(heard);
    this.random = new SeededRandom(plan.seed ^ 0x5bd1e995);
    this.network = new Network(this.clock, plan.seed, this.witness, () => this.#serving());
  }

  async run(): Promise<string[]> {
    try {
      await this.#settle();
      for (const action of this.plan.actions) {
        this.#act(action);
        await this.clock.advance(action.thenMs);
      }
      await this.#heal();
      if (this.plan.vanishing) await this.#vanish();
      const { chat } = (this.#serving()[0] as SimulatedInstance).instance;
      const groups = await this.#visitGroups();
      const stand = [...this.conversations, ...groups];
      const who = { conversations: stand, people: this.clients, chat };
      const standings = await standingsOf({ ...this, ...who });
      await this.#visitGroups(); // a page that read all may have let go of them
      await this.#say();
      const conversations = [...this.conversations, this.#orchard, ...groups];
      const instances = this.#serving().length;
      return [...standings, ...await verdict({ ...this, conversations, instances })];
    } finally {
      for (const { model } of this.clients) model.stop();
      for (const instance of this.instances) instance.crash();
    }
  }

  async #settle(): Promise<void> {
    for (let n = 0; n < this.plan.instances; n++) this.#start();
    for (const { started } of this.instances) await this.clock.runUntil(started);
    const { users, chat } = (this.instances[0] as SimulatedInstance).instance;
    const actors = await this.clock.runUntil(makeActors(users, this.plan.clients));
    await this.clock.runUntil(this.scheduled.comeIn(users));
    await this.clock.runUntil(this.reminders.comeIn(users));
    await this.clock.runUntil(this.polls.ask(users, chat, this.clock.now()));
    const [first, second] = actors as [Actor, Actor];
    const room = await this.clock.runUntil(chat.create(first, { name: "harvest" }));
    await this.clock.advance(100); // where a bug acknowledges it before it is there
    for (const actor of actors.slice(1)) {
      await this.clock.runUntil(chat.join(actor, { room: "harvest" }));
    }
    const direct = await this.clock.runUntil(chat.open(first, second.user.name));
    if (this.plan.vanishing) {
      const made = makeMist(chat, actors, VANISH_MS);
      this.conversations.push(await this.clock.runUntil(made));
    }
    const orchard = await this.clock.runUntil(chat.create(first, { name: "orchard" }));
    await this.clock.advance(100);
    for (const actor of actors.slice(1)) {
      await this.clock.runUntil(chat.join(actor, { room: "orchard" }));
    }
    this.#orchard = orchard.id;
    this.conversations.push(room.id, direct.id);
    this.began = await haveRead(this.store, this.conversations, actors);
    const places = [...this.conversations, orchard.id];
    for (const actor of actors) {
      this.clients.push(
        new SimulatedPerson(actor, {
          clock: this.clock,
          transport: this.network.transport(actor),
          places,
          seed: () => this.plan.seed + this.random.below(1 << 30),
          report: (text) => void this.witness.violations.push(text),
        }),
      );
    }
    await this.clock.advance(1_000);
  }

  #start(): void {
    if (this.instances.filter(({ state }) => state !== "gone").length >= MAX_INSTANCES) return;
    const name = `i${++this.#born}`;
    const seed = this.plan.seed * 31 + this.#born;
    // Every third is far: it has no channel, so it is reached through the store alone.
    const channel = this.#born % 3 === 0 ? undefined : this.channels.open(name);
    const spoiled = this.bug ? bugs[this.bug] : undefined;
    const instance = new SimulatedInstance({
      name,
      seed,
      channel,
      store: this.store.open(),
      clock: this.clock,
      spoil: spoiled?.kv ?? ((kv) => kv),
      createLog: spoiled?.log ?? createLog,
      report: () => {}, // faults are what is simulated
    });
    instance.started.catch(() => instance.crash()); // the store was away for too long: it exits
    this.instances.push(instance);
  }

  #act(action: Action): void {
    switch (action.do) {
      case "burst":
        for (let n = 0; n < action.count; n++) this.#write(action.client, action.conversation);
        return;
      case "cut":
        return this.network.cut(this.#client(action.client).actor.user.id, action.how);
      case "reload":
        return this.#client(action.client).reload();
      case "go":
        return this.#client(action.client).go();
      case "wander":
        return this.#client(action.client).wander(this.#orchard, action.back);
      case "crossing": {
        const writer = this.#client(action.writer);
        const through = this.network.instanceOf(writer.actor.user.id);
        this.#serving().forEach((instance, which) => {
          if (instance === through) this.#weather(which, "crawling", 5_000);
        });
        this.network.cut(this.#client(action.client).actor.user.id, "seen");
        const write = () => this.#write(action.writer, action.conversation);
        return void this.clock.after(action.afterMs, write);
      }
      case "newcomer": {
        this.#start();
        const moving = this.#client(action.client).actor.user.id;
        this.clock.after(action.afterMs / 4, () => this.network.cut(moving, "seen"));
        return void this.clock.after(
          action.afterMs,
          () => this.#write(action.writer, action.conversation),
        );
      }
      case "gather": {
        const name = `room-${++this.#rooms}`;
        return void this.#client(action.client).gather(name, this.#client(action.guest));
      }
      case "move": {
        const moderator = this.#client(0);
        const from = this.#conversationOf(moderator, action.conversation);
        return moderator.move(from, action.nth, this.#conversationOf(moderator, action.to));
      }
      case "in-group":
        return actInGroup(action.act, (which) => this.#client(which));
      case "schedule": {
        const instance = this.#instance(action.instance);
        return instance && void this.scheduled.schedule(instance, action.inMs, action.then);
      }
      case "remind": {
        const instance = this.#instance(action.instance);
        return instance && void this.reminders.remind(instance, action.inMs, action.then);
      }
      case "rush":
        for (const client of this.clients) if (client.here) client.reload();
        return void this.clock.after(action.afterMs, () => this.#crash(action.instance));
      case "vote": {
        const seq = this.polls.seqs[action.poll] ?? 1;
        return this.#client(action.client).vote(GENERAL, seq, action.options);
      }
      case "crash":
        return this.#crash(action.instance);
      case "shut-down":
        return void this.#instance(action.instance)?.shutDown();
      case "start":
        return this.#start();
      case "weather":
        return this.#weather(action.instance, action.weather, action.forMs);
      case "bus-storm":
        return this.#busStorm(action.forMs);
      case "wait":
        return;
      default: {
        const person = this.#client(action.client);
        const place = this.#conversationOf(person, action.conversation);
        return actAs(person, place, action, this.clients);
      }
    }
  }

  #crash(which: number): void {
    const instance = this.#instance(which);
    instance?.crash();
    if (instance) this.network.crashed(instance);
  }

  #write(which: number, conversation: number): void {
    const client = this.#client(which);
    client.write(this.#conversationOf(client, conversation));
  }

  #weather(which: number, weather: Weather, forMs: number): void {
    const instance = this.#instance(which);
    if (!instance) return;
    instance.kv.faults = { ...CALM, ...WEATHERS[weather] };
    instance.kv.cutOff = weather === "cut-off";
    this.clock.after(forMs, () => this.#calm(instance));
  }

  #calm(instance: SimulatedInstance): void {
    instance.kv.faults = CALM;
    instance.kv.cutOff = false;
  }

  #busStorm(forMs: number): void {
    const fates = ["pass", "drop", "double", "hold"] as const;
    this.channels.fate = () => fates[this.random.below(fates.length)] ?? "pass";
    this.clock.after(forMs, () => this.#calmBus());
  }

  #calmBus(): void {
    this.channels.fate = () => "pass";
    this.channels.release();
  }

  /** All faults end, and everybody gets the time that the design promises. */
  async #heal(): Promise<void> {
    this.#calmBus();
    for (const instance of this.instances) this.#calm(instance);
    if (this.#serving().length === 0) this.#start();
    for (const { here, model } of this.clients) if (here) model.retryNow();
    for (let healed = 0; healed < HEAL_MS; healed += HEAL_STEP_MS) {
      await this.clock.advance(HEAL_STEP_MS);
      if (this.#serving().length === 0) this.#start();
      if (healed === LOOK_AGAIN_MS) {
        for (const { unsure, actor } of this.clients) {
          if (unsure) this.network.cut(actor.user.id, "seen");
        }
      }
      // Somebody is there: a person who is away for minutes would rightly be shown as away.
      for (const { here, model } of this.clients) if (here) model.touch();
    }
  }

  /** What was said last vanishes too. */
  async #vanish(): Promise<void> {
    for (let waited = 0; waited < VANISH_MS; waited += HEAL_STEP_MS) {
      await this.clock.advance(HEAL_STEP_MS);
      for (const { here, model } of this.clients) if (here) model.touch();
    }
  }

  /** All look into the groups that they are in, of as many as a page holds beside the rooms; gives these. */
  async #visitGroups(): Promise<string[]> {
    const groups = (await groupsOf(this.store)).slice(0, GROUPS_WATCHED);
    if (groups.length === 0) return groups;
    for (const client of this.clients) {
      for (const place of [...this.conversations, this.#orchard, ...groups]) {
        if (client.isIn(place)) client.visit(place);
      }
    }
    await this.clock.advance(HEAL_STEP_MS);
    return groups;
  }

  /** When all is calm, somebody says something in the orchard: only who is in it may hear that. */
  async #say(): Promise<void> {
    const there = this.clients.filter((client) => client.isIn(this.#orchard));
    for (const client of there) client.visit(this.#orchard);
    there[0]?.write(this.#orchard);
    await this.clock.advance(HEAL_STEP_MS);
  }

  #serving(): SimulatedInstance[] {
    return this.instances.filter(({ state }) => state === "serving");
  }

  #instance(which: number): SimulatedInstance | undefined {
    const serving = this.#serving();
    return serving[which % serving.length];
  }

  #client(which: number): SimulatedPerson {
    return this.clients[which % this.clients.length] as SimulatedPerson;
  }

  /** Only the first two are in the direct conversation. */
  #conversationOf(client: SimulatedPerson, which: number): string {
    const direct = this.conversations.at(-1);
    const conversation = this.conversations[which % this.conversations.length] as string;
    return conversation === direct && this.clients.indexOf(client) > 1 ? GENERAL : conversation;
  }
}
