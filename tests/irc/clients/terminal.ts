// Programs with a screen of their own, in tmux: typed at and looked at as a person does.

/** Whether a program is installed. */
export async function isInstalled(program: string): Promise<boolean> {
  const args = ["-c", `command -v ${program}`];
  const { success } = await new Deno.Command("sh", { args, stdout: "null", stderr: "null" })
    .output();
  return success;
}

const decoder = new TextDecoder();

/** A program that runs in a terminal of 150 columns and 45 lines. */
export class Terminal {
  private constructor(private readonly socket: string) {}

  /** Starts it; `socket` is a path for tmux alone. */
  static async start(socket: string, command: readonly string[]): Promise<Terminal> {
    const terminal = new Terminal(socket);
    const size = ["-x", "150", "-y", "45"];
    await terminal.#tmux("-f", "/dev/null", "new-session", "-d", ...size, ...command);
    return terminal;
  }

  /** Types a text, and Enter. */
  async enter(text: string): Promise<void> {
    await this.#tmux("send-keys", "-l", text);
    await this.#tmux("send-keys", "Enter");
  }

  /** What is on the screen. */
  async screen(): Promise<string> {
    return await this.#tmux("capture-pane", "-p");
  }

  /** Looks until something is on the screen; says what was there instead when it does not come. */
  async shows(wanted: RegExp, withinMs = 60_000): Promise<string> {
    const end = Date.now() + withinMs;
    for (;;) {
      const screen = await this.screen();
      if (wanted.test(screen)) return screen;
      if (Date.now() > end) throw new Error(`The screen does not show ${wanted}:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Waits until the program has ended by itself, and writes no more. */
  async ended(withinMs = 10_000): Promise<void> {
    const end = Date.now() + withinMs;
    while (await this.#tmux("has-session").then(() => true, () => false)) {
      if (Date.now() > end) throw new Error("The program does not end");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async end(): Promise<void> {
    await this.#tmux("kill-server").catch(() => ""); // the program may have ended it
  }

  async #tmux(...args: string[]): Promise<string> {
    const { success, stdout, stderr } = await new Deno.Command("tmux", {
      args: ["-u", "-S", this.socket, ...args],
      env: { LC_ALL: "C.UTF-8", TERM: "xterm-256color" },
      stdin: "null",
    }).output();
    if (!success) throw new Error(`tmux ${args[0]}: ${decoder.decode(stderr)}`);
    return decoder.decode(stdout);
  }
}
