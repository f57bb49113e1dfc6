import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { readClientFrame } from "../../lib/protocol/client_frames.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { requestUpgrade } from "../support/handshake.ts";
import { oneInstance } from "../support/one_instance.ts";
import { runServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";

const TYPES = [
  ...["sync", "send", "delete", "history", "open", "create", "join", "leave", "invite", "topic"],
  ...["read", "members", "rooms", "people", "ping", "typing", "presence", "edit", "__proto__"],
];
const FIELDS = [
  ...[
    "conversation",
    "id",
    "text",
    "after",
    "before",
    "limit",
    "target",
    "replyTo",
    "room",
    "with",
  ],
  ...[
    "name",
    "topic",
    "private",
    "user",
    "seq",
    "query",
    "state",
    "status",
    "until",
    "since",
    "to",
  ],
  ...["__proto__", "constructor", "toString", "hasOwnProperty"],
];
const numbers = fc.constantFrom(0, 1, -1, 0.5, 2 ** 53, -(2 ** 53), 1e308, Number.MAX_SAFE_INTEGER);
const strings = fc.oneof(
  fc.constantFrom(GENERAL, "ada", "harvest", crypto.randomUUID(), "active", "", "\ud800", "%s{0}"),
  fc.string({ unit: "binary", maxLength: 120 }),
  fc.constantFrom("\uFDFA".repeat(200), "x".repeat(5_000), "__proto__"),
);
const value = fc.oneof(numbers, strings, fc.boolean(), fc.jsonValue({ maxDepth: 3 }));
const object = fc.dictionary(fc.constantFrom(...FIELDS), value, { noNullPrototype: false });
const frame = fc.tuple(fc.constantFrom(...TYPES), fc.oneof(fc.nat(), value), object)
  .map(([type, ref, fields]) => JSON.stringify({ ...fields, type, ref }))
  // What `JSON.stringify` never writes and `JSON.parse` reads.
  .map((text) => text.replace(/"toString"/g, '"__proto__"'));
const nested = fc.integer({ min: 1, max: 20_000 })
  .map((depth) => `{"type":"ping","ref":${"[".repeat(depth)}${"]".repeat(depth)}}`);
const anything = fc.oneof(
  { weight: 5, arbitrary: frame },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: nested },
);

Deno.test("frames - whatever is sent is read as a frame, an unknown type or invalid", () => {
  assertEquals(readClientFrame('{"type":"ping","ref":1}').is, "frame");
  const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  fc.assert(
    fc.property(anything, (text) => {
      const read = readClientFrame(text);
      assert(["frame", "unknown-type", "invalid"].includes(read.is));
      const ref = read.is === "frame" ? ("ref" in read.frame ? read.frame.ref : 0) : read.ref ?? 0;
      assert(Number.isSafeInteger(ref) && ref >= 0);
    }),
    { numRuns: 2_000 },
  );
  assertEquals(JSON.stringify(Object.getOwnPropertyNames(Object.prototype)), before);
});

Deno.test("frames - whatever is sent, nothing fails and each ref is answered once at most", async () => {
  const { clock, instance, person, join, reported } = await oneInstance();
  const ada = await person("ada");
  let end = await join(ada);
  await fc.assert(
    fc.asyncProperty(anything, async (text) => {
      if (end.closed) {
        assertEquals(end.closed.code, 4400);
        end.gone();
        end = await join(ada);
      }
      const from = end.frames.length;
      end.say(text);
      await clock.advance(30);
      const said = end.frames.slice(from).map((one) => JSON.parse(one));
      const replies = said.filter(({ type }) => type === "reply");
      assert(replies.length <= 1, text);
      for (const reply of replies) assert(reply.error?.code !== "internal", text);
    }),
    { numRuns: 400 },
  );
  assertEquals(reported, []);
  await clock.runUntil(instance.close());
});

/** A client's frame of a WebSocket, masked with zeros, as RFC 6455 has it (section 5.2). */
function piece(text: string, opcode: number, last: boolean): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(text);
  const head = [(last ? 0x80 : 0) | opcode, 0x80 | (body.length < 126 ? body.length : 126)];
  if (body.length >= 126) head.push(body.length >> 8, body.length & 255);
  return new Uint8Array([...head, 0, 0, 0, 0, ...body]);
}

/** A socket below the platform's own: what is sent is the test's business. */
async function rawSocket(url: string, token: string) {
  const connection = await requestUpgrade(url, { authorization: `Bearer ${token}` });
  let heard = "";
  const bytes = new Uint8Array(64 * 1024);
  return {
    connection,
    /** Reads on until the server said it, or closed. */
    async until(words: string): Promise<boolean> {
      while (!heard.includes(words)) {
        const length = await connection.read(bytes).catch(() => null);
        if (length === null) return false;
        heard += new TextDecoder("latin1").decode(bytes.subarray(0, length));
      }
      return true;
    },
  };
}

Deno.test("frames - a message in a thousand fragments is one frame, and one that is too large closes", async () => {
  const server = await runServer();
  const token = await enter(server.url, "ada");
  const raw = await rawSocket(server.url, token);
  assert(await raw.until('"welcome"'));
  const request = JSON.stringify({ type: "ping", ref: 7, more: "x".repeat(1_000) });
  const letters = [...request];
  for (const [n, letter] of letters.entries()) {
    await raw.connection.write(piece(letter, n === 0 ? 1 : 0, n === letters.length - 1));
  }
  assert(await raw.until('"ref":7,"ok":true'));
  const large = "é".repeat(1_000);
  for (let n = 0; n < 33; n++) await raw.connection.write(piece(large, n === 0 ? 1 : 0, n === 32));
  assert(await raw.until("frame too large"));
  raw.connection.close();
  await server.close();
});

Deno.test("frames - 64 KiB are counted in bytes, whatever the letters (T2)", async () => {
  const server = await runServer();
  const token = await enter(server.url, "ada");
  const padded = (bytes: number) => {
    const bare = '{"type":"ping","ref":1,"more":""}';
    const letters = "é".repeat((bytes - bare.length) >> 1);
    const odd = (bytes - bare.length) % 2 ? "x" : "";
    return bare.replace('""', `"${letters}${odd}"`);
  };
  const [fits, exceeds] = [padded(64 * 1024), padded(64 * 1024 + 1)];
  assert(exceeds.length < 64 * 1024);
  const ada = await Talker.connect(server.url, token);
  ada.socket.send(fits);
  assert((await ada.next(({ type, ref }) => type === "reply" && ref === 1)).ok);
  ada.socket.send(exceeds);
  assertEquals((await ada.closed).code, 1009);
  await server.close();
});

Deno.test("frames - ten thousand of junk end one socket, and nobody else notices", async () => {
  const server = await runServer({ PALABRE_RATES: "on" });
  const ada = await Talker.connect(server.url, await enter(server.url, "ada"));
  const kinds = ["nonsense", '{"type":"later","ref":1}', '{"type":"later"}', '{"ref":1}'];
  for (const [n, junk] of kinds.entries()) {
    const zed = await Talker.connect(server.url, await enter(server.url, `zed ${n}`));
    for (let n = 0; n < 10_000; n++) {
      if (zed.socket.readyState !== WebSocket.OPEN) break;
      zed.socket.send(junk);
    }
    // What was on its way when the server closed resets the connection: the code may be lost.
    await zed.closed;
    assert((await ada.ask({ type: "ping" })).ok);
    assertEquals(server.instance.connections, 1);
  }
  await ada.close();
  assertEquals(server.reported, []);
  await server.close();
});
