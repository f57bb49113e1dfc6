import type { Socket, SocketListener } from "./socket.ts";
import type { Report } from "../world/report.ts";

/**
 * Attaches the platform's WebSocket. `accept` is called once it is open, and gives who listens.
 * A throw in a callback would end the process: every one catches here and reports.
 */
export function attachSocket(
  socket: WebSocket,
  accept: (socket: Socket) => SocketListener,
  report: Report,
): void {
  let listener: SocketListener | undefined;
  const safely = (what: string, run: () => void) => {
    try {
      run();
    } catch (error) {
      report(what, error);
    }
  };
  socket.onopen = () =>
    safely("a socket could not be accepted", () => {
      listener = accept(portOf(socket, report));
    });
  socket.onmessage = ({ data }) =>
    safely("a frame could not be handled", () => {
      if (typeof data === "string") listener?.text(data);
      else listener?.binary();
    });
  socket.onclose = ({ code }) =>
    safely("a close could not be handled", () => listener?.closed(code));
  // No `onerror`: a network that went away is nothing to note, and `close` follows it.
}

function portOf(socket: WebSocket, report: Report): Socket {
  return {
    send(text) {
      try {
        socket.send(text);
      } catch (error) {
        report("a socket did not take a frame", error); // its `close` event tells the hub
      }
    },
    close(code, reason) {
      try {
        socket.close(code, reason);
      } catch (error) {
        report("a socket could not be closed", error, { code });
      }
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}
