/** The terminal client as people run it: what `deno task build` made last. */
export const CLI = decodeURIComponent(new URL("../../built/cli.js", import.meta.url).pathname);

/** A process that has not said what it should by then never will. */
const GIVE_UP_MS = 60_000;

/** How a process ended, and all that it wrote. */
export interface Ended {
  code: number;
  out: string;
  errors: string;
}

/** One run of the terminal client, with pipes. Its sessions are in `config`, a folder of the test's. */
export class TerminalProcess {
  readonly ended: Promise<Ended>;
  out = "";
  errors = "";
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #readers = new Set<() => void>();

  constructor(args: readonly string[], env: Record<string, string>) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", CLI, ...args],
      env: { NO_COLOR: "1", LANG: "en_GB.UTF-8", LC_ALL: "", TZ: "UTC", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = this.#child.stdin.getWriter();
    const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>, to: "out" | "errors") => {
      for await (const text of stream.pipeThrough(new TextDecoderStream())) {
        this[to] += text;
        for (const look of this.#readers) look();
      }
    };
    const { stdout, stderr, status } = this.#child;
    this.ended = Promise.all([read(stdout, "out"), read(stderr, "errors"), status])
      .then(([, , { code }]) => ({ code, out: this.out, errors: this.errors }));
  }

  get pid(): number {
    return this.#child.pid;
  }

  async type(line: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(`${line}\n`));
  }

  /** Nothing more is typed: Ctrl D. */
  async endInput(): Promise<void> {
    await this.#input.close().catch(() => {}); // it has ended
  }

  kill(): void {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // it has ended
    }
  }

  /** What it wrote that matches, now or later; rejects with all of it when it ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#written("out", pattern);
  }

  /** The same for standard error. */
  complained(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#written("errors", pattern);
  }

  #written(to: "out" | "errors", pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this[to]);
        if (match) resolve(match);
      };
      this.#readers.add(look);
      look();
      const late = setTimeout(
        () => reject(new Error(`${pattern} was not printed: ${this.out}${this.errors}`)),
        GIVE_UP_MS,
      );
      this.ended.finally(() => clearTimeout(late));
      this.ended.then(({ code, out, errors }) =>
        reject(new Error(`${pattern} was not printed, ended with ${code}: ${out}${errors}`))
      );
    });
  }
}

/** Runs it once, with all that it is typed. */
export async function runTerminal(
  args: readonly string[],
  env: Record<string, string>,
  input = "",
): Promise<Ended> {
  const run = new TerminalProcess(args, env);
  for (const line of input.split("\n").filter(Boolean)) await run.type(line);
  await run.endInput();
  return await run.ended;
}
