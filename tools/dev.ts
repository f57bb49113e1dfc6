// Builds, serves, and does both again on each change; open pages reload by themselves.
import { settled } from "./dev/settled.ts";
import { print } from "./terminal.ts";

/** What is watched. A change of any of it restarts the server, which is done in half a second. */
const WATCHED = [
  "main.ts",
  "deno.json",
  "islands",
  "lib",
  "routes",
  "static/styles",
  "static/icons",
];
/** An editor saves in several steps; they are taken together. In milliseconds. */
const SETTLE_MS = 100;
/** A server that has not ended by then is killed: it should within 4 s (D7). In milliseconds. */
const STOP_MS = 5_000;

const root = decodeURIComponent(new URL("..", import.meta.url).pathname);
const watcher = Deno.watchFs(WATCHED.map((path) => root + path));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => watcher.close());
}

/** Whether the server is being ended by this program. */
let stopping = false;

if (!await build()) Deno.exit(1);
let server = serve("first");
for await (const paths of settled(watcher, SETTLE_MS)) {
  print(`Changed: ${paths.map((path) => path.replace(root, "")).join(", ")}`);
  if (!await build()) continue; // the last good build goes on being served
  await stop(server);
  server = serve("again");
}
await stop(server);
Deno.exit(0);

/** In a process of its own, so that it reads the sources as they are now. */
async function build(): Promise<boolean> {
  const { success } = await run(["tools/build.ts", "--development"]).status;
  return success;
}

function serve(start: "first" | "again"): Deno.ChildProcess {
  const env = { PALABRE_DEV: crypto.randomUUID() };
  // Its one line on standard output is its address: said once. What it reports goes the other way.
  const child = run(["main.ts"], { env, stdout: start === "first" ? "inherit" : "null" });
  child.status.then(({ code, signal }) => {
    if (signal || child !== server || stopping) return;
    if (code === 0) {
      print("The server has shut down as planned. Save a file to start it again; Ctrl C ends.");
      return;
    }
    // It could not even start, and has said why: the port, the data folder, the configuration.
    if (start === "first") Deno.exit(code);
    print("The server ended; it starts again with the next change.");
  });
  return child;
}

async function stop(child: Deno.ChildProcess): Promise<void> {
  const kill = (signal: Deno.Signal) => {
    try {
      child.kill(signal);
    } catch {
      // it has ended by itself
    }
  };
  stopping = true;
  kill("SIGTERM");
  const deadline = setTimeout(() => kill("SIGKILL"), STOP_MS);
  await child.status;
  stopping = false;
  clearTimeout(deadline);
}

function run(args: string[], options: Deno.CommandOptions = {}): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...args],
    cwd: root,
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
    ...options,
  }).spawn();
}
