import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../lib/http/environment.ts";
import { isAllowedOrigin } from "../lib/http/origin.ts";
import { hasBearer } from "../lib/http/session.ts";
import type { Instance } from "../lib/instance/instance.ts";
import type { Headroom } from "../lib/instance/memory_guard.ts";
import { ChatError } from "../lib/protocol/errors.ts";
import { HEARTBEAT_MS, SUBPROTOCOL, SUBPROTOCOL_LINES } from "../lib/protocol/limits.ts";
import { attachSocket } from "../lib/sockets/platform_socket.ts";
import type { Socket } from "../lib/sockets/socket.ts";
import type { Logger } from "../lib/runtime/logger.ts";

/** What a client is asked to wait when this instance takes nobody now. */
const BUSY_RETRY_MS = 5_000;

export interface SocketRoutes {
  instance: Instance;
  /** Origins besides the server's own whose pages may use a cookie (T3). */
  origins: readonly string[];
  /** How much memory is left: with little, no guest is taken. */
  headroom: () => Headroom;
  logger: Logger;
}

/** `GET /ws`: who may, and with what, is decided before the upgrade (T1, T3). */
export function socketRoutes({ instance, origins, headroom, logger }: SocketRoutes): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get("/ws", (c) => {
    const protocol = chosenSubprotocol(c);
    if (protocol === undefined) {
      const mend = `Upgrade to a WebSocket with the subprotocol ${SUBPROTOCOL}.\n`;
      return c.text(mend, 400, { "sec-websocket-protocol": SUBPROTOCOL });
    }
    const actor = actorOf(c);
    if (!hasBearer(c) && !isAllowedOrigin(c.req.raw, [c.var.origin, ...origins])) {
      throw new ChatError("foreign-origin");
    }
    const guest = actor.user.role === "guest";
    if (instance.state !== "serving" || guest && headroom() !== "ample") {
      throw new ChatError("unavailable", {}, BUSY_RETRY_MS);
    }
    if (instance.atConnectionLimit(actor)) {
      throw new ChatError("too-many-connections");
    }
    // Before the upgrade: after it, nothing of the request can be read any more.
    const { locale, clock } = c.var;
    const { socket, response } = Deno.upgradeWebSocket(c.req.raw, {
      protocol,
      idleTimeout: HEARTBEAT_MS / 1000, // the platform pings after half of it (P2)
    });
    const accept = (port: Socket) => instance.accept(port, actor, locale, clock);
    attachSocket(socket, accept, logger, protocol === SUBPROTOCOL_LINES);
    return response;
  });
}

/** What a client offers that is spoken here, the better one first (T1, T6). */
function chosenSubprotocol(c: HttpContext): string | undefined {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return undefined;
  const header = c.req.header("sec-websocket-protocol") ?? "";
  const offered = header.split(",").map((one) => one.trim());
  return [SUBPROTOCOL_LINES, SUBPROTOCOL].find((spoken) => offered.includes(spoken));
}
