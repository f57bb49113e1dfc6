import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { ChatModel } from "../../lib/client/model.ts";
import { ClientFixture, shown } from "../support/client_fixture.ts";
import type { Fate } from "../support/fake_server.ts";

/** One thing that happens; texts are numbered by the run. */
type Step =
  | { do: "send" | "burst" | "theirs" | "lost push" | "cut" | "reload" | "hand twice" }
  | { do: "wait"; ms: number }
  | { do: "script"; fate: Fate };

const refused = (code: "unavailable" | "rate-limited"): Fate => ({ refuse: { code, message: "" } });
const fate = fc.constantFrom<Fate>(
  "lose-reply",
  "lose-request",
  "ignore",
  refused("unavailable"),
  refused("rate-limited"),
);
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({
    do: fc.constantFrom("send", "burst", "theirs", "lost push", "cut", "reload", "hand twice"),
  }),
  fc.record({ do: fc.constant("wait"), ms: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({ do: fc.constant("script"), fate }),
);

/** What a run must end with: each own text once, in the order of writing, for log and screen. */
class Run {
  readonly fixture: ClientFixture;
  readonly written: string[] = [];
  model: ChatModel;
  #theirs = 0;

  constructor(seed: number) {
    this.fixture = new ClientFixture(seed);
    this.model = this.fixture.model();
    this.#open();
  }

  /** At no time is a text on the screen twice. */
  #open(): void {
    this.model.start();
    const timeline = this.model.timeline("general");
    timeline.items.subscribe(() => {
      const texts = shown(timeline).map((text) => text.replace(/^\((.*)\)$/, "$1"));
      assertEquals(new Set(texts).size, texts.length, texts.join(", "));
    });
  }

  async take(one: Step): Promise<void> {
    const { fixture } = this;
    switch (one.do) {
      case "send":
        return this.#write();
      case "burst":
        for (let n = 0; n < 4; n++) this.#write();
        return;
      case "theirs":
        return void fixture.server.say("general", `theirs ${++this.#theirs}`);
      case "lost push": {
        const { server } = fixture;
        const { people } = server;
        const text = `theirs ${++this.#theirs}`;
        const message = { kind: "message", id: fixture.random.uuid(), text } as const;
        return void server.append("general", [...people.values()][1]!, message, "lost");
      }
      case "cut":
        return fixture.server.cut();
      case "reload":
        await fixture.rest(); // a page that is left has stored what was written
        this.model.stop();
        this.model = fixture.model();
        return this.#open();
      case "hand twice": {
        const log = fixture.server.logs.get("general")!;
        const events = log.slice(-4, -1);
        if (events.length === 0) return;
        return fixture.server.push({ type: "events", conversation: "general", events, users: {} });
      }
      case "wait":
        return await fixture.pass(one.ms, 250);
      case "script":
        return fixture.server.script("send", one.fate);
    }
  }

  #write(): void {
    const text = `mine ${this.written.length}`;
    this.written.push(text);
    void this.model.send("general", text);
  }
}

Deno.test("outbox - any interleaving of losses, refusals, reloads and duplicates: once and in order (D3)", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.array(step, { maxLength: 30 }), async (seed, steps) => {
      const run = new Run(seed);
      for (const one of steps) await run.take(one);
      run.fixture.server.say("general", "the end");
      await run.fixture.pass(240_000, 1_000);

      const log = run.fixture.server.logs.get("general")!;
      const texts = log.map((event) => event.kind === "message" ? event.text : "");
      assertEquals(texts.filter((text) => text.startsWith("mine")), run.written);
      assertEquals(run.fixture.storage.entries.size, 0);
      assertEquals(run.fixture.reports, []);

      const timeline = run.model.timeline("general");
      assertEquals(shown(timeline), texts.slice(timeline.oldest.value - 1));
      const keys = timeline.items.value.map(({ key }) => key);
      assertEquals(new Set(keys).size, keys.length);
      run.model.stop();
      await run.fixture.rest();
      assertEquals(run.fixture.clock.pending, 0);
    }),
    { numRuns: 300 },
  );
});
