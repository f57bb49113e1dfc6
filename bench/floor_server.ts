// The floor: what a durable chat costs at least on Deno KV, with nothing around it. One group commit
// in flight with a checked head for each conversation, as lib/log/ has, and one frame a commit and
// receiver. No accounts, no presence, no limits, no validation: `deno task bench:quick` measures
// Palabre against it.
//
//   PORT=8100 FLOOR_KV=/path/of/a/file deno run -A --unstable-kv bench/floor_server.ts
//
// In: {"t":"login","user"} {"t":"join","room"} {"t":"msg","room","id","text"} {"t":"dm","to","id","text"}
// Out: {"t":"ok"} {"t":"joined"} {"t":"ack","id","seq"}, and messages, alone or as an array.

interface Frame {
  t: "login" | "join" | "msg" | "dm";
  user: string;
  /** None in a direct message. */
  room?: string;
  to: string;
  id: string;
  text: string;
}

interface Pending {
  socket: WebSocket;
  from: string;
  frame: Frame;
  conversation: string;
  seq: number;
  at: number;
}

interface Head {
  seq: number;
  versionstamp: string | null;
}

/** Deno KV takes 100 checks a commit: one a conversation. */
const MAX_CONVERSATIONS = 100;
/** More messages in one commit gain nothing. */
const MAX_MESSAGES = 256;

const kv = await Deno.openKv(Deno.env.get("FLOOR_KV"));
const people = new Map<string, WebSocket>();
const rooms = new Map<string, Set<WebSocket>>();
const heads = new Map<string, Head>();
let waiting: Pending[] = [];
let committing = false;

/** Commits what waits, one commit in flight; what comes meanwhile goes with the next. */
async function commitWaiting(): Promise<void> {
  if (committing) return;
  committing = true;
  while (waiting.length > 0) await commit(takeBatch());
  committing = false;
}

async function commit(batch: readonly Pending[]): Promise<void> {
  const operation = kv.atomic();
  const touched = new Map<string, Head>();
  for (const message of batch) {
    const { conversation, frame, from, at } = message;
    const head = heads.get(conversation) ?? { seq: 0, versionstamp: null };
    heads.set(conversation, head);
    if (!touched.has(conversation)) {
      operation.check({ key: ["head", conversation], versionstamp: head.versionstamp });
      touched.set(conversation, head);
    }
    message.seq = ++head.seq;
    const entry = { by: from, at, id: frame.id, text: frame.text };
    operation.set(["log", conversation, message.seq], entry);
  }
  for (const [conversation, { seq }] of touched) {
    operation.set(["head", conversation], { seq, at: Date.now() });
  }
  const result = await operation.commit();
  if (!result.ok) throw new Error("Somebody else writes to this file");
  for (const head of touched.values()) head.versionstamp = result.versionstamp;
  deliver(batch);
}

function takeBatch(): Pending[] {
  const conversations = new Set<string>();
  let count = 0;
  for (const { conversation } of waiting.slice(0, MAX_MESSAGES)) {
    conversations.add(conversation);
    if (conversations.size > MAX_CONVERSATIONS) break;
    count++;
  }
  const batch = waiting.slice(0, count);
  waiting = waiting.slice(count);
  return batch;
}

/** Acknowledges, then sends each receiver one frame for all that the commit has for it. */
function deliver(batch: readonly Pending[]): void {
  const byRoom = new Map<string, string[]>();
  for (const { socket, frame, from, seq, at } of batch) {
    send(socket, `{"t":"ack","id":"${frame.id}","seq":${seq}}`);
    const event = JSON.stringify({ t: frame.t, from, room: frame.room, seq, text: frame.text, at });
    if (frame.room === undefined) send(people.get(frame.to), event);
    else if (!byRoom.get(frame.room)?.push(event)) byRoom.set(frame.room, [event]);
  }
  for (const [room, events] of byRoom) {
    const text = events.length === 1 ? events[0] : `[${events.join(",")}]`;
    for (const socket of rooms.get(room) ?? []) send(socket, text ?? "");
  }
}

function send(socket: WebSocket | undefined, text: string): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(text);
}

function connect(socket: WebSocket): void {
  let me = "";
  socket.onmessage = ({ data }) => {
    const frame: Frame = JSON.parse(data);
    if (frame.t === "login") {
      people.set(me = frame.user, socket);
      send(socket, '{"t":"ok"}');
    } else if (frame.t === "join") {
      const room = frame.room ?? "";
      rooms.set(room, (rooms.get(room) ?? new Set()).add(socket));
      send(socket, '{"t":"joined"}');
    } else {
      const conversation = frame.room ?? [me, frame.to].sort().join(" ");
      waiting.push({ socket, from: me, frame, conversation, seq: 0, at: Date.now() });
      void commitWaiting();
    }
  };
  socket.onclose = () => {
    people.delete(me);
    for (const members of rooms.values()) members.delete(socket);
  };
}

Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8100), hostname: "127.0.0.1" }, (request) => {
  if (request.headers.get("upgrade") !== "websocket") return new Response("floor");
  const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
  connect(socket);
  return response;
});
