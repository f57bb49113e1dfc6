import type { Clock } from "../../runtime/clock.ts";
import { sleep } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { IrcDoor } from "../door.ts";
import type { LineTransport } from "../gateway.ts";
import { byteLength } from "../text/bytes.ts";
import { LineReader } from "../text/line_reader.ts";

/** A client that was told goodbye has this long to take it. */
const LINGER_MS = 1_000;
/** What is written at once, in characters, before the next turn. */
const CHUNK = 64 * 1024;
/** After an accept that failed (too many open files), the next one waits. */
const RETRY_MS = 100;

/** What TCP clients are taken with. */
export interface TcpParts {
  door: IrcDoor;
  clock: Clock;
  logger: Logger;
  /** The address as it is counted. */
  addressOf: (hostname: string) => string;
}

/** Writes lines to a stream: those of one turn together. */
class TcpTransport implements LineTransport {
  #waiting: string[] = [];
  #waitingBytes = 0;
  #writing = false;
  #closing = false;
  readonly #flushed = Promise.withResolvers<void>();
  readonly #encoder = new TextEncoder();

  constructor(private readonly connection: Deno.Conn, private readonly clock: Clock) {}

  get bufferedAmount(): number {
    return this.#waitingBytes;
  }

  send(line: string): void {
    if (this.#closing) return;
    this.#waiting.push(line);
    this.#waitingBytes += byteLength(line) + 2;
    if (!this.#writing) void this.#write();
  }

  close(): void {
    if (this.#closing) return;
    this.#closing = true;
    if (!this.#writing) this.#flushed.resolve();
    void Promise.race([this.#flushed.promise, sleep(this.clock, LINGER_MS)]).then(() =>
      this.abort()
    );
  }

  /** Closes at once; harmless twice. */
  abort(): void {
    this.#closing = true;
    try {
      this.connection.close();
    } catch { /* it is closed */ }
  }

  async #write(): Promise<void> {
    this.#writing = true;
    await Promise.resolve(); // the other lines of this turn come along
    try {
      while (this.#waiting.length > 0) {
        const bytes = this.#encoder.encode(this.#next());
        for (let at = 0; at < bytes.length;) {
          const written = await this.connection.write(bytes.subarray(at));
          at += written;
          this.#waitingBytes -= written;
        }
      }
    } catch {
      this.#closing = true; // the reader sees that it is closed
      this.#waiting.length = 0;
    }
    this.#writing = false;
    if (this.#closing) this.#flushed.resolve();
  }

  #next(): string {
    let text = "";
    let taken = 0;
    for (const line of this.#waiting) {
      if (text.length >= CHUNK) break;
      text += `${line}\r\n`;
      taken++;
    }
    this.#waiting.splice(0, taken);
    return text;
  }
}

/** Takes IRC clients from a listener until that is closed. */
export async function serveTcp(listener: Deno.Listener, parts: TcpParts): Promise<void> {
  const { clock, logger } = parts;
  for (;;) {
    try {
      const connection = await listener.accept();
      void serveOne(connection, parts).catch((error) =>
        logger.error("an IRC connection failed", error)
      );
    } catch (error) {
      if (error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted) {
        return; // closed
      }
      if (error instanceof Error && /closed/i.test(error.message)) return;
      // A handshake of TLS that failed, or no descriptor left: the others go on.
      await sleep(clock, RETRY_MS);
    }
  }
}

async function serveOne(
  connection: Deno.Conn,
  { door, clock, addressOf }: TcpParts,
): Promise<void> {
  const { remoteAddr } = connection;
  const hostname = "hostname" in remoteAddr ? remoteAddr.hostname : "";
  const transport = new TcpTransport(connection, clock);
  const client = door.open(transport, { address: addressOf(hostname), locale: "en" });
  const reader = new LineReader();
  const bytes = new Uint8Array(8 * 1024);
  try {
    for (;;) {
      const length = await connection.read(bytes);
      if (length === null) break;
      for (const line of reader.read(bytes.subarray(0, length))) client?.take(line);
    }
  } catch { /* reset, or closed by us */ }
  door.gone(client);
  transport.close();
}
