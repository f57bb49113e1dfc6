// A chat server of Bun's own WebSockets and SQLite, as short as one is written.
import { env } from "node:process";
import { conversationOf, eventOf, type Frame } from "./frames.ts";
import { openLog } from "./message_log.ts";

interface Socket {
  data: { user: string };
  sendText(text: string): void;
  subscribe(topic: string): void;
}

interface Server {
  upgrade(request: Request, options: { data: Socket["data"] }): boolean;
  publish(topic: string, text: string): void;
}

interface Bun {
  serve(options: {
    port: number;
    hostname: string;
    fetch(request: Request, server: Server): Response | undefined;
    websocket: { idleTimeout: number; message(socket: Socket, data: string): void };
  }): Server;
}

const { Bun }: { Bun?: Bun } = Object.create(globalThis);
if (!Bun) throw new Error("This is for Bun");
const append = await openLog(env.DATABASE ?? "");

const server = Bun.serve({
  port: Number(env.PORT),
  hostname: "127.0.0.1",
  fetch(request, server) {
    const upgraded = server.upgrade(request, { data: { user: "" } });
    return upgraded ? undefined : new Response("bun");
  },
  websocket: {
    idleTimeout: 0,
    message(socket, data) {
      const frame: Frame = JSON.parse(data);
      if (frame.t === "login") {
        socket.data.user = frame.user;
        socket.subscribe(`person ${frame.user}`);
        return socket.sendText('{"t":"ok"}');
      }
      if (frame.t === "join") {
        socket.subscribe(`room ${frame.room}`);
        return socket.sendText('{"t":"joined"}');
      }
      const me = socket.data.user;
      const seq = append(conversationOf(me, frame), me, frame.id, frame.text);
      socket.sendText(`{"t":"ack","id":"${frame.id}","seq":${seq}}`);
      const topic = frame.room === undefined ? `person ${frame.to}` : `room ${frame.room}`;
      server.publish(topic, JSON.stringify(eventOf(me, frame, seq)));
    },
  },
});
