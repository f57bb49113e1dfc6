// A chat server of Socket.IO and SQLite on Node, as short as one is written.
import { createServer } from "node:http";
import { env } from "node:process";
import { conversationOf, eventOf, type Frame } from "./frames.ts";
import { openLog } from "./message_log.ts";

type Ack = (answer: object) => void;

interface Socket {
  join(room: string): void;
  on(event: Frame["t"], run: (frame: Frame, ack: Ack) => void): void;
}

interface Server {
  on(event: "connection", run: (socket: Socket) => void): void;
  to(room: string): { emit(event: string, data: object): void };
}

const name = "socket.io"; // not installed where Palabre alone is
const module: { Server: new (http: unknown, options: object) => Server } = await import(name);
const append = await openLog(env.DATABASE ?? "");
const http = createServer();
const server = new module.Server(http, { transports: ["websocket"], serveClient: false });

server.on("connection", (socket) => {
  let me = "";
  socket.on("login", (frame, ack) => {
    me = frame.user;
    socket.join(`person ${me}`);
    ack({ ok: true });
  });
  socket.on("join", (frame, ack) => {
    socket.join(`room ${frame.room}`);
    ack({ ok: true });
  });
  const post = (frame: Frame, ack: Ack) => {
    const seq = append(conversationOf(me, frame), me, frame.id, frame.text);
    ack({ seq });
    const topic = frame.room === undefined ? `person ${frame.to}` : `room ${frame.room}`;
    server.to(topic).emit("message", eventOf(me, frame, seq));
  };
  socket.on("dm", post);
  socket.on("msg", post);
});
http.listen(Number(env.PORT), "127.0.0.1", 4096);
