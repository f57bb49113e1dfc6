import type { Population, Target } from "../targets/target.ts";
import { RawSocket } from "./raw_socket.ts";
import type { Server } from "./server.ts";

/** Connections that are opened at once where it is not the storm that is measured. */
const CALM = 25;
/** Who is turned away without a word tries again after this long; all so often. */
const TRY_AGAIN_MS = 250;
const MAX_TRIES = 40;
/** Everybody is in after this long, or the run fails. */
const ARRIVE_WITHIN_MS = 120_000;

/** How long who was turned away waits: as long as they were asked to, where they were. */
function waitOf(error: unknown): number {
  const asked = /retry-after: (\d+)/i.exec(String(error))?.[1];
  return asked === undefined ? TRY_AGAIN_MS : Number(asked) * 1_000;
}

/** What somebody's connection says to whoever measures. */
export interface Listener {
  answered(person: number, payload: Uint8Array): void;
  pushed(person: number, payload: Uint8Array): void;
}

/** Everybody of a population, each with one connection to a server. */
export class Crowd {
  listener: Listener | undefined;
  /** Requests that were refused, and connections that were, or that ended before `close`. */
  refused = 0;
  turnedAway = 0;
  readonly #sockets: RawSocket[] = [];
  /** Rooms by person. */
  readonly #rooms: number[][];
  #open = true;

  constructor(
    readonly target: Target,
    readonly server: Server,
    readonly population: Population,
  ) {
    this.#rooms = Array.from({ length: population.people }, () => []);
    for (const [room, members] of population.rooms.entries()) {
      for (const member of members) this.#rooms[member]?.push(room);
    }
  }

  /** Connects everybody: a few at a time, or all in the same moment; until each has come in. */
  async arrive(how: "calm" | "storm"): Promise<void> {
    const { people } = this.population;
    const width = how === "storm" ? people : CALM;
    let next = 0;
    let giveUp: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const why = () => reject(new Error(`Not everybody came in: ${this.server.output()}`));
      giveUp = setTimeout(why, ARRIVE_WITHIN_MS);
    });
    const lane = async () => {
      for (let person = next++; person < people; person = next++) await this.#enter(person);
    };
    try {
      await Promise.race([late, Promise.all(Array.from({ length: width }, lane))]);
    } finally {
      clearTimeout(giveUp);
    }
  }

  send(person: number, text: string): void {
    this.#sockets[person]?.send(text);
  }

  /** Bytes that all have received since they came. */
  get received(): number {
    return this.#sockets.reduce((sum, socket) => sum + socket.received, 0);
  }

  close(): void {
    this.#open = false;
    for (const socket of this.#sockets) socket.drop();
  }

  /** Comes in, as a client does: who is turned away tries again. */
  async #enter(person: number): Promise<void> {
    for (let tries = 0; this.#open; tries++) {
      try {
        return await this.#try(person);
      } catch (error) {
        if (tries === MAX_TRIES) throw error;
        this.turnedAway++;
        await new Promise((resolve) => setTimeout(resolve, waitOf(error)));
      }
    }
  }

  async #try(person: number): Promise<void> {
    const { target, server } = this;
    const { path, headers } = target.upgrade(person);
    const socket = await RawSocket.open(server.port, path, headers);
    this.#sockets[person] = socket;
    const [first = "", ...rest] = target.hello(person, this.#rooms[person] ?? []);
    let unanswered = 1 + rest.length;
    await new Promise<void>((resolve, reject) => {
      socket.onEnd = (why) => {
        if (this.#open && unanswered === 0) this.turnedAway++;
        reject(new Error(`Person ${person}: ${why}`));
      };
      socket.onText = (message) =>
        eachLine(message, (payload) => {
          const owed = target.owed?.(payload);
          if (owed !== undefined) return socket.send(owed);
          const answer = target.answer(payload, person);
          if (answer === "refused") {
            this.refused++;
            if (unanswered > 0) return socket.drop();
          }
          if (answer === undefined) this.listener?.pushed(person, payload);
          else if (unanswered === 0) this.listener?.answered(person, payload);
          else if (--unanswered === 0) resolve();
          else if (unanswered === rest.length) { for (const frame of rest) socket.send(frame); }
        });
      socket.send(first);
    });
  }
}

const LINE_BREAK = 10;

/** The frames of a message: one, or a line each where a server sends several together. */
function eachLine(message: Uint8Array, take: (frame: Uint8Array) => void): void {
  let from = 0;
  for (let at = message.indexOf(LINE_BREAK); at >= 0; at = message.indexOf(LINE_BREAK, from)) {
    take(message.subarray(from, at));
    from = at + 1;
  }
  take(from === 0 ? message : message.subarray(from));
}
