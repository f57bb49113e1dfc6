import { microtasks } from "../async/microtasks.ts";

/**
 * Microtasks that frames wait for others of the same turn: enough for the reply to a message to be
 * joined by the message itself (D5), which follows once the next commit is on its way.
 */
const WAIT_MICROTASKS = 24;
/** Frames that go together: a socket keeps a buffer as large as the largest message ever sent on it. */
const MAX_CHARACTERS = 8 * 1024;

/** Frames that wait to go in one message, all sockets together. */
const waiting = new Set<Lines>();

/**
 * Puts the frames of one turn into one message of a socket, a line each: each message costs as much
 * as thousands of bytes. `send` must not throw.
 */
export class Lines {
  #text = "";

  constructor(private readonly send: (text: string) => void) {}

  /** Characters that wait. */
  get length(): number {
    return this.#text.length;
  }

  add(frame: string): void {
    if (this.#text === "") this.#text = frame;
    else if (this.#text.length + frame.length < MAX_CHARACTERS) this.#text += `\n${frame}`;
    else {
      this.flush();
      this.#text = frame;
    }
    if (waiting.size === 0) void microtasks(WAIT_MICROTASKS).then(flushAll);
    waiting.add(this);
  }

  flush(): void {
    const text = this.#text;
    this.#text = "";
    if (text !== "") this.send(text);
  }
}

function flushAll(): void {
  const all = [...waiting];
  waiting.clear();
  for (const lines of all) lines.flush();
}
