import { assert, assertEquals } from "@std/assert";
import type { Published } from "../../../lib/cluster/bus.ts";
import { typing } from "../../support/instances.ts";
import type { Asked, Told } from "./bus_worker.ts";

/** They beacon every 4 s; a beacon may be lost, and a machine slow. */
const NEAR_WITHIN_MS = 60_000;

/** A Worker with an instance, and what it told so far. */
class BusWorker {
  readonly #worker = new Worker(new URL("./bus_worker.ts", import.meta.url), { type: "module" });
  readonly #told: Told[] = [];
  #changed = () => {};

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<Told>) => {
      this.#told.push(data);
      this.#changed();
    };
  }

  get received(): Published[] {
    return this.#told.flatMap((told) => told.type === "received" ? [told.published] : []);
  }

  get suspicions(): number {
    return this.#told.filter(({ type }) => type === "suspicion").length;
  }

  /** Resolves once `enough` holds of what was told. */
  async until(enough: () => boolean): Promise<void> {
    while (!enough()) await new Promise<void>((resolve) => this.#changed = resolve);
  }

  async ask(asked: Asked): Promise<Told | undefined> {
    const answers = () => this.#told.filter(({ type }) => type === asked.type);
    const before = answers().length;
    this.#worker.postMessage(asked);
    await this.until(() => answers().length > before);
    return answers().at(-1);
  }

  terminate(): void {
    this.#worker.terminate();
  }
}

Deno.test("workers - two on one file tell each other over the platform's channel", async () => {
  const folder = await Deno.makeTempDir();
  const [a, b] = [new BusWorker(), new BusWorker()];
  try {
    for (const worker of [a, b]) {
      await worker.ask({ type: "start", path: `${folder}/kv`, channel: folder });
    }
    // They hear of each other when the platform's messages have crossed; until then, by the store.
    let puts = 1;
    let rounds = 0;
    const end = performance.now() + NEAR_WITHIN_MS;
    while (puts > 0) {
      assert(performance.now() < end, "they did not become near");
      const told = await a.ask({ type: "publish", messages: [typing("x", `round ${rounds++}`)] });
      if (told?.type === "publish") puts = told.puts;
      await b.until(() => b.received.length === rounds);
    }
    const before = b.suspicions;
    const burst = Array.from({ length: 2_000 }, (_, n) => typing("x", String(n)));
    const told = await a.ask({ type: "publish", messages: burst });
    assert(told?.type === "publish" && told.puts === 0);
    await b.until(() => b.received.length >= rounds + burst.length);
    assertEquals(b.received.slice(rounds), burst);
    assertEquals([a.received, b.suspicions - before], [[], 0]);
    await Promise.all([a.ask({ type: "close" }), b.ask({ type: "close" })]);
  } finally {
    for (const worker of [a, b]) worker.terminate();
    await Deno.remove(folder, { recursive: true });
  }
});
