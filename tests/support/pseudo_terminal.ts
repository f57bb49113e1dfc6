import nodePty from "@lydell/node-pty";
import headless from "@xterm/headless";
import { CLI } from "./terminal_process.ts";

/** A screen that has not shown what it should by then never will. */
const GIVE_UP_MS = 60_000;

/** The terminal client in a pseudo-terminal of its own; what it draws is drawn by xterm.js. */
export class PseudoTerminal {
  readonly ended: Promise<number>;
  readonly #pty: ReturnType<typeof nodePty.spawn>;
  readonly #terminal: InstanceType<typeof headless.Terminal>;
  readonly #lookers = new Set<() => void>();
  /** All that was written, as it came. */
  raw = "";

  constructor(
    args: readonly string[],
    env: Record<string, string>,
    size: { columns: number; rows: number },
  ) {
    const { columns: cols, rows } = size;
    this.#terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
    const own = { TERM: "xterm-256color", LANG: "en_GB.UTF-8", LC_ALL: "", TZ: "UTC" };
    this.#pty = nodePty.spawn(
      Deno.execPath(),
      ["run", "-A", "--no-check", CLI, ...args],
      { cols, rows, name: "xterm-256color", env: { ...Deno.env.toObject(), ...own, ...env } },
    );
    this.#pty.onData((data: string) => {
      this.raw += data;
      this.#terminal.write(data, () => this.#look());
    });
    this.ended = new Promise((resolve) =>
      this.#pty.onExit(({ exitCode }: { exitCode: number }) => resolve(exitCode))
    );
    this.ended.then(() => this.#look());
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Whether it draws on the other screen, which leaves what was in the window as it was. */
  get isOther(): boolean {
    return this.#terminal.buffer.active.type === "alternate";
  }

  /** The rows of the screen, without what is empty at their ends. */
  get rows(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from(
      { length: this.#terminal.rows },
      (_, y) => active.getLine(active.baseY + y)?.translateToString().trimEnd() ?? "",
    );
  }

  /** Where the cursor is. */
  get cursor(): { x: number; y: number } {
    const { cursorX: x, cursorY: y } = this.#terminal.buffer.active;
    return { x, y };
  }

  /** Resolves once the screen shows it; rejects with the screen when it never does. */
  async shows(pattern: RegExp): Promise<void> {
    await this.#finds(pattern, () => this.rows.join("\n"));
  }

  /** The same of what was written, sequences and all. */
  writes(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#finds(pattern, () => this.raw);
  }

  #finds(pattern: RegExp, seen: () => string): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#lookers.delete(look);
        reject(new Error(`${pattern} is not shown:\n${seen()}`));
      }, GIVE_UP_MS);
      const look = () => {
        const found = pattern.exec(seen());
        if (!found) return;
        clearTimeout(late);
        this.#lookers.delete(look);
        resolve(found);
      };
      this.#lookers.add(look);
      look();
    });
  }

  kill(): void {
    try {
      this.#pty.kill("SIGKILL");
    } catch {
      // it has ended
    }
  }

  #look(): void {
    for (const look of [...this.#lookers]) look();
  }
}
