import type { Logger } from "../../runtime/logger.ts";
import type { IrcClient } from "../client.ts";
import type { IrcDoor } from "../door.ts";
import type { LineTransport } from "../gateway.ts";
import type { Origin } from "../registration.ts";
import { readLineBytes } from "../text/line_reader.ts";
import { CloseCode } from "../../protocol/close_codes.ts";
import { MAX_FRAME_BYTES } from "../../protocol/limits.ts";

const encoder = new TextEncoder();
const LF = 0x0a;

/**
 * Attaches a WebSocket, whose messages are lines (ircv3.net) as text or as bytes, that the platform has upgraded. A throw in a callback would end the process:
 * each one is caught here and reported.
 */
export function attachIrcSocket(
  socket: WebSocket,
  { as, from, door, logger }: {
    as: "text" | "bytes";
    from: Origin;
    door: IrcDoor;
    logger: Logger;
  },
): void {
  let client: IrcClient | undefined;
  const safely = (what: string, run: () => void) => {
    try {
      run();
    } catch (error) {
      logger.error(what, error);
    }
  };
  socket.binaryType = "arraybuffer";
  const transport: LineTransport = {
    send: (line) =>
      safely("an IRC socket did not take a line", () => {
        if (socket.readyState !== WebSocket.OPEN) return;
        socket.send(as === "text" ? line : encoder.encode(line));
      }),
    close: () => safely("an IRC socket could not be closed", () => socket.close(CloseCode.normal)),
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
  socket.onopen = () =>
    safely("an IRC socket could not be taken", () => {
      client = door.open(transport, from);
    });
  socket.onmessage = ({ data }) =>
    safely("an IRC line could not be taken", () => {
      const bytes = typeof data === "string" ? encoder.encode(data) : new Uint8Array(data);
      if (bytes.length > MAX_FRAME_BYTES) return socket.close(CloseCode.tooLarge);
      for (const line of linesOf(bytes)) {
        client?.take(readLineBytes(line));
      }
    });
  socket.onclose = ({ code }) =>
    safely("an IRC socket could not be ended", () => {
      door.gone(client, code === CloseCode.normal ? "left" : "lost");
    });
}

/** The lines of a message: one, with a line break behind it from clients that write one. */
function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let from = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, from)) {
    yield bytes.subarray(from, at);
    from = at + 1;
  }
  if (from === 0 || from < bytes.length) yield bytes.subarray(from);
}
