import { freePort } from "../../support/ports.ts";
import { spawnServer } from "../../support/running.ts";

/** A process that could not start (its store was away) is started again after this long. */
const START_AGAIN_MS = 500;
/** After the 3.8 s that a process gives itself (D7), for a machine that is busy with all the others. */
const ENDED_WITHIN_MS = 20_000;
/** Lines of a process's log that an explanation shows. */
const LAST_LINES = 25;
/** What a process may never report, whatever its store and its clients do. */
const NEVER_REPORTED =
  /nobody looked|threw|could not be handled|did not end in order|commit stopped|listener failed/;

type Running = ReturnType<typeof spawnServer>;

/** The place of one process: its port stays, processes come and go. */
interface Post {
  port: string;
  process: Running | undefined;
  state: "up" | "starting" | "down";
  logs: { text: string }[];
}

export interface FleetOptions {
  processes: number;
  /** Workers in each process; with one, it is a plain `deno run`. */
  workers: number;
  /** The KV Connect server that all share. */
  kv: string;
}

/** Several processes of Palabre over one store, killed and started again as a supervisor would. */
export class Fleet {
  readonly kills = { SIGKILL: 0, SIGTERM: 0 };
  /** When a process was killed last. */
  killedAt = -Infinity;
  /** Starts that failed because the store was away. */
  failedStarts = 0;
  /** What a process did that none should. */
  readonly violations: string[] = [];
  readonly #posts: Post[];
  readonly #starting = new Set<Promise<void>>();
  #state: "open" | "closed" = "open";

  constructor(readonly options: FleetOptions) {
    this.#posts = Array.from({ length: options.processes }, () => ({
      port: String(freePort()),
      process: undefined,
      state: "down",
      logs: [],
    }));
  }

  get ports(): number[] {
    return this.#posts.map(({ port }) => Number(port));
  }

  get instances(): number {
    return this.options.processes * this.options.workers;
  }

  url(index: number): string {
    return `http://127.0.0.1:${this.ports[index]}`;
  }

  /** Starts what is down; resolves when each process listens or has ended. */
  async startAll(): Promise<void> {
    this.#posts.forEach((post, index) => {
      if (post.state === "down") this.start(index);
    });
    while (this.#starting.size > 0) await Promise.all(this.#starting);
  }

  start(index: number): void {
    const post = this.#posts[index] as Post;
    const { workers, kv } = this.options;
    const process = spawnServer({
      how: workers > 1 ? "serve" : "run",
      env: { PORT: post.port, PALABRE_KV: kv, DENO_JOBS: String(workers) },
    });
    post.state = "starting";
    post.process = process;
    post.logs.push(process.output);
    const up = process.listening.then(() => {
      if (post.process === process) post.state = "up";
    }, () => {}); // `#ended` looks into it
    this.#starting.add(up);
    void up.finally(() => this.#starting.delete(up));
    void process.ended.then(({ code }) => this.#ended(index, process, code));
  }

  /** Ends a process that is up, unless it is the last one; says whether it did. */
  async kill(index: number, signal: "SIGKILL" | "SIGTERM"): Promise<boolean> {
    const post = this.#posts[index] as Post;
    const others = this.#posts.filter((other) => other !== post && other.state === "up");
    if (post.state !== "up" || others.length === 0) return false;
    await this.#end(post, signal);
    this.kills[signal]++;
    if (signal === "SIGKILL") this.killedAt = performance.now();
    return true;
  }

  /** A process ended: by `#end`, or because its store was away, or as none may. */
  async #ended(index: number, process: Running, code: number): Promise<void> {
    const post = this.#posts[index] as Post;
    if (post.process !== process) return;
    post.process = undefined;
    post.state = "down";
    if (!process.output.text.includes("Palabre cannot start")) {
      this.violations.push(`process ${index} ended by itself with ${code}`);
    }
    this.failedStarts++;
    await new Promise((resolve) => setTimeout(resolve, START_AGAIN_MS));
    if (this.#state === "open" && post.state === "down") this.start(index);
  }

  /** Ends all processes in order. */
  async close(): Promise<void> {
    this.#state = "closed";
    await Promise.all(this.#posts.map((post) => this.#end(post, "SIGTERM")));
    this.#posts.forEach(({ logs }, index) => {
      for (const line of logs.flatMap(({ text }) => text.split("\n"))) {
        if (NEVER_REPORTED.test(line)) this.violations.push(`process ${index} reported ${line}`);
      }
    });
  }

  /** The last that each process said. */
  lastWords(): string {
    return this.#posts.map(({ logs, port }) => {
      const lines = logs.flatMap(({ text }) => text.trimEnd().split("\n"));
      return `process on ${port}:\n  ${lines.slice(-LAST_LINES).join("\n  ")}`;
    }).join("\n");
  }

  async #end(post: Post, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const { process } = post;
    if (!process) return;
    post.process = undefined;
    post.state = "down";
    const { code, tookMs } = await process.kill(signal);
    if (signal === "SIGTERM" && (code !== 0 || tookMs > ENDED_WITHIN_MS)) {
      this.violations.push(`D7: on SIGTERM it ended with ${code} after ${Math.round(tookMs)} ms`);
    }
  }
}
