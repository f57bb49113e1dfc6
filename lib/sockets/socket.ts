import type { Actor } from "../chat/chat.ts";

/** One end of a WebSocket, as the hub needs it. None of it may throw or block. */
export interface Socket {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Bytes given to `send` that the network has not taken yet. */
  readonly bufferedAmount: number;
}

/** The events of a socket. None of it throws: the caller is a callback of the platform. */
export interface SocketListener {
  text(data: string): void;
  binary(): void;
  /** The connection is closed, with its code; called once, twice or never (platform). */
  closed(code?: number): void;
}

/** A socket that was taken: what it is told of, and who acts over it. */
export interface AcceptedSocket extends SocketListener {
  /** As of now: a role may have been given or taken away since. */
  readonly actor: Actor;
}
