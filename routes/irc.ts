import { Hono } from "hono";
import type { HttpContext, HttpEnv } from "../lib/http/environment.ts";
import { isAllowedOrigin } from "../lib/http/origin.ts";
import type { IrcDoor } from "../lib/irc/door.ts";
import { ChatError } from "../lib/protocol/errors.ts";
import { HEARTBEAT_MS } from "../lib/protocol/limits.ts";
import type { Logger } from "../lib/runtime/logger.ts";

export const IRC_PATH = "/irc";

/** IRC over WebSocket (ircv3.net): a line in each message, as text or as bytes. */
const IRC_SUBPROTOCOLS = ["text.ircv3.net", "binary.ircv3.net"] as const;
type IrcSubprotocol = (typeof IRC_SUBPROTOCOLS)[number];

export interface IrcRoutes {
  /** The door, made when it is first asked for. */
  ircDoor: () => Promise<IrcDoor>;
  /** Origins besides the server's own whose pages may connect. */
  origins: readonly string[];
  logger: Logger;
}

/**
 * `GET /irc`: IRC over WebSocket (ircv3.net). Who somebody is they say in IRC, never by a cookie; but
 * the page of another site may not make its visitors' browsers come in.
 */
export function ircRoutes({ ircDoor, origins, logger }: IrcRoutes): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get(IRC_PATH, async (c) => {
    const protocol = chosenSubprotocol(c);
    if (protocol === undefined) {
      const offered = IRC_SUBPROTOCOLS.join(", ");
      const mend = `Upgrade to a WebSocket with one of the subprotocols ${offered}.\n`;
      return c.text(mend, 400, { "sec-websocket-protocol": offered });
    }
    const { headers } = c.req.raw;
    const fromBrowser = headers.has("origin") || headers.has("sec-fetch-site");
    if (fromBrowser && !isAllowedOrigin(c.req.raw, [c.var.origin, ...origins])) {
      throw new ChatError("foreign-origin");
    }
    const from = { address: c.var.address, locale: c.var.locale };
    const [door, { attachIrcSocket }] = await Promise.all([
      ircDoor(),
      import("../lib/irc/doors/web_socket.ts"),
    ]);
    const { socket, response } = Deno.upgradeWebSocket(c.req.raw, {
      protocol,
      idleTimeout: HEARTBEAT_MS / 1000,
    });
    attachIrcSocket(socket, {
      from,
      door,
      logger,
      as: protocol === "text.ircv3.net" ? "text" : "bytes",
    });
    return response;
  });
}

/** What a client offers that is spoken here, in the order in which it would like it. */
function chosenSubprotocol(c: HttpContext): IrcSubprotocol | undefined {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return undefined;
  const header = c.req.header("sec-websocket-protocol") ?? "";
  const offered = header.split(",").map((one) => one.trim());
  return offered.flatMap((one) => IRC_SUBPROTOCOLS.find((spoken) => spoken === one) ?? [])[0];
}
