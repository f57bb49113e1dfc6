import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../lib/http/environment.ts";
import { isAllowedOrigin } from "../lib/http/origin.ts";
import { hasBearer } from "../lib/http/session.ts";
import type { Instance } from "../lib/instance/instance.ts";
import type { Room } from "../lib/instance/memory_guard.ts";
import { ChatError } from "../lib/protocol/errors.ts";
import { HEARTBEAT_MS, SUBPROTOCOL } from "../lib/protocol/limits.ts";
import { attachSocket } from "../lib/sockets/platform_socket.ts";
import type { Report } from "../lib/world/report.ts";

/** What a client is asked to wait when this instance takes nobody now. */
const BUSY_RETRY_MS = 5_000;

export interface SocketRoutes {
  instance: Instance;
  /** Origins besides the server's own whose pages may use a cookie (T3). */
  origins: readonly string[];
  /** How much memory is left: with little, no guest is taken. */
  room: () => Room;
  report: Report;
}

/** `GET /ws`: who may, and with what, is decided before the upgrade (T1, T3). */
export function socketRoutes({ instance, origins, room, report }: SocketRoutes): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get("/ws", (c) => {
    if (!offersSubprotocol(c)) {
      const mend = `Upgrade to a WebSocket with the subprotocol ${SUBPROTOCOL}.\n`;
      return c.text(mend, 400, { "sec-websocket-protocol": SUBPROTOCOL });
    }
    const actor = actorOf(c);
    if (!hasBearer(c) && !isAllowedOrigin(c.req.raw, [c.var.origin, ...origins])) {
      throw new ChatError("foreign-origin");
    }
    const guest = actor.user.role === "guest";
    if (instance.state !== "serving" || guest && room() !== "ample") {
      throw new ChatError("unavailable", {}, BUSY_RETRY_MS);
    }
    if (instance.crowded(actor)) {
      throw new ChatError("too-many-connections");
    }
    const { socket, response } = Deno.upgradeWebSocket(c.req.raw, {
      protocol: SUBPROTOCOL,
      idleTimeout: HEARTBEAT_MS / 1000, // the platform pings after half of it (P2)
    });
    const { locale } = c.var;
    attachSocket(socket, (port) => instance.accept(port, actor, locale), report);
    return response;
  });
}

function offersSubprotocol(c: HttpContext): boolean {
  const offered = c.req.header("sec-websocket-protocol") ?? "";
  return c.req.header("upgrade")?.toLowerCase() === "websocket" &&
    offered.split(",").some((one) => one.trim() === SUBPROTOCOL);
}
