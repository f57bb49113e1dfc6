import { assertEquals, assertThrows } from "@std/assert";
import { readArguments, UsageError } from "../../lib/terminal/arguments.ts";

function read(line: string) {
  const { access, ...command } = readArguments(line.split(" ").filter(Boolean));
  return { ...command, ...Object.fromEntries(Object.entries(access).filter(([, value]) => value)) };
}

const place = { room: undefined, to: undefined };
const chat = { is: "chat", plain: false, bell: false, pictures: true, bidi: undefined, ...place };
const tail = { is: "tail", since: undefined, after: undefined, json: false, follow: true };
const cases: Record<string, Record<string, unknown>> = {
  "": chat,
  "chat chat.example.org": { ...chat, server: "chat.example.org" },
  "localhost:8000 --plain --name Awa": {
    ...chat,
    plain: true,
    server: "localhost:8000",
    name: "Awa",
  },
  "--host 10.0.0.1 --port 9000": { ...chat, server: "10.0.0.1:9000" },
  "--port 9000": { ...chat, server: "localhost:9000" },
  "--room garden --to Bruno --bell": { ...chat, room: "garden", to: "Bruno", bell: true },
  "--bidi terminal": { ...chat, bidi: "terminal" },
  "--no-pictures --pair": { ...chat, pictures: false, pair: true },
  "sign-in x.org": { is: "sign-in", server: "x.org", pair: true },
  "sign-in --name Awa --password-stdin": { is: "sign-in", name: "Awa", passwordStdin: true },
  "tail #a --since 10m --json": { ...tail, to: "#a", since: 600_000, json: true },
  "tail --room a --after 12 --no-follow": { ...tail, to: "#a", after: 12, follow: false },
  "send --to #a two words --id x --timeout 5": {
    is: "send",
    to: "#a",
    text: "two words",
    files: [],
    id: "x",
    timeoutMs: 5_000,
  },
  "send --to Bruno --file a.png --file b.png": {
    is: "send",
    to: "Bruno",
    text: undefined,
    id: undefined,
    timeoutMs: 30_000,
    files: ["a.png", "b.png"],
  },
  "rooms gar": { is: "rooms", query: "gar", json: false },
  "search two words --limit 3": { is: "search", query: "two words", json: false, limit: 3 },
  "history #a --before 9": { is: "history", to: "#a", limit: 20, before: 9, json: false },
  "sign-out --server x.org": { is: "sign-out", server: "x.org" },
  "send --help": { is: "help" },
};
for (const [line, expected] of Object.entries(cases)) {
  Deno.test(`terminal - arguments “${line}”`, () => assertEquals<unknown>(read(line), expected));
}

for (
  const [line, key] of [
    ["--bogus", "usage.unknown-option"],
    ["send words", "usage.missing"],
    ["tail", "usage.missing"],
    ["search", "usage.missing"],
    ["sign-in --password-stdin", "usage.missing"],
    ["tail #a --since soon", "usage.duration"],
    ["tail #a --after x", "usage.number"],
    ["--port x", "usage.number"],
    ["--locale de", "usage.locale"],
    ["--bidi left", "usage.bidi"],
  ] as const
) {
  Deno.test(`terminal - arguments “${line}” are refused`, () => {
    const error = assertThrows(() => read(line), UsageError);
    assertEquals(error.key, key);
  });
}
