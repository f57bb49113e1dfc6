import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import { byteLength, cutBytes, splitBytes } from "../../lib/irc/text/bytes.ts";
import {
  escapeTag,
  type Line,
  MAX_BODY_BYTES,
  MAX_SERVER_TAG_BYTES,
  parseLine,
  unescapeTag,
  writeLine,
} from "../../lib/irc/text/line.ts";
import { LineReader, type ReadLine } from "../../lib/irc/text/line_reader.ts";

const READ: ReadonlyArray<[string, Line | undefined]> = [
  ["PING", { command: "PING", params: [] }],
  ["ping  x", { command: "PING", params: ["x"] }],
  ["PRIVMSG #a :b  c", { command: "PRIVMSG", params: ["#a", "b  c"] }],
  ["PRIVMSG #a ::)", { command: "PRIVMSG", params: ["#a", ":)"] }],
  ["PRIVMSG #a :", { command: "PRIVMSG", params: ["#a", ""] }],
  [":n!u@h JOIN #a ", { source: "n!u@h", command: "JOIN", params: ["#a"] }],
  ["@a=b;+c;d= :s 001 x", {
    tags: { a: "b", "+c": "", d: "" },
    source: "s",
    command: "001",
    params: ["x"],
  }],
  ["@a=1;a=2  PING", { tags: { a: "2" }, command: "PING", params: [] }],
  [String.raw`@a=\:\s\\\r\n\b\ PING`, {
    tags: { a: "; \\\r\nb" },
    command: "PING",
    params: [],
  }],
  ["A 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", {
    command: "A",
    params: [..."123456789".split(""), "10", "11", "12", "13", "14", "15 16"],
  }],
  ["", undefined],
  ["   ", undefined],
  ["@a=b", undefined],
  [":only", undefined],
  ["12 x", undefined],
  ["é", undefined],
];

Deno.test("irc - lines are read as the documents say", () => {
  for (const [text, line] of READ) {
    const read = parseLine(text);
    assertEquals(read && { ...read, ...(read.tags && { tags: { ...read.tags } }) }, line, text);
  }
});

const WRITTEN: ReadonlyArray<[Line, string]> = [
  [{ command: "JOIN", params: ["#a"] }, "JOIN #a"],
  [{ source: "a!b@c", command: "PRIVMSG", params: ["#a", "b c"] }, ":a!b@c PRIVMSG #a :b c"],
  [{ command: "PRIVMSG", params: ["#a", ""] }, "PRIVMSG #a :"],
  [{ command: "PRIVMSG", params: ["#a", ":)"] }, "PRIVMSG #a ::)"],
  [{ tags: { time: "x", "+a": "" }, command: "A", params: [] }, "@time=x;+a A"],
  [{ tags: { a: "; \\" }, command: "A", params: [] }, String.raw`@a=\:\s\\ A`],
  [{ command: "A", params: ["x\r\nQUIT", "y\0z"] }, "A xQUIT yz"],
  [{ command: "A", params: ["has space", ":colon", ""] }, "A has_space colon :"],
  [{ command: "A", params: ["", "b"] }, "A * b"],
  [{ source: "a b\r\nQUIT", command: "A", params: [] }, ":a_bQUIT A"],
];

Deno.test("irc - lines are written so that nobody's words make another one", () => {
  for (const [line, text] of WRITTEN) assertEquals(writeLine(line), text);
});

Deno.test("irc - what is written is read again, and never too long", () => {
  const word = fc.stringMatching(/^[^\s:\0\u0085\u2028][^\s\0]{0,20}$/u).filter((text) =>
    !/[\r\n\0 ]/.test(text) && text.isWellFormed()
  );
  const text = fc.string({ unit: "grapheme", maxLength: 60 }).map((one) =>
    one.replace(/[\r\n\0]/g, "")
  );
  const tags = fc.dictionary(fc.stringMatching(/^\+?[a-z][a-z/-]{0,10}$/), text, { maxKeys: 5 });
  fc.assert(
    fc.property(tags, word, fc.array(word, { maxLength: 5 }), text, (tags, source, words, last) => {
      const line = { tags, source, command: "PRIVMSG", params: [...words, last] };
      const written = writeLine(line);
      const read = parseLine(written);
      assert(read);
      if (byteLength(written.replace(/^@\S+ /, "")) < MAX_BODY_BYTES) {
        assertEquals(read.params, line.params);
        assertEquals({ ...read.tags }, { ...tags });
      }
    }),
  );
});

