import type { Clock } from "../../runtime/clock.ts";
import { sleep } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { IrcDoor } from "../door.ts";
import type { LineTransport } from "../gateway.ts";
import { byteLength } from "../text/bytes.ts";
import { LineReader } from "../text/line_reader.ts";
import { MAX_PROXY_HEADER, readProxyHeader } from "./proxy_header.ts";

/** A client that was told goodbye has this long to take it. */
const LINGER_MS = 1_000;
/** What is written at once, in characters, before the next turn. */
const CHUNK = 64 * 1024;
/** After an accept that failed (too many open files), the next one waits. */
const RETRY_MS = 100;

/** A proxy says within this time who connects. */
const HEADER_WITHIN_MS = 5_000;

/** What TCP clients are taken with. */
export interface TcpParts {
  door: Pick<IrcDoor, "open" | "gone">;
  clock: Clock;
  logger: Logger;
  /** The address as it is counted. */
  addressOf: (hostname: string) => string;
  /** Whether an address is that of a proxy, which says first who connects. */
  isProxy: (hostname: string) => boolean;
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

async function serveOne(connection: Deno.Conn, parts: TcpParts): Promise<void> {
  const { door, clock, addressOf } = parts;
  const { remoteAddr } = connection;
  const peer = "hostname" in remoteAddr ? remoteAddr.hostname : "";
  const transport = new TcpTransport(connection, clock);
  const began = parts.isProxy(peer)
    ? await readBeginning(connection, peer, parts)
    : { from: peer, rest: new Uint8Array() };
  if (!began) {
    transport.send("ERROR :Closing link: The proxy did not say who connects (PROXY protocol).");
    return transport.close();
  }
  const client = door.open(transport, { address: addressOf(began.from), locale: "en" });
  const reader = new LineReader();
  const take = (bytes: Uint8Array) => {
    for (const line of reader.read(bytes)) client?.take(line);
  };
  take(began.rest);
  const bytes = new Uint8Array(8 * 1024);
  try {
    for (;;) {
      const length = await connection.read(bytes);
      if (length === null) break;
      take(bytes.subarray(0, length));
    }
  } catch { /* reset, or closed by us */ }
  door.gone(client);
  transport.close();
}

/** Reads who connects through a proxy, and what they sent behind it; `undefined` if it does not say. */
async function readBeginning(
  connection: Deno.Conn,
  peer: string,
  { clock, logger }: Pick<TcpParts, "clock" | "logger">,
): Promise<{ from: string; rest: Uint8Array } | undefined> {
  const bytes = new Uint8Array(MAX_PROXY_HEADER);
  const late = clock.after(HEADER_WITHIN_MS, () => connection.close());
  let length = 0;
  try {
    for (;;) {
      const read = await connection.read(bytes.subarray(length)).catch(() => null);
      if (read === null) return undefined; // checks of a proxy's own health say nothing
      length += read;
      const header = readProxyHeader(bytes.subarray(0, length));
      if (header.is === "unfinished") continue;
      if (header.is === "header") {
        return { from: header.address ?? peer, rest: bytes.subarray(header.bytes, length) };
      }
      logger.info(`PALABRE_IRC_PROXY: ${peer} did not begin with the PROXY protocol`);
      return undefined;
    }
  } finally {
    late.cancel();
  }
}
