import { readConfig } from "../../lib/config/config.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { startServer } from "../../routes/server.ts";
import { memoryAssets } from "./memory_assets.ts";
import { freePort } from "./ports.ts";
import { recordingLogger } from "./loggers.ts";

/** The bundle that users start; it begins in half the time that the sources take. */
const BUILT = decodeURIComponent(new URL("../../built/main.js", import.meta.url).pathname);
/** What Deno says where another process of it starts at the same time: no word of the server's. */
export const DENO_WAITS = /^Blocking waiting for file lock on .*\n/gm;
/** A process has this long to listen; it takes half a second where nothing else runs. */
const LISTEN_WITHIN_MS = 120_000;

/**
 * A server in this process, on a port of its own and a store in memory; `env` as main.ts reads it,
 * and the machine's clock unless another is given.
 */
export async function runServer(env: Record<string, string> = {}, clock?: Clock) {
  const reported: string[] = [];
  const config = readConfig({ PALABRE_KV: ":memory:", PALABRE_RATES: "off", ...env });
  const server = await startServer(config, {
    clock,
    assets: Promise.resolve(memoryAssets()),
    root: new URL("../..", import.meta.url),
    logger: recordingLogger((what, error) =>
      void reported.push(error ? `${what}: ${error}` : what)
    ),
    exhausted: () => {},
  });
  const http = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, server.fetch);
  const url = `http://127.0.0.1:${http.addr.port}`;
  return {
    url,
    instance: server.instance,
    /** Where IRC clients connect, with `PALABRE_IRC` in `env`. */
    ircPort: server.ircPort ?? 0,
    reported,
    async close() {
      await server.close();
      await http.shutdown();
    },
  };
}

export interface SpawnOptions {
  /** As users start it: `run` as one instance, `serve` as workers. */
  how?: "run" | "serve";
  env?: Record<string, string>;
  /** The path of a program that is run in place of the built server. */
  main?: string;
}

/** A server in a process of its own: what `deno task build` made last. */
export function spawnServer({ how = "run", env = {}, main = BUILT }: SpawnOptions) {
  const port = env.PORT ?? String(freePort());
  const args = how === "run" ? ["run", "-A", main] : ["serve", "-A", "--parallel", main];
  const child = new Deno.Command(Deno.execPath(), {
    args: [args[0] ?? "", "--no-check", ...args.slice(1)],
    env: { PALABRE_HOST: "127.0.0.1", PALABRE_RATES: "off", NO_COLOR: "1", ...env, PORT: port },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = { text: "" };
  const listening = Promise.withResolvers<void>();
  const readers = new Set<() => void>();
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      output.text = (output.text + decoder.decode(bytes, { stream: true })).replace(DENO_WAITS, "");
      if (/listen(s|ing) on http/i.test(output.text)) listening.resolve();
      for (const look of readers) look();
    }
  };
  const ended = Promise.all([read(child.stdout), read(child.stderr), child.status])
    .then(([, , status]) => status);
  let over = false;
  child.status.then(() => over = true);
  const giveUp = setTimeout(() => child.kill("SIGKILL"), LISTEN_WITHIN_MS);
  ended.then(() => listening.reject(new Error(`The server ended: ${output.text}`)));
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    output,
    /** What the process prints, or printed, that matches; rejects with all of it when it ended before. */
    printed(pattern: RegExp): Promise<RegExpExecArray> {
      return new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output.text);
          if (match) resolve(match);
        };
        readers.add(look);
        look();
        ended.then(() => reject(new Error(`${pattern} was not printed: ${output.text}`)));
      });
    },
    /** Rejects with what the process said when it ended before. */
    listening: listening.promise.finally(() => clearTimeout(giveUp)),
    /** Ends it, and waits until it has ended; its exit code, and how long that took in milliseconds. */
    async kill(signal: Deno.Signal) {
      listening.promise.catch(() => {}); // who kills no longer waits for that
      clearTimeout(giveUp);
      const began = performance.now();
      if (!over) child.kill(signal);
      const { code } = await ended;
      return { code, tookMs: performance.now() - began };
    },
    ended,
  };
}
