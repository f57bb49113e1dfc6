import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { contrast, hexOf, mixed, oklchOf } from "../../lib/ui/looks/oklch.ts";
import { groundsOf, LEAST, type Theme, tintSheet, tintsOf } from "../../lib/ui/looks/tints.ts";

const THEMES: Theme[] = ["light", "dark"];
const hex = fc.integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);
/** What nobody would choose, and what many do. */
const EDGES = [
  ...["#000000", "#ffffff", "#808080", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#00ffff"],
  ...["#ff00ff", "#1c6c49", "#f5f5dc", "#010000", "#fffffe"],
];

function assertReadable(accent: string): void {
  for (const theme of THEMES) {
    const tints = tintsOf(accent, theme);
    const least = (one: string, other: string, wanted: number, what: string) => {
      const found = contrast(one, other);
      assert(found >= wanted, `${accent}, ${theme}: ${what} ${one} on ${other}: ${found}`);
    };
    const { leaf, mention } = tints;
    for (const ground of groundsOf(theme)) {
      least(leaf, ground, LEAST.text, "leaf");
      least(tints["leaf-deep"], ground, LEAST.text, "leaf-deep");
      least(mention, mixed(leaf, ground, 0.14), LEAST.text, "mention");
    }
    for (const button of [leaf, tints["leaf-deep"]]) {
      least(tints["leaf-ink"], button, LEAST.text, "leaf-ink");
    }
    least(tints["leaf-wash-ink"], tints["leaf-wash"], LEAST.text, "leaf-wash-ink");
    least(leaf, tints["leaf-wash"], LEAST.control, "leaf on its wash");
  }
}

Deno.test("tints - whatever the accent, words can be read in both themes (WCAG 2.2)", () => {
  for (const accent of EDGES) assertReadable(accent);
  fc.assert(fc.property(hex, assertReadable), { numRuns: 300 });
});

Deno.test("tints - are of the hue of the accent", () => {
  const hue = (colour: string) => oklchOf(colour).h;
  for (const accent of ["#1f6feb", "#b3261e", "#7b2cbf"]) {
    for (const theme of THEMES) {
      const { leaf } = tintsOf(accent, theme);
      const apart = Math.abs(hue(leaf) - hue(accent));
      assert(Math.min(apart, 360 - apart) < 12, `${accent}: ${leaf}`);
    }
  }
});

Deno.test("tints - the grounds are those of the pages", async () => {
  const css = await Deno.readTextFile(new URL("../../static/styles/tokens.css", import.meta.url));
  const names = ["canvas", "surface", "raised", "sunken", "bubble"];
  for (const [n, theme] of THEMES.entries()) {
    const written = names.map((name) => {
      const pair = new RegExp(`--${name}: light-dark\\((oklch\\([^)]*\\)), (oklch\\([^)]*\\))\\)`);
      const [l, c, h] = (pair.exec(css)?.[n + 1] ?? "").match(/[\d.]+/g)!.map(Number);
      return hexOf({ l: l!, c: c!, h: h! });
    });
    assertEquals(groundsOf(theme), written);
  }
});

Deno.test("tints - a sheet names each token once, for both themes", () => {
  const lines = tintSheet("#1f6feb").trim().split("\n").slice(1, -1);
  assertEquals(lines.length, 6);
  for (const line of lines) {
    assert(/^ {2}--[a-z-]+: light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\);$/.test(line));
  }
});
