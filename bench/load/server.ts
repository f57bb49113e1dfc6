import type { Command } from "../targets/target.ts";
import { type Usage, usageOf } from "./processes.ts";

/** A server has this long to listen. */
const LISTEN_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 4;
/** After SIGTERM it has this long; then it is killed. */
const END_WITHIN_MS = 6_000;

/** The path of a file of this project, from its root. */
export function pathOf(file: string): string {
  return decodeURIComponent(new URL(`../../${file}`, import.meta.url).pathname);
}

/** A server in a process of its own. */
export interface Server {
  port: number;
  /** From its start until it listened, in milliseconds. */
  startMs: number;
  usage(): Usage;
  /** What it printed so far. */
  output(): string;
  kill(signal: Deno.Signal): Promise<void>;
}

/** Starts a server and waits until it listens. Throws with what it printed when it does not. */
export async function startServer(command: Command, port: number): Promise<Server> {
  const began = performance.now();
  const child = new Deno.Command(command.program, {
    args: command.args,
    env: { ...command.env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let printed = "";
  const process = { state: "running" as "running" | "ended" };
  const read = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) printed += decoder.decode(bytes, { stream: true });
  };
  const ended = Promise.all([read(child.stdout), read(child.stderr), child.status])
    .then(() => void (process.state = "ended"));
  while (!await listens(port)) {
    if (process.state === "ended" || performance.now() - began > LISTEN_WITHIN_MS) {
      if (process.state === "running") child.kill("SIGKILL");
      throw new Error(`The server does not listen: ${printed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return {
    port,
    startMs: performance.now() - began,
    usage: () => usageOf(child.pid),
    output: () => printed,
    async kill(signal) {
      if (process.state === "ended") return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill("SIGKILL"), END_WITHIN_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function listens(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ port, hostname: "127.0.0.1" })).close();
    return true;
  } catch {
    return false; // nobody there yet
  }
}
