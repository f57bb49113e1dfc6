import { openChannel } from "../cluster/channel.ts";
import { type Config, ConfigError, readConfig } from "../config/config.ts";
import { shownOrigin } from "../config/shown_origin.ts";
import { type Logger, stderrLogger } from "../runtime/logger.ts";
import { peopleLogger } from "../runtime/people_logger.ts";
import { sleep, systemClock, systemRandom } from "../runtime/clock.ts";
import { endTogether } from "./worker_exit.ts";
import { serveCommand } from "./serve_command.ts";

/** All of D7 takes at most this long from the signal on; what is then not done is left. */
const END_WITHIN_MS = 3_800;
/** What the instance's own end takes at most of it. */
const CLOSE_WITHIN_MS = 3_500;
/** So long a platform keeps an instance that it started for what is due: until that was looked for. */
const AWAKE_MS = 10_000;
/** Errors at the start that a person mends: their message says all. */
const MENDABLE = new Set([
  "ConfigError",
  "KvNotOpened",
  "HalfRestored",
  "NotBuilt",
  "Unavailable",
  "AddrInUse",
  "AddrNotAvailable",
  "PermissionDenied",
]);

type Handler = (request: Request, info: Deno.ServeHandlerInfo<Deno.Addr>) =>
  | Response
  | Promise<Response>;

/** What a process serves. */
export interface Served {
  fetch: Handler;
  close(): Promise<void>;
  /** What is printed once it serves. */
  readonly announcement?: string;
}

/**
 * Starts what is served; `exhausted` is to be called when the memory is nearly used up, `due` when an
 * announced shutdown is to take place.
 */
export type Start = (
  config: Config,
  runtime: {
    logger: Logger;
    /** Says to who sits before it what happens; nothing where nobody does. */
    tell?: (line: string) => void;
    exhausted: () => void;
    due: () => void;
  },
) => Promise<Served>;

/**
 * Runs one process or worker from its start to its end: reads the configuration, starts, listens,
 * and on SIGINT and SIGTERM ends within 4 s (D7). Under `deno serve` it gives the handler that Deno
 * itself then serves, else nothing.
 */
export function runProcess(start: Start): { fetch: Handler } | undefined {
  const command = serveCommand();
  const config = orExit(() => readConfig(Deno.env.toObject()));
  if (!config.deployed) orExit(() => checkHost(config.host));
  const people = (config.log ?? (Deno.stderr.isTerminal() ? "people" : "json")) === "people";
  const logger = people ? terminalLogger(config) : stderrLogger;
  const tell = people ? (line: string) => logger.info(line) : undefined;
  let ending = false;

  async function end(why: string) {
    if (ending) return; // a terminal and a task runner may both send the signal
    ending = true;
    if (why === "signal") {
      tell?.("Stopping: everyone is told, and what was sent is finished first.");
    } else logger.info(why);
    const channel = command.is === "serve" ? openChannel("palabre ending") : undefined;
    const workers = channel && endTogether(channel, systemRandom.uuid(), systemClock);
    const began = systemClock.elapsed();
    const giveUp = systemClock.after(END_WITHIN_MS, () => Deno.exit(0));
    try {
      await (await starting).close();
    } catch (error) {
      logger.error("The server did not end in order", error);
    }
    await workers?.done(Math.max(0, CLOSE_WITHIN_MS - (systemClock.elapsed() - began)));
    giveUp.cancel();
    tell?.("Stopped.");
    Deno.exit(0);
  }

  // One forgotten promise, or one timer that throws, must not end everybody's connection.
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    logger.error("something threw and nobody caught it", event.error);
  });
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    if (isAboutAddress(event.reason)) exit(event.reason); // `deno serve` could not listen
    logger.error("a promise was rejected and nobody looked", event.reason);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => void end("signal"));
  }
  const exhausted = () =>
    void end("The memory is nearly used up: ending before the system does it");
  const due = () => void end("An announced shutdown takes place");
  const starting = start(config, { logger, tell, exhausted, due });
  if (config.deployed) startEachMinute(starting);
  const fetch: Handler = async (request, info) => (await starting).fetch(request, info);
  if (command.is === "serve") {
    starting.then(announce).catch(exit);
    if (!command.hasAddress) overrideAddress(config);
    keepSignals();
    return { fetch };
  }
  starting.then((served) => {
    listen(config, fetch, tell);
    announce(served);
  }).catch(exit);
  return undefined;
}

