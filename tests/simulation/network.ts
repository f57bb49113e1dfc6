import type { Actor } from "../../lib/chat/chat.ts";
import type { SocketHandlers, Transport } from "../../lib/client/transport.ts";
import type { SocketListener } from "../../lib/sockets/socket.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import type { Witness } from "../support/witness.ts";
import type { SimulatedInstance } from "./simulated_instance.ts";

/** The longest way of one frame, in milliseconds; frames of one direction keep their order. */
const MAX_DELAY_MS = 20;
/** The platform closes a socket whose client vanished after its pings went unanswered. */
const NOTICED_AFTER_MS = 30_000;

/** One connection between a client and an instance; both ends in this process. */
interface Line {
  instance: SimulatedInstance;
  random: SeededRandom;
  client: SocketHandlers;
  server: SocketListener | undefined;
  /** `broken`: carries nothing, though an end may not know it yet. */
  state: "open" | "broken";
  busyUntil: { toClient: number; toServer: number };
  bufferedAmount: number;
}

/** The lines between clients and instances, slow and cuttable. */
export class Network {
  readonly #lines = new Map<string, Set<Line>>();
  readonly #opened = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly seed: number,
    private readonly witness: Witness,
    private readonly reachable: () => SimulatedInstance[],
  ) {}

  /** The way of one user to whichever instance takes them. */
  transport(actor: Actor): Transport {
    return { open: (_, handlers) => this.#open(actor, handlers) };
  }

  /** Where a user is connected now. */
  instanceOf(user: string): SimulatedInstance | undefined {
    return [...this.#linesOf(user)].at(-1)?.instance;
  }

  /** Cuts a user's lines: `seen` by both ends soon, or `unseen`, as when a network vanishes. */
  cut(user: string, how: "seen" | "unseen"): void {
    for (const line of this.#linesOf(user)) this.#break(line, how);
  }

  /** The instance is gone: its clients' systems see the connections end. */
  crashed(instance: SimulatedInstance): void {
    for (const lines of this.#lines.values()) {
      for (const line of lines) {
        if (line.instance !== instance) continue;
        line.server = undefined;
        this.#break(line, "seen");
      }
    }
  }

  #open(actor: Actor, handlers: SocketHandlers) {
    const instances = this.reachable();
    const random = this.#chanceOf(actor);
    const instance = instances[random.below(instances.length)];
    const heard = this.witness.connection(actor.user.id);
    const client: SocketHandlers = {
      close: handlers.close,
      message: (text) => {
        heard.received(text);
        handlers.message(text);
      },
    };
    if (!instance) {
      this.clock.after(MAX_DELAY_MS, () => handlers.close(1006));
      return { send: () => {}, close: () => {} };
    }
    const line: Line = {
      instance,
      random,
      client,
      server: undefined,
      state: "open",
      busyUntil: { toClient: 0, toServer: 0 },
      bufferedAmount: 0,
    };
    this.#linesOf(actor.user.id).add(line);
    this.#carry(line, "toServer", () => this.#accept(line, actor));
    return {
      send: (text: string) => {
        heard.sent(text);
        this.#carry(line, "toServer", () => line.server?.text(text));
      },
      close: () => {
        line.client = { message: () => {}, close: () => {} };
        this.#carry(line, "toServer", () => {
          line.state = "broken";
          line.server?.closed(1005);
        });
      },
    };
  }

  #accept(line: Line, actor: Actor): void {
    const server = line.instance.accept({
      bufferedAmount: 0,
      send: (text) => this.#carry(line, "toClient", () => line.client.message(text)),
      close: (code) => {
        this.#carry(line, "toClient", () => {
          line.state = "broken";
          line.client.close(code);
          line.server?.closed();
        });
      },
    }, actor);
    if (server) line.server = server;
    else this.#break(line, "seen");
  }

  #carry(line: Line, way: "toClient" | "toServer", arrive: () => void): void {
    const at = Math.max(
      line.busyUntil[way],
      this.clock.now() + line.random.below(MAX_DELAY_MS),
    );
    line.busyUntil[way] = at;
    this.clock.after(at - this.clock.now(), () => {
      if (line.state === "open") arrive();
    });
  }

  #break(line: Line, how: "seen" | "unseen"): void {
    if (line.state === "broken") return;
    line.state = "broken";
    const { client, server, random } = line;
    const noticed = () => how === "seen" ? random.below(50) : NOTICED_AFTER_MS;
    this.clock.after(noticed(), () => server?.closed());
    this.clock.after(noticed(), () => client.close(1006));
  }

  /** Chance of its own for each line: what happens on one moves nothing on another. */
  #chanceOf({ user, session }: Actor): SeededRandom {
    const opened = (this.#opened.get(user.id) ?? 0) + 1;
    this.#opened.set(user.id, opened);
    const which = Number(session.replace(/\D/g, ""));
    return new SeededRandom(this.seed * 7919 + which * 104_729 + opened);
  }

  #linesOf(user: string): Set<Line> {
    const lines = this.#lines.get(user) ?? new Set();
    this.#lines.set(user, lines);
    for (const line of lines) if (line.state === "broken") lines.delete(line);
    return lines;
  }
}
