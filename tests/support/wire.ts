import type { BrowserContext, WebSocketRoute } from "playwright-core";
import type { ErrorCode } from "../../lib/protocol/errors.ts";

interface Asked {
  type: string;
  pass(): void;
  refuse(): void;
}

/** The sockets of a browser, on a line that a test can delay, answer for and cut. */
export class Wire {
  /** The types of the requests that the browser made, in order. */
  readonly asked: string[] = [];
  readonly #fates = new Map<string, "hold" | "refuse">();
  readonly #held: Asked[] = [];
  readonly #sockets = new Set<WebSocketRoute>();
  /** What the server has to answer yet. */
  readonly #unanswered = new Set<Asked>();

  private constructor(readonly code: ErrorCode, readonly message: string) {}

  /** To be called before the page opens its socket. What is refused is refused with these. */
  static async under(
    context: BrowserContext,
    refusal: { code: ErrorCode; message: string } = {
      code: "unavailable",
      message: "The store does not answer.",
    },
  ): Promise<Wire> {
    const wire = new Wire(refusal.code, refusal.message);
    await context.routeWebSocket("**/ws", (socket) => wire.#join(socket));
    return wire;
  }

  /** From now on, requests of this type wait. */
  hold(type: string): void {
    this.#fates.set(type, "hold");
  }

  /** From now on, requests of this type are refused, those that wait first. */
  refuse(type: string): void {
    this.#fates.set(type, "refuse");
    for (const asked of this.#take(type)) asked.refuse();
  }

  /** From now on, requests of this type reach the server, those that wait first. */
  pass(type: string): void {
    this.#fates.delete(type);
    for (const asked of this.#take(type)) asked.pass();
  }

  /** How many requests of a type were made. */
  count(type: string): number {
    return this.asked.filter((one) => one === type).length;
  }

  /** How many requests that reached the server have no answer yet, on lines that were not cut. */
  get unanswered(): number {
    return this.#unanswered.size;
  }

  /** Closes what is open, as a server that restarts does; what waits is lost. */
  async cut(): Promise<void> {
    const sockets = [...this.#sockets];
    this.#sockets.clear();
    this.#held.length = 0;
    this.#unanswered.clear();
    for (const socket of sockets) await socket.close({ code: 1012 });
  }

  #take(type: string): Asked[] {
    const taken = this.#held.filter((asked) => asked.type === type);
    for (const asked of taken) this.#held.splice(this.#held.indexOf(asked), 1);
    return taken;
  }

  #join(socket: WebSocketRoute): void {
    const server = socket.connectToServer();
    this.#sockets.add(socket);
    const { code, message } = this;
    const passed = new Map<number, Asked>();
    socket.onMessage((text) => {
      const { type, ref } = JSON.parse(String(text));
      this.asked.push(type);
      const asked: Asked = {
        type,
        pass: () => {
          server.send(text);
          if (ref === undefined) return; // a signal, which has no answer
          passed.set(ref, asked);
          this.#unanswered.add(asked);
        },
        refuse: () =>
          socket.send(JSON.stringify({ type: "reply", ref, ok: false, error: { code, message } })),
      };
      const fate = this.#fates.get(type);
      if (fate === "hold") this.#held.push(asked);
      else if (fate === "refuse") asked.refuse();
      else asked.pass();
    });
    server.onMessage((text) => {
      socket.send(text);
      for (const frame of String(text).split("\n")) { // a frame a line (T6)
        const asked = passed.get(JSON.parse(frame).ref); // only a reply has one
        if (asked) this.#unanswered.delete(asked);
      }
    });
  }
}
