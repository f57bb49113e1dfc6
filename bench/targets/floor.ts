import { pathOf } from "../load/server.ts";
import type { Answer, Command, Target } from "./target.ts";

/** Where a frame says what it is: `{"t":"ack"`. */
const KIND_AT = 6;
const [A, J, O] = Array.from("ajo", (letter) => letter.charCodeAt(0));

/** The floor: see bench/floor_server.ts. */
export function floor(): Target {
  return plainTarget("floor", (folder, port) => ({
    program: Deno.execPath(),
    args: ["run", "-A", "--no-check", "--unstable-kv", pathOf("bench/floor_server.ts")],
    env: { PORT: String(port), FLOOR_KV: `${folder}/floor.kv` },
  }));
}

/** A server that speaks the frames of the floor. */
export function plainTarget(
  name: string,
  command: (folder: string, port: number) => Command,
): Target {
  return {
    name,
    command: (folder, port) => Promise.resolve(command(folder, port)),
    upgrade: () => ({ path: "/", headers: [] }),
    hello: (person, rooms) => [
      JSON.stringify({ t: "login", user: String(person) }),
      ...rooms.map((room) => JSON.stringify({ t: "join", room: String(room) })),
    ],
    direct: (_, to, n, text) => JSON.stringify({ t: "dm", to: String(to), id: idOf(n), text }),
    toRoom: (_, room, n, text) =>
      JSON.stringify({ t: "msg", room: String(room), id: idOf(n), text }),
    answer,
  };
}

/** As long as a UUID: the bytes that are stored and sent are then alike. */
export function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

function answer(payload: Uint8Array): Answer | undefined {
  const kind = payload[KIND_AT];
  return kind === A || kind === J || kind === O ? "ok" : undefined;
}