Deno.test("irc - any text is read, and any line is one line within its limits", () => {
  const anything = fc.string({ unit: "binary", maxLength: 900 });
  fc.assert(fc.property(anything, (text) => void parseLine(text)));
  fc.assert(fc.property(anything, fc.array(anything, { maxLength: 4 }), (value, params) => {
    const written = writeLine({
      tags: { a: value, b: value.repeat(9) },
      source: value,
      command: "A",
      params,
    });
    assert(!/[\r\n\0]/.test(written));
    const [, tags = "", body = ""] = /^(@\S+ )?(.*)$/su.exec(written) ?? [];
    assert(byteLength(tags) <= MAX_SERVER_TAG_BYTES && byteLength(body) <= MAX_BODY_BYTES);
  }));
});

Deno.test("irc - the value of a tag comes back", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (value) => {
    const kept = value.replaceAll("\0", "");
    assert(!/[; \r\n\0]/.test(escapeTag(value)));
    assertEquals(unescapeTag(escapeTag(value)), kept);
  }));
});

Deno.test("irc - long texts are split, never within a character, and joined are the same", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 400 });
  fc.assert(fc.property(text, fc.integer({ min: 8, max: 80 }), (text, most) => {
    const pieces = splitBytes(text, most);
    assertEquals(pieces.join(""), text);
    for (const piece of pieces) assert(byteLength(piece) <= most && piece.isWellFormed());
    assert(byteLength(cutBytes(text, most)) <= most);
    assert(text.startsWith(cutBytes(text, most)));
  }));
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) => assertEquals(byteLength(text), new TextEncoder().encode(text).length),
    ),
  );
  assertEquals(splitBytes("one two three", 9), ["one two ", "three"]);
  assertEquals(splitBytes("👨‍👩‍👧👨‍👩‍👧", 20), ["👨‍👩‍👧", "👨‍👩‍👧"]);
});

Deno.test("irc - a stream of bytes becomes lines, wherever it is cut", () => {
  const bytes = new TextEncoder().encode("NICK é\r\n\nUSER a\nPING 👋\r\nrest");
  for (let size = 1; size < bytes.length; size++) {
    const reader = new LineReader();
    const read: ReadLine[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      read.push(...reader.read(bytes.subarray(at, at + size)));
    }
    const texts = read.map((line) => line.is === "line" ? line.text : line.is);
    assertEquals(texts, ["NICK é", "empty", "USER a", "PING 👋"]);
  }
});

Deno.test("irc - lines that are too long or not UTF-8 are told apart, and what follows is read", () => {
  const long = (size: number) => new TextEncoder().encode(`A ${"x".repeat(size - 2)}\r\n`);
  const reader = new LineReader();
  const of = (bytes: Uint8Array) => [...reader.read(bytes)].map((line) => line.is);
  assertEquals(of(long(510)), ["line"]);
  assertEquals(of(long(511)), ["too-long"]);
  assertEquals(of(long(20_000)), ["too-long"]);
  const endless = Array.from({ length: 16 }, () => of(new Uint8Array(8 * 1024).fill(65)));
  assertEquals(endless.flat(), Array(7).fill("too-long"), "counted each 16 KiB");
  assertEquals(of(new Uint8Array([0x0a])), ["too-long"]);
  assertEquals(of(new Uint8Array([0x41, 0x20, 0xff, 0x0a, 0x42, 0x0a])), ["not-utf8", "line"]);
  const tagged = (size: number) =>
    new TextEncoder().encode(`@a=${"x".repeat(size - 4)} ${"B".repeat(510)}\r\n`);
  assertEquals(of(tagged(4096)), ["line"]);
  assertEquals(of(tagged(4097)), ["too-long"]);
});
