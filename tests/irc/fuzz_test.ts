import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import { byteLength } from "../../lib/irc/text/bytes.ts";
import { MAX_BODY_BYTES, parseLine } from "../../lib/irc/text/line.ts";
import { DoorClient, openDoor } from "../support/irc.ts";
import { runServer } from "../support/running.ts";

const COMMANDS = [
  ...["CAP", "NICK", "USER", "PASS", "AUTHENTICATE", "JOIN", "PART", "TOPIC", "NAMES", "LIST"],
  ...["INVITE", "KICK", "MODE", "PRIVMSG", "NOTICE", "TAGMSG", "REDACT", "BATCH", "WHO", "WHOIS"],
  ...["WHOWAS", "USERHOST", "ISON", "AWAY", "SETNAME", "CHATHISTORY", "MARKREAD", "MOTD", "TIME"],
];
const WORDS = [
  ...["#general", "&x", "ada", "zed", "*", "0", "-1", "5", "+b", "-o", "+m", "~q:1h:zed", "LATEST"],
  ...["BEFORE", "BETWEEN", "TARGETS", "msgid=general.1", "msgid=general.999999999", "general.1"],
  ...["timestamp=2026-01-01T00:00:00.000Z", "timestamp=x", "+1", "-1", "draft/multiline", ":", ","],
  ...["\x01ACTION x\x01", "\x02b\x0f", "__proto__", "constructor", "é🌻", "\u202e", "@", "\\0\\"],
];
const TAGS = [
  "",
  "@label=a ",
  "@batch=1 ",
  "@+draft/reply=general.1 ",
  "@+draft/react=🌻;+draft/reply=general.1 ",
  "@+draft/edit=general.1 ",
  "@__proto__=x;+typing=active ",
];

const line = fc.tuple(
  fc.constantFrom(...TAGS),
  fc.oneof(fc.constantFrom(...COMMANDS), fc.string({ unit: "grapheme", maxLength: 6 })),
  fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: "binary", maxLength: 8 })), {
    maxLength: 5,
  }),
).map(([tags, command, params]) => `${tags}${command} ${params.join(" ")}`);

Deno.test("irc - whatever a client says, it is answered in lines that fit, and nothing breaks", async () => {
  const server = await runServer();
  const { door, reported } = openDoor(server);
  const encoder = new TextEncoder();
  let entered = 0;
  let greeted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 25 }), async (lines) => {
      const client = new DoorClient(door);
      const entrance = [`NICK a${++entered}z`, "USER a 0 * :a"]; // each one a guest of their own
      const caps = ["CAP REQ :batch message-tags labeled-response echo-message", "CAP END"];
      for (const text of [...caps, ...entrance, ...lines, "PING the-end"]) {
        for (const part of text.split("\n")) {
          client.sayBytes(encoder.encode(part));
        }
      }
      await client.heard(/ PONG \S+ the-end$/);
      client.leave("left");
      const { lines: said } = client;
      if (said.some((text) => / 376 /.test(text))) greeted++;
      for (const text of said) {
        assert(!/[\r\n\0]/.test(text) && parseLine(text), text);
        assert(byteLength(text.replace(/^@\S+ /, "")) <= MAX_BODY_BYTES, text);
      }
    }),
    { numRuns: 60 },
  );
  assertEquals(reported, []);
  assert(greeted > entered / 2, `${greeted} of ${entered} came in`);
  assertEquals(door.clients, 0);
  await server.close();
});
