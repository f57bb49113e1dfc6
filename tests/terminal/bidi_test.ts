// Right-to-left text, as it is seen from the left.
import { assert, assertEquals } from "@std/assert";
import { joinedForms } from "../../lib/terminal/screen/arabic_forms.ts";
import { turned, turnerOf } from "../../lib/terminal/screen/bidi.ts";
import { draw, type Picture } from "../../lib/terminal/screen/draw.ts";
import { wrap } from "../../lib/terminal/screen/wrap.ts";
import { run } from "../../lib/terminal/text/styled.ts";

const names: [string, string][] = [
  ["Awa", "Awa"],
  ["שלום", "םולש"],
  ["שלום (2)", "(2) םולש"],
  ["Awa and Mei ושלום", "Awa and Mei םולשו"],
  ["שלום Palabre עולם", "םלוע Palabre םולש"],
  ["מחיר 42.50", "42.50 ריחמ"],
  ["אב\u05b8ג", "גב\u05b8א"], // a point stays with its letter
];
for (const [read, seen] of names) {
  Deno.test(`terminal - bidi: ${read}`, () => assertEquals(turned(read), seen));
}

Deno.test("terminal - bidi: Arabic letters are joined as they stand beside each other", () => {
  const forms = (word: string) => joinedForms([...word]).join("");
  assertEquals(forms("سلام"), "\ufeb3\ufee0\ufe8e\ufee1", "initial, medial, final, isolated");
  assertEquals(forms("دار"), "\ufea9\ufe8d\ufead", "none joins what follows");
  assertEquals(forms("یک"), "\ufbfe\ufb8f", "Persian letters too");
  assertEquals(joinedForms(["بَ", "ب"]), ["\ufe91\u064e", "\ufe90"], "marks stay with their letter");
  assertEquals(forms("abc שלום"), "abc שלום");
});

const seen = (text: string, columns: number) =>
  wrap({ runs: [run(text)] }, columns, "own").map((runs) => runs.map(({ text }) => text).join(""));

Deno.test("terminal - bidi: a line is broken as it is read, and each row is turned by itself", () => {
  assertEquals(seen("אחת שתיים שלוש ארבע", 10), [" םייתש תחא", " עברא שולש"]);
  assertEquals(seen("one two שתיים שלוש and three", 13), ["one two םייתש", "שולש and", "three"]);
  assertEquals(seen("שלום ab", 20), ["             ab םולש"], "it begins at the right");
  const code = { runs: [run("│ "), run("x = 'שלום'")], cut: true, direction: "ltr" } as const;
  const [row = []] = wrap(code, 20, "own");
  assertEquals(row.map(({ text }) => text).join(""), "│ x = 'םולש'");
});

Deno.test("terminal - bidi: where the terminal turns text, it is left as it is", () => {
  const [row = []] = wrap({ runs: [run("שלום ab")] }, 20, "terminal");
  assertEquals(row.map(({ text }) => text).join(""), "שלום ab");
  const by = (env: Record<string, string>) => turnerOf((name) => env[name]);
  assertEquals(by({ TERM: "foot" }), "own");
  assertEquals(by({ TERM: "xterm-kitty" }), "terminal");
  assertEquals(by({ VTE_VERSION: "7600" }), "own", "it is told to leave it");
  assertEquals(by({ KONSOLE_VERSION: "230800" }), "terminal");
  assertEquals(by({ TERM_PROGRAM: "Apple_Terminal" }), "terminal");
});

const base: Picture = {
  columns: 90,
  rows: 10,
  turner: "own",
  community: "קואופ",
  side: [],
  sideFoot: [],
  head: { name: "שלום", topic: "נושא אחד", people: "" },
  timeline: [],
  above: [],
  prompt: "› ",
  text: "",
  status: "",
};

function screen(picture: Picture) {
  const cells = draw(picture, "");
  const row = (y: number) =>
    Array.from({ length: cells.width }, (_, x) => cells.at(x, y).text).join("").trimEnd();
  return { row, caret: cells.caret };
}

Deno.test("terminal - bidi: names move nothing beside them", () => {
  const { row } = screen(base);
  assertEquals(row(0), ` פואוק${" ".repeat(18)}│ םולש דחא אשונ`);
});

Deno.test("terminal - bidi: the caret is where the next sign will be", () => {
  const at = (text: string, caret: number) => screen({ ...base, text, caret }).caret?.x;
  const end = 90 - 1 - 1; // the field ends a column before the edge
  assertEquals(at("abc", 3), 6);
  assertEquals(at("שלום", 4), end - 4);
  assertEquals(at("שלום", 0), end);
  assertEquals(at("a b c שלום", 10), 13, "the line as a whole runs from the left");
  assert(screen({ ...base, text: "שלום", caret: 4 }).row(8).endsWith("םולש"));
});
