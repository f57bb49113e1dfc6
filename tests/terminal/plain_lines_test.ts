import { assertEquals } from "@std/assert";
import type { TimelineItem } from "../../lib/client/model.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { type LineContext, messageLines, type Where } from "../../lib/terminal/plain/lines.ts";
import { ConnectionLines } from "../../lib/terminal/plain/notices.ts";
import { Transcript } from "../../lib/terminal/plain/transcript.ts";
import { speechIn } from "../../lib/terminal/speech.ts";
import { nameMatcher } from "../../lib/text/mentions.ts";

const AT = Date.parse("2026-11-28T10:38:00Z");
const context: LineContext = {
  blocked: [],
  speech: speechIn("en", "UTC"),
  text: {
    isName: nameMatcher(["Awa", "Mei"]),
    isMe: nameMatcher(["Awa"]),
    isRoom: () => false,
  },
  me: "awa",
  fileUrl: (id) => `https://chat/files/${id}`,
  emojiName: (emoji) => emoji === "👀" ? "eyes" : emoji,
};

type MessageItem = Extract<TimelineItem, { is: "message" }>;

function message(event: Partial<MessageEvent>, more: Partial<MessageItem> = {}): MessageItem {
  const seq = event.seq ?? 1;
  return {
    is: "message",
    key: `at-${seq}`,
    own: false,
    author: { name: "Mei", role: "member" },
    event: { kind: "message", seq, at: AT, by: "mei", id: "x", text: "", ...event },
    ...more,
  };
}

const here: Where = { is: "here" };
const table: [string, MessageItem, Where, string[]][] = [
  ["words", message({ text: "**Hello** `you`" }), here, ["10:38 Mei: Hello you"]],
  ["one's own", message({ text: "Hello" }, { own: true }), here, ["10:38 You: Hello"]],
  ["a call", message({ text: "@Awa come", mentions: ["awa"] }), here, [
    "10:38 Mei mentions you: @Awa come",
  ]],
  [
    "from right to left",
    message({ text: "שלום Awa" }, { author: { name: "נועה", role: "member" } }),
    here,
    ["10:38 \u2068נועה\u2069: \u2068שלום Awa\u2069"],
  ],
  [
    "a bot",
    message({ text: "4 crates" }, { author: { name: "Pump", role: "member", bot: true } }),
    here,
    ["10:38 Pump [bot]: 4 crates"],
  ],
  ["an action", message({ text: "/me waves" }), here, ["10:38 * Mei waves"]],
  ["several lines", message({ text: "So:\n```\nif (a) {\n  b\n```\n- one\n- two" }), here, [
    "10:38 Mei: So:",
    "      │ if (a) {",
    "      │   b",
    "      • one",
    "      • two",
  ]],
  ["a link that is called otherwise", message({ text: "[here](https://x.org/a)" }), here, [
    "10:38 Mei: here (https://x.org/a)",
  ]],
  ["something hidden", message({ text: "||the end||" }), here, [
    "10:38 Mei: ▒▒▒ ▒▒▒ (/show 10:38 shows what is hidden)",
  ]],
  [
    "a reply",
    message({ text: "Yes" }, {
      quote: { seq: 1, at: AT, by: "n", text: "?", author: { name: "Noor", role: "guest" } },
    }),
    here,
    ["10:38 Mei, to Noor: Yes"],
  ],
  ["an edit", message({ text: "Yes", editedAt: AT }), here, ["10:38 Mei, edited: Yes"]],
  ["what is gone", message({ deletedAt: AT }), here, ["10:38 Mei: (deleted)"]],
  ["a direct message", message({ text: "Psst" }), { is: "direct", other: "Mei" }, [
    "10:38 Mei to you: Psst",
  ]],
  ["one's own direct message", message({ text: "Psst" }, { own: true }), {
    is: "direct",
    other: "Mei",
  }, ["10:38 You to Mei: Psst"]],
  [
    "reactions",
    message({
      text: "Done",
      reactions: { "👀": { count: 2, by: ["awa"] }, "🎈": { count: 1, by: [] } },
    }),
    here,
    ["10:38 Mei: Done", "      reactions: eyes 2 (you too), 🎈 1"],
  ],
  ["a thread", message({ text: "Done" }, { replies: { count: 4, at: AT, faces: [] } }), here, [
    "10:38 Mei: Done (thread: 4 replies, /thread 10:38)",
  ]],
  [
    "a file",
    message({ text: "", files: [{ id: "f1", name: "a.pdf", type: "x/y", size: 2048 }] }),
    here,
    [
      "10:38 Mei:",
      "      file: a.pdf (2 kB) https://chat/files/f1",
    ],
  ],
  [
    "a poll",
    message({
      text: "Tea?",
      poll: { voters: 1, options: [{ text: "yes", count: 1 }, { text: "no", count: 0 }] },
    }, { mine: { votes: [0] } }),
    here,
    [
      "10:38 Mei: Tea?",
      "      poll, 1 vote: /vote 10:38 number",
      "      1. yes: 1 vote, yours",
      "      2. no: 0 votes",
    ],
  ],
  [
    "an escape",
    message({ text: "\x1b[2Jgone" }, { author: { name: "\x1b]0;x", role: "guest" } }),
    here,
    [
      "10:38 �]0;x: �[2Jgone",
    ],
  ],
];
for (const [what, item, where, lines] of table) {
  Deno.test(`terminal - plain: ${what}`, () => {
    assertEquals(messageLines(item, where, context), lines);
  });
}

