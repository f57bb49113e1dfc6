import { SUBPROTOCOL, SUBPROTOCOL_LINES } from "../protocol/limits.ts";

/** What a socket tells its owner. Neither may throw; `close` comes once, 1006 when nothing was said. */
export interface SocketHandlers {
  /** A text frame came; binary ones are dropped. */
  message(text: string): void;
  /** The socket is closed, by either side. */
  close(code: number): void;
}

/** One socket. After `close` its handlers may still be called; its owner no longer listens. */
export interface Socket {
  /** Sends a text frame; does nothing once the socket closes. */
  send(text: string): void;
  /** Closes with a code (RFC 6455); without one, as the platform does. */
  close(code?: number): void;
}

/** Opens sockets: real ones in a browser or on Deno, in-memory ones in tests and the simulator. */
export interface Transport {
  /** Begins to connect. The server speaks first: nothing may be sent before its `welcome`. */
  open(url: string, handlers: SocketHandlers): Socket;
}

/** `WebSocket.OPEN`. */
const OPEN = 1;

interface WebSocketLike {
  readonly readyState: number;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

type Handshake = { protocols: string[]; headers: Record<string, string> };

interface WebSocketClass {
  new (url: string, protocols?: string[]): WebSocketLike;
}

/** Deno's own takes headers too. */
interface HandshakeClass {
  new (url: string, handshake: Handshake): WebSocketLike;
}

/**
 * Sockets of the platform. A browser sends its cookie and cannot set headers; on Deno `headers`
 * carries `authorization: Bearer …` (its WebSocket takes an object in place of the protocols).
 */
export function webSocketTransport(
  WebSocket: WebSocketClass,
  options: { headers?: Record<string, string> } = {},
): Transport {
  const protocols = [SUBPROTOCOL_LINES, SUBPROTOCOL];
  return {
    open(url, handlers) {
      const { headers } = options;
      const socket = headers
        ? new (WebSocket as WebSocketClass & HandshakeClass)(url, { protocols, headers })
        : new WebSocket(url, protocols);
      socket.onmessage = ({ data }) => {
        if (typeof data !== "string") return;
        for (const frame of data.split("\n")) handlers.message(frame); // JSON has no line breaks
      };
      socket.onclose = ({ code }) => handlers.close(code);
      return {
        // One that closes takes nothing more; a browser would only complain in its console.
        send: (text) => {
          if (socket.readyState <= OPEN) socket.send(text);
        },
        close: (code) => socket.close(code),
      };
    },
  };
}
