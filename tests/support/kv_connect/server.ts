import {
  decodeAtomicWrite,
  decodeSnapshotRead,
  decodeWatch,
  encodeAtomicWrite,
  encodeSnapshotRead,
  encodeWatchFrame,
} from "./messages.ts";
import { type Faults, hit, noFaults } from "./faults.ts";
import { ByteStore } from "./store.ts";

const TOKEN = "kv-connect-test-token";
const PROTOBUF = { "content-type": "application/x-protobuf" };
const TOKEN_LIFE_MS = 3_600_000;

/**
 * A KV Connect server over memory that Deno's own remote client talks to
 * (`Deno.openKv("http://127.0.0.1:PORT")` with `DENO_KV_ACCESS_TOKEN` set), with faults to switch on.
 * https://github.com/denoland/denokv/blob/main/proto/kv-connect.md
 */
export class KvConnectServer {
  readonly store = new ByteStore();
  faults: Faults = noFaults();
  #port = 0;
  #running: { server: Deno.HttpServer; abort: AbortController } | undefined;

  /** Where clients connect; stays the same over stop and start. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Listens; on the port of the last start, if there was one. */
  async start(): Promise<this> {
    const abort = new AbortController();
    const { promise, resolve } = Promise.withResolvers<number>();
    const server = Deno.serve({
      hostname: "127.0.0.1",
      port: this.#port,
      signal: abort.signal,
      onListen: ({ port }) => resolve(port),
      onError: () => new Response("bad request", { status: 400 }),
    }, (request) => this.#answer(request));
    this.#running = { server, abort };
    this.#port = await promise;
    return this;
  }

  /** Stops answering and cuts every connection; what was stored stays. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.abort.abort();
    await running?.server.finished;
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/") return this.#metadata();
    if (request.headers.get("authorization") !== `Bearer ${TOKEN}`) {
      return new Response("wrong token", { status: 401 });
    }
    const body = new Uint8Array(await request.arrayBuffer());
    if (this.faults.delayMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.faults.delayMs));
    }
    if (pathname === "/v2/watch") return this.#watch(decodeWatch(body));
    if (hit(this.faults, "hang")) await new Promise(() => {});
    if (hit(this.faults, "unavailable")) return new Response("try later", { status: 503 });
    if (pathname === "/v2/snapshot_read") {
      const ranges = decodeSnapshotRead(body).map(({ start, end, limit, reverse }) =>
        this.store.range(start, end, limit, reverse)
      );
      return new Response(encodeSnapshotRead(ranges), { headers: PROTOBUF });
    }
    if (pathname === "/v2/atomic_write") return this.#commit(body);
    return new Response("not found", { status: 404 });
  }

  #metadata(): Response {
    return Response.json({
      version: 3,
      databaseId: "7c5ed1f2-6a0d-4f43-8f0b-5fd1d3d8ab11",
      endpoints: [{ url: "/v2", consistency: "strong" }],
      token: TOKEN,
      expiresAt: new Date(Date.now() + TOKEN_LIFE_MS).toISOString(),
    });
  }

  #commit(body: Uint8Array): Response {
    const version = this.store.commit(decodeAtomicWrite(body));
    if (hit(this.faults, "unavailableAfterCommit")) return new Response("lost", { status: 503 });
    if (hit(this.faults, "dropAfterCommit")) {
      const broken = new ReadableStream({ start: (stream) => stream.error(new Error("dropped")) });
      return new Response(broken, { headers: PROTOBUF });
    }
    return new Response(encodeAtomicWrite(version), { headers: PROTOBUF });
  }

  #watch(keys: Uint8Array[]): Response {
    const seen: Array<bigint | undefined> = keys.map(() => undefined);
    let unwatch = () => {};
    const stream = new ReadableStream<Uint8Array>({
      start: (stream) => {
        const push = () => {
          const first = seen.includes(undefined);
          if (this.faults.silentWatch && !first) return;
          const states = keys.map((key, i) => {
            const entry = this.store.get(key);
            const changed = (entry?.version ?? 0n) !== seen[i];
            seen[i] = entry?.version ?? 0n;
            return { changed, entry };
          });
          if (states.some((state) => state.changed)) stream.enqueue(encodeWatchFrame(states));
        };
        unwatch = this.store.watch(push);
        push();
      },
      cancel: () => unwatch(),
    });
    return new Response(stream, { headers: { "content-type": "application/octet-stream" } });
  }
}