/** Where instances exist only while somebody is there: one is started for jobs that are due. */
function startEachMinute(starting: Promise<Served>): void {
  if (typeof Deno.cron !== "function") return;
  Deno.cron("Start what is due", "* * * * *", async () => {
    await starting; // it looks for due jobs as it starts
    await sleep(systemClock, AWAKE_MS);
  }).catch(() => {}); // without it they start with the next visit
}

function announce({ announcement }: Served): void {
  // deno-lint-ignore no-console -- it is for the person who starts it, and for nobody else
  if (announcement) console.log(announcement);
}

function listen(config: Config, fetch: Handler, tell?: (line: string) => void): void {
  Deno.serve({
    port: config.port,
    hostname: config.host,
    onListen: ({ port }) => {
      const origin = shownOrigin({ ...config, port, origins: [] }); // where it listens itself
      // deno-lint-ignore no-console -- the one line that a person waits for
      console.log(`Palabre listens on ${origin}/`);
      tell?.("Ctrl C stops it: everyone is told first, and nothing that was sent is lost.");
    },
  }, fetch);
}

/** `deno serve` knows no PORT; this variable of Deno goes before its defaults. */
function overrideAddress({ port, host }: Config): void {
  const address = host.includes(":") ? `[${host}]` : host;
  if (!Deno.env.get("DENO_SERVE_ADDRESS")) {
    Deno.env.set("DENO_SERVE_ADDRESS", `tcp:${address}:${port}`);
  }
}

/**
 * Keeps the signals ours while Deno starts to serve: it would listen to them as well (2.9.6), and its
 * listener closes every socket with 1001 before an answer or a goodbye is out. No option stops it.
 */
function keepSignals(): void {
  const { addSignalListener } = Deno;
  Object.assign(Deno, { addSignalListener: () => {} });
  // Fires when the main module was evaluated and Deno serves its default export.
  globalThis.addEventListener("load", () => Object.assign(Deno, { addSignalListener }));
}

/** Throws `ConfigError` where this machine cannot listen there: Deno itself would say it in a stack. */
function checkHost(host: string): void {
  try {
    Deno.listen({ hostname: host, port: 0 }).close();
  } catch {
    throw new ConfigError(`PALABRE_HOST: this machine has no address ${JSON.stringify(host)}.`);
  }
}

/** Writes in words to the terminal; under `deno task dev` with the places in the code. */
function terminalLogger({ devStart }: Config): Logger {
  // deno-lint-ignore no-console -- it is read by the person who sits before it
  const print = (line: string) => console.error(line);
  return peopleLogger(print, { now: () => new Date(), stacks: devStart !== undefined });
}

function orExit<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    return exit(error);
  }
}

/** Says in one line why there is no server. */
function exit(error: unknown): never {
  if (error instanceof Error && MENDABLE.has(error.name)) {
    // deno-lint-ignore no-console -- it is read by a person who has just started it
    console.error(`Palabre cannot start. ${mendOf(error)}`);
  } else if (Deno.stderr.isTerminal()) {
    // deno-lint-ignore no-console -- the same; PALABRE_LOG=json says where it happened
    console.error(`Palabre cannot start. ${error instanceof Error ? error.message : error}`);
  } else stderrLogger.error("Palabre cannot start", error);
  Deno.exit(1);
}

function isAboutAddress(error: unknown): boolean {
  return error instanceof Deno.errors.AddrInUse || error instanceof Deno.errors.AddrNotAvailable;
}

function mendOf({ name, message }: Error): string {
  const port = Deno.env.get("PORT") || "8000";
  if (name === "AddrInUse") return `PORT: ${port} is in use. Stop what uses it, or set another.`;
  return message;
}
