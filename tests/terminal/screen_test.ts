// What is drawn, and what it costs a terminal: xterm.js is the judge of the sequences.
import { assert, assertEquals } from "@std/assert";
import headless from "@xterm/headless";
import fc from "fast-check";
import { Cells } from "../../lib/terminal/screen/cells.ts";
import { clustersOf, fitting, widthOf } from "../../lib/terminal/screen/clusters.ts";
import { draw, layoutOf, type Picture, shownRows } from "../../lib/terminal/screen/draw.ts";
import { paint } from "../../lib/terminal/screen/paint.ts";
import { type Depth, depthOf, isLight, oklch, Palette } from "../../lib/terminal/screen/palette.ts";
import { wrap } from "../../lib/terminal/screen/wrap.ts";
import { type Look, run } from "../../lib/terminal/text/styled.ts";

const [COLUMNS, ROWS] = [24, 6];
const palette = new Palette("256");

/** Signs that terminals agree about: narrow ones, wide ones, and a letter with an accent of its own. */
const sign = fc.constantFrom("a", "Z", " ", "é", "漢", "字", "ㅎ", "│", "e\u0301");
const words = fc.array(sign, { maxLength: 12 }).map((signs) => signs.join(""));
const look = fc.constantFrom<Look>({}, { bold: true }, { ink: "leaf" }, { ground: "chosen" }, {
  link: "https://example.org/a",
  underline: true,
});
const puts = fc.array(
  fc.record({ x: fc.integer({ min: 0, max: COLUMNS }), y: fc.nat(ROWS - 1), words, look }),
  { maxLength: 6 },
);

function cellsOf(drawn: { x: number; y: number; words: string; look: Look }[]): Cells {
  const cells = new Cells(COLUMNS, ROWS);
  for (const { x, y, words, look } of drawn) cells.put(x, y, words, look);
  return cells;
}

function textOf(cells: Cells): string[] {
  return Array.from(
    { length: cells.height },
    (_, y) => Array.from({ length: cells.width }, (_, x) => cells.at(x, y).text).join("").trimEnd(),
  );
}

Deno.test("terminal - what changes on the screen is enough to make the next picture of it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(puts, { minLength: 1, maxLength: 5 }), async (frames) => {
      const terminal = new headless.Terminal({
        cols: COLUMNS,
        rows: ROWS,
        allowProposedApi: true,
      });
      let before: Cells | undefined;
      for (const frame of frames) {
        // Half of the last picture stays: a change, not another screen.
        const after = cellsOf(frame);
        await new Promise<void>((done) => terminal.write(paint(before, after, palette), done));
        before = after;
        const { active } = terminal.buffer;
        const shown = Array.from(
          { length: ROWS },
          (_, y) => active.getLine(y)?.translateToString().trimEnd(),
        );
        assertEquals(shown, textOf(after));
      }
      terminal.dispose();
    }),
    { numRuns: 60 },
  );
});

Deno.test("terminal - a wide sign has two cells, and none of its halves stays alone", () => {
  fc.assert(fc.property(puts, (drawn) => {
    const cells = cellsOf(drawn);
    for (let y = 0; y < ROWS; y++) {
      for (let x = 0; x < COLUMNS; x++) {
        const isWide = widthOf(cells.at(x, y).text) === 2;
        assertEquals(isWide, x + 1 < COLUMNS && cells.at(x + 1, y).text === "", `${x} ${y}`);
      }
    }
  }));
});

Deno.test("terminal - nothing is written where nothing changed", () => {
  const one = cellsOf([{ x: 0, y: 0, words: "Hello 漢字", look: { ink: "leaf" } }]);
  const same = cellsOf([{ x: 0, y: 0, words: "Hello 漢字", look: { ink: "leaf" } }]);
  assert(!paint(one, same, palette).includes("H\x1b"), "no cursor is moved");
  assert(!/[a-z]llo/.test(paint(one, same, palette)));
  const other = cellsOf([{ x: 0, y: 0, words: "Hallo 漢字", look: { ink: "leaf" } }]);
  const change = paint(one, other, palette);
  assert(change.includes("\x1b[1;2H") && !change.includes("llo"), JSON.stringify(change));
  // What knows no joined signs draws this one over its neighbours, which are drawn again.
  const family = cellsOf([{ x: 0, y: 0, words: "👩‍👩‍👧lo 漢字", look: { ink: "leaf" } }]);
  assert(paint(one, family, palette).includes("lo"));
  assert(paint(one, new Cells(30, 3), palette).includes("\x1b[2J"), "another size is drawn anew");
});

Deno.test("terminal - signs are what a reader sees, as wide as terminals draw them", () => {
  const widths = (text: string) => clustersOf(text).map(({ width }) => width);
  assertEquals(widths("aé漢"), [1, 1, 2]);
  assertEquals(widths("e\u0301x"), [1, 1]);
  assertEquals(widths("👩‍👩‍👧‍👦👍🏽🇫🇷"), [2, 2, 2]);
  assertEquals(widths("שלום"), [1, 1, 1, 1]);
  assertEquals(fitting("漢字漢字", 5), "漢字…");
  assertEquals([fitting("hello", 5), fitting("hello", 4), fitting("hello", 0)], [
    "hello",
    "hel…",
    "",
  ]);
});

