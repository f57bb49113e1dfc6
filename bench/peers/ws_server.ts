// A chat server of `ws` and SQLite on Node, as short as one is written.
import { createServer } from "node:http";
import { env } from "node:process";
import { conversationOf, eventOf, type Frame } from "./frames.ts";
import { openLog } from "./message_log.ts";

interface Socket {
  send(text: string | Uint8Array, options?: { binary: boolean }): void;
  on(event: "message", run: (data: { toString(): string }) => void): void;
  on(event: "close", run: () => void): void;
}

interface Server {
  on(event: "connection", run: (socket: Socket) => void): void;
}

const name = "ws"; // not installed where Palabre alone is
const { WebSocketServer }: { WebSocketServer: new (options: object) => Server } = await import(
  name
);
const append = await openLog(env.DATABASE ?? "");
const people = new Map<string, Socket>();
const rooms = new Map<string, Set<Socket>>();

const http = createServer((_, response) => void response.end("ws"));
new WebSocketServer({ server: http, perMessageDeflate: false }).on("connection", (socket) => {
  let me = "";
  socket.on("message", (data) => {
    const frame: Frame = JSON.parse(data.toString());
    if (frame.t === "login") {
      people.set(me = frame.user, socket);
      return socket.send('{"t":"ok"}');
    }
    if (frame.t === "join") {
      const room = frame.room ?? "";
      rooms.set(room, (rooms.get(room) ?? new Set()).add(socket));
      return socket.send('{"t":"joined"}');
    }
    const seq = append(conversationOf(me, frame), me, frame.id, frame.text);
    socket.send(`{"t":"ack","id":"${frame.id}","seq":${seq}}`);
    const bytes = new TextEncoder().encode(JSON.stringify(eventOf(me, frame, seq)));
    if (frame.room === undefined) return people.get(frame.to)?.send(bytes, { binary: false });
    for (const member of rooms.get(frame.room) ?? []) member.send(bytes, { binary: false });
  });
  socket.on("close", () => {
    people.delete(me);
    for (const members of rooms.values()) members.delete(socket);
  });
});
http.listen(Number(env.PORT), "127.0.0.1", 4096);
