import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Editor } from "../../lib/terminal/screen/editor.ts";
import { type Key, KeyReader } from "../../lib/terminal/screen/keys.ts";
import { neighbour, ScreenState } from "../../lib/terminal/screen/screen_state.ts";

function shown(key: Key): string {
  switch (key.is) {
    case "text":
      return key.pasted ? `paste(${key.text})` : `“${key.text}”`;
    case "key":
      return key.name;
    case "wheel":
      return `wheel ${key.by} at ${key.x},${key.y}`;
    case "press":
      return `press ${key.x},${key.y}`;
    case "focus":
      return key.on ? "focus" : "blur";
    case "graphics":
      return `graphics ${key.answer}`;
    case "cell":
      return `cell ${key.width}×${key.height}`;
  }
}

const table: [string, string][] = [
  ["hé漢👍🏽", "“hé漢👍🏽”"],
  ["a\r\tb", "“a” enter tab “b”"],
  ["\x1b[A\x1b[B\x1bOC\x1bOD", "up down right left"],
  ["\x1b[1;3A\x1b[1;5C\x1b[1;2H", "alt-up ctrl-right shift-home"],
  ["\x1b[5~\x1b[6~\x1b[3~\x1b[H\x1b[4~", "page-up page-down delete home end"],
  ["\x1bOP\x1b[11~\x1b[Z", "f1 f1 shift-tab"],
  ["\x03\x0b\x0e\x14\x7f\x08", "ctrl-c ctrl-k ctrl-n ctrl-t backspace backspace"],
  ["\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;22ca", "graphics i=31;OK cell 10×20 “a”"],
  ["\x1b_Gi=31;ENOTSUP:no\x1b\\\x1b[4;1;1t", "graphics i=31;ENOTSUP:no"],
  ["\x1b\r\x1bb\x1b\x7f", "alt-enter alt-b alt-backspace"],
  ["\x1b[200~two\r\nlines \x1b[A\x1b[201~x", "paste(two\nlines \x1b[A) “x”"],
  [
    "\x1b[<64;10;5M\x1b[<65;1;1M\x1b[<0;3;4M\x1b[<0;3;4m",
    "wheel 1 at 9,4 wheel -1 at 0,0 press 2,3",
  ],
  ["\x1b[I\x1b[O", "focus blur"],
  ["\x1b[?2027;0$y", "“$y”"],
  ["\x1b[99~x", "“x”"],
];

function read(pieces: readonly string[]): string {
  const reader = new KeyReader();
  const keys = [...pieces.flatMap((piece) => reader.read(piece)), ...reader.flush()];
  // What was typed without a break is one text, however it came.
  return keys.map(shown).join(" ").replaceAll("” “", "");
}

for (const [typed, keys] of table.filter(([typed]) => !typed.includes("$"))) {
  Deno.test(`terminal - keys: ${JSON.stringify(typed)}`, () => assertEquals(read([typed]), keys));
}

Deno.test("terminal - keys are the same wherever the line cuts them", () => {
  const some = fc.constantFrom(
    ...table.map(([typed]) => typed).filter((one) => !/[$漢👍]/u.test(one)),
  );
  fc.assert(fc.property(fc.array(some, { maxLength: 4 }), fc.array(fc.nat(60)), (parts, cuts) => {
    const typed = parts.join("");
    const at = [0, ...cuts.filter((cut) => cut < typed.length).sort((a, b) => a - b), typed.length];
    const pieces = at.slice(1).map((end, n) => typed.slice(at[n], end));
    assertEquals(read(pieces), read([typed]));
  }));
});

Deno.test("terminal - an escape alone is a key once nothing follows it", () => {
  const reader = new KeyReader();
  assertEquals(reader.read("\x1b"), []);
  assertEquals(reader.waits, true);
  assertEquals(reader.flush().map(shown), ["escape"]);
  assertEquals(reader.flush(), []);
});

function edited(text: string, ...keys: string[]): string {
  const editor = new Editor();
  editor.set(text.replace("|", ""), text.indexOf("|"));
  for (const key of keys) editor.key(key);
  return `${editor.text.slice(0, editor.caret)}|${editor.text.slice(editor.caret)}`;
}

const edits: [string, string[], string][] = [
  ["ab|", ["left"], "a|b"],
  ["👩‍👩‍👧|", ["left"], "|👩‍👩‍👧"],
  ["a👩‍👩‍👧|b", ["backspace"], "a|b"],
  ["a|e\u0301b", ["delete"], "a|b"],
  ["one two |three", ["ctrl-w"], "one |three"],
  ["one two|", ["alt-b", "alt-b"], "|one two"],
  ["|one two", ["ctrl-right"], "one| two"],
  ["one\ntwo|", ["home"], "one\n|two"],
  ["one\ntwo|", ["ctrl-u"], "one\n|"],
  ["one\ntw|o", ["up"], "on|e\ntwo"],
  ["o|ne\ntwo", ["down"], "one\nt|wo"],
  ["\n|x", ["up"], "|\nx"],
  ["|\nx", ["home", "down", "end"], "\nx|"],
  ["long line|\nx", ["down"], "long line\nx|"],
  ["漢字|\nabc", ["down"], "漢字\nab|c"],
  ["a|b", ["alt-enter"], "a\n|b"],
  ["|", ["backspace", "left", "up"], "|"],
];
for (const [text, keys, expected] of edits) {
  Deno.test(`terminal - field: ${JSON.stringify(text)} ${keys}`, () => {
    assertEquals(edited(text, ...keys), expected);
  });
}

Deno.test("terminal - what was written before comes back, and what is being written stays", () => {
  const state = new ScreenState();
  assertEquals(state.recall(-1), false);
  for (const text of ["one", "two", "two", " "]) state.remember(text);
  assertEquals([state.recall(-1), state.editor.text], [true, "two"]);
  assertEquals([state.recall(-1), state.editor.text], [true, "one"]);
  assertEquals(state.recall(-1), false);
  assertEquals([state.recall(1), state.recall(1), state.editor.text], [true, true, ""]);
  state.editor.set("typed");
  assertEquals([state.recall(-1), state.editor.text], [false, "typed"]);
});

Deno.test("terminal - keys go around the list of conversations", () => {
  assertEquals(neighbour(["a", "b", "c"], "c", 1), "a");
  assertEquals(neighbour(["a", "b", "c"], "a", -1), "c");
  assertEquals(neighbour([], "a", 1), undefined);
});