Deno.test("terminal - lines are broken at spaces, within long words, and keep every sign", () => {
  const rows = (text: string, columns: number, more = {}) =>
    wrap({ runs: [run(text)], ...more }, columns).map((row) =>
      row.map(({ text }) => text).join("")
    );
  assertEquals(rows("one two three", 8), ["one two", "three"]);
  assertEquals(rows("one two", 3), ["one", "two"]);
  assertEquals(rows("abcdefgh", 3), ["abc", "def", "gh"]);
  assertEquals(rows("漢字漢", 5), ["漢字", "漢"]);
  assertEquals(rows("- one two", 5, { indent: 2 }), ["- one", "  two"]);
  assertEquals(rows("a  b", 3, { cut: true }), ["a  ", "b"]);
  assertEquals(rows("", 5), [""]);
  fc.assert(fc.property(words, fc.integer({ min: 2, max: 9 }), (text, columns) => {
    const broken = rows(text, columns);
    assertEquals(broken.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
    assert(broken.every((row) => widthOf(row) <= columns), JSON.stringify(broken));
  }));
});

Deno.test("terminal - colours by what the terminal can, weight alone with NO_COLOR", () => {
  const of = (env: Record<string, string>) => depthOf((name) => env[name]);
  assertEquals(of({ TERM: "xterm-256color", NO_COLOR: "1", COLORTERM: "truecolor" }), "none");
  assertEquals(of({ TERM: "xterm-256color", NO_COLOR: "" }), "256");
  assertEquals(of({ TERM: "xterm", COLORTERM: "truecolor" }), "all");
  assertEquals([of({ TERM: "linux" }), of({ TERM: "dumb" })], ["16", "none"]);
  assertEquals(isLight((name) => name === "COLORFGBG" ? "0;15" : undefined), true);
  assertEquals(isLight((name) => name === "COLORFGBG" ? "15;0" : undefined), false);
  const name: Look = { ink: { hue: 6 } };
  assertEquals(new Palette("none").sgr(name), "\x1b[0;1m");
  assertEquals(new Palette("none").sgr({ ground: "calls" }), "\x1b[0;7m");
  const codes = (depth: Depth) => new Palette(depth).sgr(name).slice(2);
  assert(/^0;38;2;\d+;\d+;\d+m$/.test(codes("all")));
  assert(/^0;38;5;\d+m$/.test(codes("256")));
  assert(/^0;9\dm$/.test(codes("16")));
  assertEquals(oklch(1, 0, 0), [255, 255, 255]);
  assertEquals(oklch(0.6279, 0.2577, 29.23), [255, 0, 0], "red, as CSS Color 4 has it");
});

const picture: Picture = {
  columns: 80,
  rows: 14,
  turner: "own",
  community: "Baobab Coop",
  side: [
    { runs: [run("Rooms")] },
    { runs: [run("# general")], conversation: "general", chosen: true },
  ],
  sideFoot: [run("Here now: Awa Mei")],
  head: { name: "# general", topic: "All of us", people: "2 here, 2 members" },
  timeline: Array.from({ length: 30 }, (_, n) => ({ key: `${n}`, runs: [run(`line ${n}`)] })),
  above: [[run("Mei is typing…")]],
  prompt: "› ",
  text: "See you\nthere",
  caret: 13,
  status: "connected",
};

Deno.test("terminal - the screen has its list, its timeline, its field and its state", () => {
  const cells = draw(picture, "too small");
  const lines = textOf(cells);
  assertEquals(
    lines[0],
    " Baobab Coop            │ # general All of us                 2 here, 2 members",
  );
  assertEquals(lines[3], " # general              │ line 24");
  assertEquals(lines[8], "                        │ line 29");
  assertEquals(lines[9], " Here now: Awa Mei      │ Mei is typing…");
  assertEquals(lines.slice(11), [" › See you", "   there", " connected"]);
  assertEquals(cells.caret, { x: 8, y: 12 });
  const narrow = textOf(draw({ ...picture, columns: 40 }, "too small"));
  assertEquals(narrow[2], "line 23", "without the list");
  assertEquals(textOf(draw({ ...picture, columns: 12 }, "too small"))[0], "too small");
});

Deno.test("terminal - any screen is drawn within its bounds, with the caret in it", () => {
  const size = fc.integer({ min: 1, max: 120 });
  fc.assert(
    fc.property(size, size, fc.array(words, { maxLength: 9 }), (columns, rows, lines) => {
      const text = lines.join("\n");
      const cells = draw({ ...picture, columns, rows, text, caret: text.length }, "too small");
      const { caret } = cells;
      assert(!caret || caret.x < columns && caret.y < rows - 1, JSON.stringify(caret));
      assert(layoutOf({ ...picture, columns, rows, text }).height >= 1);
    }),
    { numRuns: 200 },
  );
});

Deno.test("terminal - who looks back sees the rows that end with theirs", () => {
  const keys = (bottom?: number) => shownRows(picture.timeline, 3, bottom).map(({ key }) => key);
  assertEquals(keys(), ["27", "28", "29"]);
  assertEquals(keys(10), ["8", "9", "10"]);
  assertEquals(keys(0), ["0", "1", "2"]);
});
