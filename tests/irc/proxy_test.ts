import { assert, assertEquals, assertRejects } from "@std/assert";
import { ConfigError } from "../../lib/config/config.ts";
import type { IrcDoor } from "../../lib/irc/door.ts";
import { type ProxyHeader, readProxyHeader } from "../../lib/irc/doors/proxy_header.ts";
import { serveTcp } from "../../lib/irc/doors/tcp.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { IRC_ENV, IrcTalker } from "../support/irc.ts";
import { silentLogger } from "../support/loggers.ts";
import { runServer } from "../support/running.ts";

const SIGNATURE = "0d0a0d0a000d0a515549540a";
const text = (line: string) => new TextEncoder().encode(line);
const hex = (digits: string) => Uint8Array.fromHex(digits.replaceAll(" ", ""));
const V4 = "cb007107 7f000001 dcba 1a0b";
const V6 = "20010db8000000000000000000000007 00000000000000000000000000000001 dcba 1a0b";

/** Beginnings of connections, and what they say: an address, `proxy` for its own, `none`. */
const HEADERS: ReadonlyArray<readonly [Uint8Array, string]> = [
  [text("PROXY TCP4 203.0.113.7 127.0.0.1 56506 6667\r\n"), "203.0.113.7"],
  [text("PROXY TCP6 2001:db8::7 ::1 56506 6667\r\n"), "2001:db8::7"],
  [text("PROXY UNKNOWN\r\n"), "proxy"],
  [text("PROXY UNKNOWN ffff:: ffff:: 65535 65535\r\n"), "proxy"],
  [hex(`${SIGNATURE} 21 11 000c ${V4}`), "203.0.113.7"],
  [hex(`${SIGNATURE} 21 11 0010 ${V4} 04000100`), "203.0.113.7"],
  [hex(`${SIGNATURE} 21 21 0024 ${V6}`), "2001:db8::7"],
  [hex(`${SIGNATURE} 20 00 0000`), "proxy"],
  [hex(`${SIGNATURE} 20 11 000c ${V4}`), "proxy"],
  [hex(`${SIGNATURE} 21 00 0000`), "proxy"],
  [text("NICK ada\r\n"), "none"],
  [text("PROXY TCP4 203.0.113.700 127.0.0.1 1 2\r\n"), "none"],
  [text("PROXY TCP4 2001:db8::7 ::1 1 2\r\n"), "none"],
  [text("PROXY TCP4 203.0.113.7 127.0.0.1\r\n"), "none"],
  [text("PROXY TCP4 203.0.113.7 127.0.0.1 1 2\n"), "none"],
  [text(`PROXY UNKNOWN ${"x".repeat(120)}\r\n`), "none"],
  [hex(`${SIGNATURE} 31 11 000c ${V4}`), "none"],
  [hex(`${SIGNATURE} 22 11 000c ${V4}`), "none"],
  [hex(`${SIGNATURE} 21 11 0004 cb007107`), "none"],
  [hex(`${SIGNATURE} 21 11 ffff ${V4}`), "none"],
  [new Uint8Array([0x16, 0x03, 0x01, 0x02]), "none"],
];

const said = (header: ProxyHeader) =>
  header.is === "header" ? header.address ?? "proxy" : header.is;

Deno.test("irc - what a proxy says first is read in both versions, wherever it is cut", () => {
  for (const [bytes, wanted] of HEADERS) {
    const found = readProxyHeader(bytes);
    assertEquals(said(found), wanted);
    if (found.is !== "header") continue;
    assertEquals(found.bytes, bytes.length);
    assertEquals(readProxyHeader(new Uint8Array([...bytes, 65, 66])), found);
    for (let length = 0; length < bytes.length; length++) {
      assertEquals(readProxyHeader(bytes.subarray(0, length)).is, "unfinished", `${length}`);
    }
  }
});

/** Listens as the server does; `from` are the addresses of those who were taken. */
function listen(isProxy: boolean) {
  const from: string[] = [];
  const lines: string[] = [];
  const taken = Promise.withResolvers<void>();
  const door = {
    open: (_: unknown, { address }: { address: string }) => {
      from.push(address);
      return {
        take: ({ text }: { text: string }) => {
          lines.push(text);
          taken.resolve();
        },
      };
    },
    gone: () => {},
  } as unknown as IrcDoor; // of which a connection uses no more
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  void serveTcp(listener, {
    door,
    clock: systemClock,
    logger: silentLogger,
    addressOf: (hostname: string) => hostname,
    isProxy: () => isProxy,
  });
  const connect = () => Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  return { from, lines, taken: taken.promise, connect, close: () => listener.close() };
}

Deno.test("irc - who comes through a trusted proxy is counted by their own address", async () => {
  const listener = listen(true);
  const connection = await listener.connect();
  for (const byte of text("PROXY TCP4 203.0.113.7 127.0.0.1 56506 6667\r\nNICK ada\r\n")) {
    await connection.write(new Uint8Array([byte]));
  }
  await listener.taken;
  assertEquals([listener.from, listener.lines], [["203.0.113.7"], ["NICK ada"]]);
  connection.close();
  listener.close();
});

Deno.test("irc - who is no trusted proxy says nothing of where they come from", async () => {
  const listener = listen(false);
  const connection = await listener.connect();
  await connection.write(text("PROXY TCP4 203.0.113.7 127.0.0.1 56506 6667\r\n"));
  await listener.taken;
  assertEquals(listener.from, ["127.0.0.1"]);
  connection.close();
  listener.close();
});

Deno.test("irc - a proxy that does not say who connects is told so, and closed", async () => {
  const server = await runServer({ ...IRC_ENV, PALABRE_IRC_PROXY: "127.0.0.0/8" });
  const bare = await IrcTalker.open(server.ircPort);
  await bare.introduce({ nick: "ada" });
  await bare.next(/^ERROR :Closing link: The proxy did not say who connects \(PROXY protocol\)\.$/);
  await bare.closed;
  const talker = await IrcTalker.open(server.ircPort);
  await talker.say("PROXY TCP4 203.0.113.7 127.0.0.1 56506 6667");
  await talker.introduce({ nick: "ada" });
  assert(await talker.next(/ 001 ada /));
  await talker.close();
  await server.close();
  const wrong = { ...IRC_ENV, PALABRE_IRC_PROXY: "nginx" };
  const error = await assertRejects(() => runServer(wrong), ConfigError);
  assertEquals(error.message, "PALABRE_IRC_PROXY: “nginx” is no address and no network");
});
