import { createIrcDoor } from "../../lib/irc/create_gateway.ts";
import type { IrcDoor } from "../../lib/irc/door.ts";
import type { LineTransport } from "../../lib/irc/gateway.ts";
import { readLineBytes } from "../../lib/irc/text/line_reader.ts";
import { type Clock, systemClock, systemRandom } from "../../lib/runtime/clock.ts";
import { recordingLogger } from "./loggers.ts";
import type { runServer } from "./running.ts";

/** What a client says of itself when it comes in. */
export interface IrcEntrance {
  nick: string;
  /** Capabilities to ask for, with spaces between. */
  caps?: string;
  /** The server password. */
  pass?: string;
  /** SASL PLAIN, with the capability `sasl`. */
  sasl?: { account: string; password: string };
}

/** A client over TCP that reads and writes lines, made from the documents of IRC alone. */
export class IrcTalker {
  /** Every line that came. */
  readonly lines: string[] = [];
  readonly closed: Promise<void>;
  #read = 0;
  #isClosed = false;
  #wake: () => void = () => {};

  private constructor(private readonly connection: Deno.Conn) {
    this.closed = this.#listen();
  }

  /** Over a connection that stands. */
  static over(connection: Deno.Conn): IrcTalker {
    return new IrcTalker(connection);
  }

  static async open(port: number): Promise<IrcTalker> {
    return new IrcTalker(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Connects, comes in, and waits until it is in `#general`. */
  static async enter(port: number, entrance: IrcEntrance): Promise<IrcTalker> {
    const talker = await IrcTalker.open(port);
    await talker.introduce(entrance);
    await talker.next(/ 376 /);
    await talker.next(/ JOIN #general/);
    const ofGeneral = / 366 \S+ #general /; // what comes with a JOIN ends with it
    while (!talker.lines.some((line) => ofGeneral.test(line))) await talker.#more(ofGeneral);
    return talker;
  }

  async introduce({ nick, caps = "", pass, sasl }: IrcEntrance): Promise<void> {
    if (pass !== undefined) await this.say(`PASS :${pass}`);
    const wanted = `${caps}${sasl ? " sasl" : ""}`.trim();
    if (wanted !== "") await this.say("CAP LS 302", `CAP REQ :${wanted}`);
    await this.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    if (sasl) {
      await this.next(/ CAP \S+ ACK /);
      await this.say("AUTHENTICATE PLAIN");
      await this.next(/^AUTHENTICATE \+/);
      await this.say(`AUTHENTICATE ${plain(sasl.account, sasl.password)}`);
      await this.next(/ 90[34] /);
    }
    if (wanted !== "") await this.say("CAP END");
  }

  async say(...lines: string[]): Promise<void> {
    const bytes = new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(""));
    for (let at = 0; at < bytes.length;) at += await this.connection.write(bytes.subarray(at));
  }

  /** The next line that fits, read or to come; lines before it are passed over. */
  async next(wanted: RegExp): Promise<string> {
    for (;;) {
      while (this.#read < this.lines.length) {
        const line = this.lines[this.#read++] ?? "";
        if (wanted.test(line)) return line;
      }
      await this.#more(wanted);
    }
  }

  /** Waits for another line, in the hope of one that fits. */
  #more(wanted: RegExp): Promise<void> {
    if (this.#isClosed) {
      throw new Error(`Closed before ${wanted}: ${this.lines.slice(-5).join(" ⏎ ")}`);
    }
    return new Promise<void>((resolve) => this.#wake = resolve);
  }

  /** What lines are answered with: all that comes until the answer to a PING behind them. */
  async ask(...lines: string[]): Promise<string[]> {
    const end = `end${this.lines.length}`;
    const from = this.lines.length;
    await this.say(...lines, `PING ${end}`);
    await this.next(new RegExp(` PONG \\S+ ${end}$`));
    return this.lines.slice(from).filter((line) => !/ PONG \S+ end\d+$/.test(line));
  }

  async close(): Promise<void> {
    try {
      this.connection.close();
    } catch { /* the server was first */ }
    await this.closed;
  }

  async #listen(): Promise<void> {
    const decoder = new TextDecoder();
    const bytes = new Uint8Array(64 * 1024);
    let rest = "";
    try {
      for (;;) {
        const length = await this.connection.read(bytes);
        if (length === null) break;
        const parts = (rest + decoder.decode(bytes.subarray(0, length), { stream: true }))
          .split("\r\n");
        rest = parts.pop() ?? "";
        this.lines.push(...parts);
        const asked = parts.filter((line) => line.startsWith("PING "));
        if (asked.length > 0) await this.say(...asked.map((line) => line.replace("PING", "PONG")));
        this.#wake();
      }
    } catch { /* closed */ }
    this.#isClosed = true;
    this.#wake();
    try {
      this.connection.close();
    } catch { /* it is closed */ }
  }
}

/** An answer to SASL PLAIN. */
function plain(account: string, password: string): string {
  const bytes = new TextEncoder().encode(`\0${account}\0${password}`);
  return btoa(String.fromCharCode(...bytes));
}

/** A server with an IRC door, for one test. */
export const IRC_ENV = { PALABRE_IRC: "127.0.0.1:0" };

/** A door of its own over the instance of a server, with what it reported. */
export function openDoor(
  { instance }: Pick<Awaited<ReturnType<typeof runServer>>, "instance">,
  clock: Clock = systemClock,
): { door: IrcDoor; reported: string[] } {
  const reported: string[] = [];
  const logger = recordingLogger((what, error) => void reported.push(`${what}: ${error ?? ""}`));
  const { identity, administration } = instance;
  const community = { name: () => "Palabre" };
  const door = createIrcDoor(
    { instance, identity, administration, community, takes: () => true },
    { clock, random: systemRandom, logger },
  );
  return { door, reported };
}

/** A client of a door without a connection; `bufferedAmount` is what a test says. */
export class DoorClient implements LineTransport {
  readonly lines: string[] = [];
  bufferedAmount = 0;
  isClosed = false;
  #wake = () => {};
  readonly #client: ReturnType<IrcDoor["open"]>;

  constructor(private readonly door: IrcDoor, address = "192.0.2.1") {
    this.#client = door.open(this, { address, locale: "en" });
  }

  say(...lines: string[]): void {
    for (const text of lines) this.#client?.take({ is: "line", text });
  }

  /** Takes it as bytes: a line without its line break. */
  sayBytes(line: Uint8Array): void {
    this.#client?.take(readLineBytes(line));
  }

  /** Waits until a line fits, from `from` on, or the door closed; whether one does. */
  async heard(wanted: RegExp, from = 0): Promise<boolean> {
    for (;;) {
      if (this.lines.slice(from).some((line) => wanted.test(line))) return true;
      if (this.isClosed) return false;
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  leave(how?: "left" | "lost"): void {
    this.door.gone(this.#client, how);
  }

  send(line: string): void {
    this.lines.push(line);
    this.#wake();
  }

  close(): void {
    this.isClosed = true;
    this.#wake();
  }
}