function written(transcript: Transcript, items: TimelineItem[], read?: number): string[] {
  return transcript.lines(items, context, { quiet: false, now: AT, read });
}

Deno.test("terminal - plain: each message is written once, and what changes it afterwards", () => {
  const transcript = new Transcript("general", () => here);
  const one = message({ seq: 1, text: "one" });
  const two = message({ seq: 2, text: "two" });
  assertEquals(written(transcript, [one, two], 1), [
    "Today",
    "10:38 Mei: one",
    "1 new message",
    "10:38 Mei: two",
  ]);
  assertEquals(written(transcript, [one, two]), []);
  const edited = message({ seq: 1, text: "one!", version: 1, editedAt: AT });
  assertEquals(written(transcript, [edited, two]), ["10:38 Mei, edited: one!"]);
  const liked = message({ seq: 2, text: "two", reactions: { "👀": { count: 1, by: ["x"] } } });
  assertEquals(written(transcript, [edited, liked]), ["10:38 Mei: reactions: eyes 1"]);
  const gone = message({ seq: 1, text: "", version: 1, deletedAt: AT });
  assertEquals(written(transcript, [gone, liked]), ["10:38 Mei: (deleted)"]);
});

Deno.test("terminal - plain: who comes, goes and comes again is told each time; where it is quiet, never", () => {
  const item = (state: "online" | "offline", ...names: string[]): TimelineItem => ({
    is: "presence",
    key: state,
    since: AT,
    at: AT,
    state,
    people: names.map((name) => ({ user: name, name })),
  });
  const transcript = new Transcript("general", () => here);
  assertEquals(written(transcript, [item("online", "Mei")]).at(-1), "* Mei is here");
  assertEquals(written(transcript, [item("online", "Mei", "Noor", "Zed")]), [
    "* Noor and Zed are here",
  ]);
  assertEquals(written(transcript, [item("online", "Noor", "Zed"), item("offline", "Mei")]), [
    "* Mei went offline",
  ]);
  assertEquals(written(transcript, [item("online", "Noor", "Zed", "Mei")]), ["* Mei is here"]);
  const quiet = new Transcript("general", () => here);
  assertEquals(quiet.lines([item("online", "Mei")], context, { quiet: true, now: AT }), []);
});

Deno.test("terminal - plain: a lost connection is told once, and that it is back", () => {
  const lines = new ConnectionLines();
  const { speech } = context;
  const outage = { since: AT };
  const waiting = { state: "waiting", outage, retryAt: AT + 3_500, attempt: 1 } as const;
  assertEquals(lines.lines({ state: "online" }, speech, AT), []);
  assertEquals(lines.lines(waiting, speech, AT), [
    "* Connection lost. Next try in 4 s. What you write is kept.",
  ]);
  assertEquals(lines.lines({ ...waiting, attempt: 2 }, speech, AT), []);
  assertEquals(lines.lines({ state: "online" }, speech, AT), [
    "* Connected again. Nothing was missed.",
  ]);
  const restart = { ...waiting, outage: { since: AT, reason: "restart" } } as const;
  assertEquals(lines.lines(restart, speech, AT), [
    "* The server is restarting. What you write is kept and sent in a moment.",
  ]);
});

Deno.test("plain - what somebody who is blocked says is not told", () => {
  const said = message({ text: "Hello" });
  assertEquals(messageLines(said, here, { ...context, blocked: ["mei"] }), [
    "10:38: message from someone you blocked",
  ]);
});
