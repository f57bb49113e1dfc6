// A WebSocket client that costs as little as possible: raw frames over TCP, no masking work, and
// payloads as bytes. It speaks only what servers on this machine say to it.

/** Bytes that a connection reads at once; grows to `MAX_READ` where more keeps coming. */
const FIRST_READ = 2 * 1024;
const MAX_READ = 256 * 1024;
const HANDSHAKE_WITHIN_BYTES = 16 * 1024;
const OPCODES = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Called with each text frame; the bytes are valid during the call alone. */
export type OnText = (payload: Uint8Array) => void;

/** One connection. `onText` and `onEnd` may be replaced at any time. */
export class RawSocket {
  onText: OnText = () => {};
  onEnd: (why: string) => void = () => {};
  /** Bytes received since the handshake. */
  received = 0;
  readonly #tcp: Deno.TcpConn;
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #writing = false;
  #ended = false;

  private constructor(tcp: Deno.TcpConn) {
    this.#tcp = tcp;
  }

  /** Connects and upgrades; `head` is the request's lines after the first, without the upgrade. */
  static async open(port: number, path: string, head: readonly string[]): Promise<RawSocket> {
    const tcp = await Deno.connect({ port, hostname: "127.0.0.1" });
    tcp.setNoDelay();
    const socket = new RawSocket(tcp);
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: cGFsYWJyZS1sb2FkdGVzdA==",
      ...head,
    ];
    await tcp.write(encoder.encode(`${lines.join("\r\n")}\r\n\r\n`));
    const rest = await socket.#handshake();
    void socket.#read(rest);
    return socket;
  }

  /** Sends a text frame. */
  send(text: string): void {
    this.#write(frameOf(OPCODES.text, encoder.encode(text)));
  }

  /** Ends the connection with a close frame. */
  close(): void {
    if (this.#ended) return;
    this.#write(frameOf(OPCODES.close, new Uint8Array([0x03, 0xe8])));
  }

  /** Ends the connection without a word. */
  drop(): void {
    this.#end("dropped");
  }

  async #handshake(): Promise<Uint8Array<ArrayBuffer>> {
    const buffer = new Uint8Array(HANDSHAKE_WITHIN_BYTES);
    for (let length = 0; length < buffer.length;) {
      const count = await this.#tcp.read(buffer.subarray(length));
      if (count === null) break;
      length += count;
      const text = decoder.decode(buffer.subarray(0, length));
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) continue;
      if (!text.startsWith("HTTP/1.1 101")) throw new Error(`No upgrade: ${text.slice(0, end)}`);
      return buffer.slice(encoder.encode(text.slice(0, end + 4)).length, length);
    }
    throw new Error("The server closed before it answered the upgrade");
  }

  async #read(first: Uint8Array<ArrayBuffer>): Promise<void> {
    let buffer = new Uint8Array(FIRST_READ + first.length);
    buffer.set(first);
    let length = first.length;
    try {
      while (!this.#ended) {
        const taken = this.#take(buffer.subarray(0, length));
        buffer.copyWithin(0, taken, length);
        length -= taken;
        if (buffer.length - length < FIRST_READ) buffer = grown(buffer, length);
        const count = await this.#tcp.read(buffer.subarray(length));
        if (count === null) return this.#end("closed by the server");
        this.received += count;
        length += count;
        if (length === buffer.length && length < MAX_READ) buffer = grown(buffer, length);
      }
    } catch (error) {
      this.#end(String(error));
    }
  }

  /** Hands on the whole frames at the beginning of `bytes`; how many bytes they were. */
  #take(bytes: Uint8Array<ArrayBuffer>): number {
    let at = 0;
    while (bytes.length - at >= 2) {
      const [opcode, size] = [(bytes[at] ?? 0) & 15, (bytes[at + 1] ?? 0) & 127];
      const headLength = size === 127 ? 10 : size === 126 ? 4 : 2;
      if (bytes.length - at < headLength) break;
      const length = size < 126 ? size : lengthIn(bytes, at + 2, headLength - 2);
      const end = at + headLength + length;
      if (end > bytes.length) break;
      const payload = bytes.subarray(at + headLength, end);
      if (opcode === OPCODES.text) this.onText(payload);
      else if (opcode === OPCODES.ping) this.#write(frameOf(OPCODES.pong, payload));
      else if (opcode === OPCODES.close) {
        this.#end(`closed with ${lengthIn(payload, 0, 2)} ${decoder.decode(payload.subarray(2))}`);
      }
      at = end;
    }
    return at;
  }

  #write(frame: Uint8Array<ArrayBuffer>): void {
    if (this.#ended) return;
    this.#waiting.push(frame);
    if (!this.#writing) void this.#flush();
  }

  async #flush(): Promise<void> {
    this.#writing = true;
    try {
      for (let frame = this.#waiting.shift(); frame; frame = this.#waiting.shift()) {
        for (let at = 0; at < frame.length;) at += await this.#tcp.write(frame.subarray(at));
      }
    } catch (error) {
      this.#end(String(error));
    }
    this.#writing = false;
  }

  #end(why: string): void {
    if (this.#ended) return;
    this.#ended = true;
    try {
      this.#tcp.close();
    } catch {
      // Closed already by an error of the connection.
    }
    this.onEnd(why);
  }
}

/** A frame of a client. Its mask is zero, which leaves the payload as it is (RFC 6455, 5.3). */
function frameOf(opcode: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = payload;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = new Uint8Array(2 + extra + 4 + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  for (let nth = 0; nth < extra; nth++) {
    frame[2 + nth] = Math.floor(length / 2 ** (8 * (extra - 1 - nth))) & 255;
  }
  frame.set(payload, 2 + extra + 4);
  return frame;
}

function lengthIn(bytes: Uint8Array, start: number, count: number): number {
  let length = 0;
  for (let nth = 0; nth < count; nth++) length = length * 256 + (bytes[start + nth] ?? 0);
  return length;
}

function grown(buffer: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(buffer.length * 2);
  larger.set(buffer.subarray(0, length));
  return larger;
}
