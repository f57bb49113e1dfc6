import { assertEquals } from "@std/assert";
import { webSocketTransport } from "../../lib/client/transport.ts";

Deno.test("transport - offers the subprotocol, carries the bearer token, texts and the close (T1, T3, T6)", async () => {
  const asked = Promise.withResolvers<(string | null)[]>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { headers } = request;
    asked.resolve([headers.get("authorization"), headers.get("sec-websocket-protocol")]);
    const { socket, response } = Deno.upgradeWebSocket(request, { protocol: "palabre.v1" });
    socket.onopen = () => socket.send("welcome\nof the same turn");
    socket.onmessage = ({ data }) => {
      socket.send(`heard ${data}`);
      socket.close(4408, "slow");
    };
    return response;
  });
  const texts: string[] = [];
  const code = Promise.withResolvers<number>();
  const transport = webSocketTransport(WebSocket, { headers: { authorization: "Bearer t" } });
  const socket = transport.open(`ws://127.0.0.1:${server.addr.port}/ws`, {
    message(text) {
      texts.push(text);
      if (text === "welcome") socket.send("hello");
    },
    close: code.resolve,
  });
  assertEquals(await asked.promise, ["Bearer t", "palabre.v1.lines, palabre.v1"]);
  assertEquals(await code.promise, 4408);
  assertEquals(texts, ["welcome", "of the same turn", "heard hello"]);
  await server.shutdown();
});

Deno.test("transport - a socket that closes is given nothing more", () => {
  const sent: string[] = [];
  const opened: Closing[] = [];
  class Closing {
    onmessage = null;
    onclose = null;
    readyState = 1;
    constructor() {
      opened.push(this);
    }
    send(text: string) {
      sent.push(text);
    }
    close() {}
  }
  const socket = webSocketTransport(Closing).open("ws://fake/ws", { message() {}, close() {} });
  socket.send("heard");
  for (const one of opened) one.readyState = 2;
  socket.send("lost");
  assertEquals(sent, ["heard"]);
});
