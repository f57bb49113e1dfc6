import { copy } from "./copy.ts";
import { seed } from "./palabre_store.ts";
import type { Answer, Population, Target } from "./target.ts";
import { directId } from "../../lib/store/conversations/conversations.ts";
import { SUBPROTOCOL_LINES } from "../../lib/protocol/limits.ts";
import { pathOf } from "../load/server.ts";

const decoder = new TextDecoder();
/** Where a frame says its type: `{"type":"reply"`. */
const TYPE_AT = 9;
const [R, P] = Array.from("rp", (letter) => letter.charCodeAt(0));
/** A reply says this early whether it went well, and that to a message its seq. */
const REPLY_HEAD_BYTES = 160;

/** Palabre itself: the protocol that browsers speak, people with accounts and sessions, a file. */
export function palabre(): Target {
  let store = "";
  let people: Awaited<ReturnType<typeof seed>>["people"] = [];
  let rooms: string[] = [];
  const header = (person: number) => `Bearer ${people[person]?.token}`;
  /** Where each writes, and the last seq that they know of there: a request says it (D3). */
  const places = new Map<number, { conversation: string; seq: number }>();
  const send = (from: number, conversation: string, n: number, text: string) => {
    const known = places.get(from);
    const after = known?.conversation === conversation ? known.seq : 0;
    if (known?.conversation !== conversation) places.set(from, { conversation, seq: 0 });
    const id = crypto.randomUUID();
    return JSON.stringify({ type: "send", ref: n, conversation, id, text, after });
  };
  return {
    name: "palabre",
    async prepare(folder: string, population: Population) {
      store = `${folder}/palabre_seed`;
      ({ people, rooms } = await seed(`${store}/palabre.kv`, population));
    },
    async command(folder, port) {
      await copy(store, folder);
      return {
        program: Deno.execPath(),
        args: ["run", "-A", "--no-check", pathOf("built/main.js")],
        env: {
          PORT: String(port),
          PALABRE_HOST: "127.0.0.1",
          PALABRE_KV: `${folder}/palabre.kv`,
          PALABRE_RATES: "off",
        },
      };
    },
    upgrade: (person) => ({
      path: "/ws",
      headers: [
        `Sec-WebSocket-Protocol: ${SUBPROTOCOL_LINES}`,
        `Authorization: ${header(person)}`,
      ],
    }),
    hello: () => ['{"type":"sync","ref":0,"since":{}}'],
    direct: (from, to, n, text) => send(from, directOf(from, to), n, text),
    toRoom: (from, room, n, text) => send(from, rooms[room] ?? "", n, text),
    history: (room, n) =>
      JSON.stringify({ type: "history", ref: n, conversation: rooms[room], limit: 50 }),
    answer(payload, person) {
      const seen = readReply(payload);
      const place = seen?.seq === undefined ? undefined : places.get(person);
      if (place && seen?.seq) place.seq = Math.max(place.seq, seen.seq);
      return seen?.answer;
    },
    page: (person, room) => ({
      path: `/rooms/bench-${room}`,
      headers: { authorization: header(person) },
    }),
  };

  function directOf(from: number, to: number): string {
    return directId(people[from]?.id ?? "", people[to]?.id ?? "");
  }
}

function readReply(payload: Uint8Array): { answer: Answer; seq?: number } | undefined {
  if (payload[TYPE_AT] !== R || payload[TYPE_AT + 2] !== P) return undefined;
  const head = decoder.decode(payload.subarray(0, REPLY_HEAD_BYTES));
  const seq = /"seq":(\d+)/.exec(head)?.[1];
  return {
    answer: head.includes('"ok":true') ? "ok" : "refused",
    ...(seq && { seq: Number(seq) }),
  };
}
