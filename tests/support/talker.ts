import { SUBPROTOCOL } from "../../lib/protocol/limits.ts";

// deno-lint-ignore no-explicit-any -- frames are looked at as a stranger's client would see them
type Frame = any;

/** Deno's constructor, which the types of browsers that we check with do not know. */
type SocketWithHeaders = new (
  url: string,
  options: { protocols?: string[]; headers?: Record<string, string> },
) => WebSocket;

/** A guest of a server: the token of a new session. */
export async function enter(url: string, name: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  const { token, detail } = await response.json();
  if (!token) throw new Error(`${name} could not enter: ${detail}`);
  return token;
}

/** The token of a new session of somebody with an account: members are listed when they are away too. */
export async function enlist(
  url: string,
  name: string,
  password = "under the old tree",
): Promise<string> {
  const response = await fetch(`${url}/api/v1/users`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password }),
  });
  const { token, detail } = await response.json();
  if (!token) throw new Error(`${name} could not register: ${detail}`);
  return token;
}

/** A client over a real WebSocket, made from docs/protocol.md alone. */
export class Talker {
  readonly frames: Frame[] = [];
  /** How many frames each message of the socket held. */
  readonly held: number[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #waiting: Array<{ wanted: (frame: Frame) => boolean; found: (frame: Frame) => void }> = [];
  #ref = 0;

  private constructor(readonly socket: WebSocket) {
    socket.onmessage = ({ data }) => {
      const frames = data.split("\n");
      this.held.push(frames.length);
      for (const frame of frames) this.#take(JSON.parse(frame));
    };
    this.closed = new Promise((resolve) => {
      socket.onclose = ({ code, reason }) => resolve({ code, reason });
    });
  }

  /** Connects with a bearer token; resolves with `welcome`. */
  static async connect(url: string, token: string, protocol = SUBPROTOCOL): Promise<Talker> {
    const Socket = WebSocket as unknown as SocketWithHeaders;
    const socket = new Socket(`${url.replace("http", "ws")}/ws`, {
      protocols: [protocol],
      headers: { authorization: `Bearer ${token}` },
    });
    const talker = new Talker(socket);
    await Promise.race([
      talker.next((frame) => frame.type === "welcome"),
      talker.closed.then(({ code }) => Promise.reject(new Error(`closed with ${code}`))),
    ]);
    return talker;
  }

  /** Resolves with the first frame, held or to come, that is wanted. */
  next(wanted: (frame: Frame) => boolean): Promise<Frame> {
    const held = this.frames.find(wanted);
    if (held) return Promise.resolve(held);
    return new Promise((found) => this.#waiting.push({ wanted, found }));
  }

  /** Sends a request; resolves with its reply. */
  ask(request: object): Promise<Frame> {
    const ref = ++this.#ref;
    this.socket.send(JSON.stringify({ ref, ...request }));
    return this.next((frame) => frame.type === "reply" && frame.ref === ref);
  }

  send(conversation: string, text: string): Promise<Frame> {
    return this.ask({ type: "send", conversation, id: crypto.randomUUID(), text });
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  #take(frame: Frame): void {
    this.frames.push(frame);
    const found = this.#waiting.filter(({ wanted }) => wanted(frame));
    this.#waiting = this.#waiting.filter((one) => !found.includes(one));
    for (const one of found) one.found(frame);
  }
}
