import { Lines } from "./lines.ts";
import type { Socket, SocketListener } from "./socket.ts";
import type { Logger } from "../runtime/logger.ts";

/**
 * Attaches the platform's WebSocket. `accept` is called once it is open, and gives the listener.
 * `inLines`: what is sent in one turn goes in one message (T6).
 * A throw in a callback would end the process: each one is caught here and reported.
 */
export function attachSocket(
  socket: WebSocket,
  accept: (socket: Socket) => SocketListener,
  logger: Logger,
  inLines = false,
): void {
  let listener: SocketListener | undefined;
  const safely = (what: string, run: () => void) => {
    try {
      run();
    } catch (error) {
      logger.error(what, error);
    }
  };
  socket.onopen = () =>
    safely("a socket could not be accepted", () => {
      listener = accept(adapt(socket, logger, inLines));
    });
  socket.onmessage = ({ data }) =>
    safely("a frame could not be handled", () => {
      if (typeof data === "string") listener?.text(data);
      else listener?.binary();
    });
  socket.onclose = ({ code }) =>
    safely("a close could not be handled", () => listener?.closed(code));
  // No `onerror`: a lost network is nothing to report, and `close` follows it.
}

function adapt(socket: WebSocket, logger: Logger, inLines: boolean): Socket {
  const send = (text: string) => {
    try {
      socket.send(text);
    } catch (error) {
      logger.error("a socket did not take a frame", error); // its `close` event follows
    }
  };
  const lines = inLines ? new Lines(send) : undefined;
  return {
    send: lines ? (text) => lines.add(text) : send,
    close(code, reason) {
      lines?.flush();
      try {
        socket.close(code, reason);
      } catch (error) {
        logger.error("a socket could not be closed", error, { code });
      }
    },
    get bufferedAmount() {
      return socket.bufferedAmount + (lines?.length ?? 0);
    },
  };
}
