import { systemClock, type Timer } from "../../runtime/clock.ts";
import { isClosedPipe, writeTo } from "../io.ts";
import type { Turner } from "./bidi.ts";
import { type Key, KeyReader } from "./keys.ts";

/** An escape that is followed by nothing for so long was the key, in milliseconds. */
const ESCAPE_MS = 40;

// The other screen, no break at its edge, signs of several code points as one, pastes that are told as such, the mouse's buttons
// and wheel, focus; the title is kept.
const ENTER =
  "\x1b[?1049h\x1b[?7l\x1b[?2027h\x1b[22;2t\x1b[?2004h\x1b[?1000h\x1b[?1006h\x1b[?1004h";
const LEAVE =
  "\x1b[0m\x1b[?2027l\x1b[?7h\x1b[?1004l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[23;2t\x1b[?25h\x1b[?1049l";
/** Who puts right-to-left text into its order: the program (explicit), or the terminal (ECMA-48, BDSM). */
const EXPLICIT = "\x1b[8l";
const IMPLICIT = "\x1b[8h";

/** The terminal as it is drawn on. */
export interface Tty {
  size(): { columns: number; rows: number };
  /** Writes in the order of the calls. */
  write(text: string): void;
  /** Ends when the terminal is gone. */
  keys(handle: (keys: readonly Key[]) => void): Promise<void>;
  onResize(changed: () => void): void;
  /** Gives the terminal back as it was. */
  close(): Promise<void>;
}

/** Whether both ends are a terminal that can be drawn on. */
export function isScreen(env: (name: string) => string | undefined): boolean {
  return Deno.stdin.isTerminal() && Deno.stdout.isTerminal() && env("TERM") !== "dumb";
}

/** Takes the terminal of the process; `input`: what was not read of standard input yet. */
export function openTty(input: AsyncIterable<string>, turner: Turner): Tty {
  const isOwn = turner === "own";
  let writing: Promise<void> = Promise.resolve();
  const write = (text: string) => {
    writing = writing.then(() => writeTo(Deno.stdout, text)).catch((error) => {
      if (!isClosedPipe(error)) throw error; // the window was closed: its end is told by the input
    });
  };
  let resized = () => {};
  const hasSignals = Deno.build.os !== "windows";
  const changed = () => resized();
  Deno.stdin.setRaw(true);
  if (hasSignals) Deno.addSignalListener("SIGWINCH", changed);
  write(isOwn ? ENTER + EXPLICIT : ENTER);
  return {
    size: () => Deno.consoleSize(),
    write,
    async keys(handle) {
      const reader = new KeyReader();
      let timer: Timer | undefined;
      for await (const text of input) {
        timer?.cancel();
        handle(reader.read(text));
        if (reader.waits) timer = systemClock.after(ESCAPE_MS, () => handle(reader.flush()));
      }
      timer?.cancel();
    },
    onResize: (run) => void (resized = run),
    async close() {
      if (hasSignals) Deno.removeSignalListener("SIGWINCH", changed);
      write(isOwn ? IMPLICIT + LEAVE : LEAVE);
      await writing;
      Deno.stdin.setRaw(false);
    },
  };
}
