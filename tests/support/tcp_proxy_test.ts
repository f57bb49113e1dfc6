import { assertEquals } from "@std/assert";
import { TcpProxy } from "./tcp_proxy.ts";

/** A connection through a proxy: both of its ends. */
async function connected() {
  const target = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const proxy = new TcpProxy(target.addr.port).start();
  const [server, client] = await Promise.all([
    target.accept(),
    Deno.connect({ hostname: "127.0.0.1", port: proxy.port }),
  ]);
  const end = () => {
    proxy.stop();
    for (const one of [target, server, client]) one.close();
  };
  return { target, proxy, server, client, end };
}

const encoder = new TextEncoder();

/** What comes next on a connection; `null` at its end, or when it was reset. */
async function read(connection: Deno.TcpConn): Promise<string | null> {
  const buffer = new Uint8Array(1024);
  const length = await connection.read(buffer).catch(() => null);
  return length === null ? null : new TextDecoder().decode(buffer.subarray(0, length));
}

Deno.test("tcp proxy - passes bytes on both ways, and an end", async () => {
  const { server, client, end } = await connected();
  await client.write(encoder.encode("ask"));
  assertEquals(await read(server), "ask");
  await server.write(encoder.encode("answer"));
  assertEquals(await read(client), "answer");
  await server.closeWrite();
  assertEquals(await read(client), null);
  end();
});

Deno.test("tcp proxy - a half-open connection carries nothing, not even an end", async () => {
  const { target, proxy, server, client, end } = await connected();
  await client.write(encoder.encode("heard"));
  assertEquals(await read(server), "heard");
  proxy.halfOpen();
  proxy.slow(1, 1);
  proxy.heal();
  await client.write(encoder.encode("lost"));
  await client.closeWrite();
  const events: string[] = [];
  const heard = read(server).then((text) => events.push(`first heard ${text}`));
  // What comes later on another connection shows that the proxy had the time to pass it on.
  const other = await Deno.connect({ hostname: "127.0.0.1", port: proxy.port });
  const otherServer = await target.accept();
  await other.write(encoder.encode("later"));
  events.push(`other heard ${await read(otherServer)}`);
  proxy.cut();
  await heard;
  assertEquals(events, ["other heard later", "first heard null"]);
  other.close();
  otherServer.close();
  end();
});

Deno.test("tcp proxy - cuts after some bytes, in the middle of what is sent", async () => {
  const { proxy, server, client, end } = await connected();
  proxy.cutMidFrame(3);
  await client.write(encoder.encode("frame"));
  assertEquals(await read(server), "fra");
  assertEquals([await read(server), await read(client)], [null, null]);
  end();
});

Deno.test("tcp proxy - a slow connection passes all, piece by piece, and heals", async () => {
  const { proxy, server, client, end } = await connected();
  proxy.slow(2, 200); // so long that the next piece cannot have joined the first
  await client.write(encoder.encode("abcdef"));
  assertEquals(await read(server), "ab");
  proxy.heal();
  let rest = "";
  while (rest.length < 4) rest += await read(server);
  assertEquals(rest, "cdef");
  await client.write(encoder.encode("whole"));
  assertEquals(await read(server), "whole");
  end();
});
