// Other chat servers, with the same durability: what `deno task bench:peers` measures beside Palabre.
import { pathOf } from "../load/server.ts";
import { idOf, plainTarget } from "./floor.ts";
import type { Command, Target } from "./target.ts";

/** Packets of Socket.IO over a WebSocket begin with digits: those of Engine.IO, then its own. */
const PONG = "3";
const CONNECT = "40";
const [TWO, THREE, FOUR, ZERO] = Array.from("2340", (digit) => digit.charCodeAt(0));

/** Bun's WebSockets and SQLite. */
export function bunSqlite(): Target {
  const program = installed(`@oven/bun-linux-${cpu("x64", "aarch64")}/bin/bun`);
  return plainTarget("bun + sqlite", commandOf(program, "bun_server.ts"));
}

/** `ws` and SQLite on Node. */
export function wsSqlite(): Target {
  return plainTarget("ws + sqlite", commandOf(node(), "ws_server.ts"));
}

/** Socket.IO and SQLite on Node. */
export function socketIoSqlite(): Target {
  const command = commandOf(node(), "socket_io_server.ts");
  const emit = (n: number, event: string, data: object) => `42${n}${JSON.stringify([event, data])}`;
  return {
    name: "socket.io + sqlite",
    command: (folder, port) => Promise.resolve(command(folder, port)),
    upgrade: () => ({ path: "/socket.io/?EIO=4&transport=websocket", headers: [] }),
    hello: (person, rooms) => [
      CONNECT,
      emit(0, "login", { user: String(person) }),
      ...rooms.map((room) => emit(0, "join", { room: String(room) })),
    ],
    direct: (_, to, n, text) => emit(n, "dm", { to: String(to), id: idOf(n), text }),
    toRoom: (_, room, n, text) => emit(n, "msg", { room: String(room), id: idOf(n), text }),
    // 40 answers the connection, 43 is the acknowledgement of an event.
    answer: ([first, second]) =>
      first === FOUR && (second === THREE || second === ZERO) ? "ok" : undefined,
    owed: ([first]) => first === TWO ? PONG : undefined,
  };
}

function node(): string {
  return installed(`node-linux-${cpu("x64", "arm64")}/bin/node`);
}

function cpu(x64: string, arm: string): string {
  return Deno.build.arch === "aarch64" ? arm : x64;
}

function installed(program: string): string {
  return pathOf(`bench/peers/node_modules/${program}`);
}

function commandOf(program: string, server: string) {
  return (folder: string, port: number): Command => ({
    program,
    args: [pathOf(`bench/peers/${server}`)],
    env: { PORT: String(port), DATABASE: `${folder}/messages.sqlite` },
  });
}
