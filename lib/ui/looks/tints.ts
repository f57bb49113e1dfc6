// The tints of a community's accent, in the place of Baobab green (static/styles/tokens.css).
import { contrast, hexOf, mixed, type Oklch, oklchOf } from "./oklch.ts";

/** What is read must stand out so, and what is only seen (WCAG 2.2, 1.4.3 and 1.4.11). */
export const LEAST = { text: 4.5, control: 3 } as const;

/** The tokens that are tinted, as a theme has them. */
export interface Tints {
  leaf: string;
  "leaf-deep": string;
  "leaf-ink": string;
  "leaf-wash": string;
  "leaf-wash-ink": string;
  mention: string;
}

export type Theme = "light" | "dark";

/** Lightness and chroma. */
type Tone = readonly [number, number];

/** The tones of a theme's tokens, and of the grounds that words stand on. */
interface Recipe {
  leaf: Tone;
  /** How much lighter than the accent, and its chroma. */
  deep: Tone;
  ink: Tone;
  wash: Tone;
  washInk: Tone;
  mention: Tone;
  /** `--canvas`, `--surface`, `--raised`, `--sunken`, `--bubble`; and their hue. */
  grounds: readonly Tone[];
  warmth: number;
  /** Which way a tint is told better from the grounds. */
  step: number;
}

const THEMES: Record<Theme, Recipe> = {
  light: {
    leaf: [0.475, 0.095],
    deep: [-0.055, 0.085],
    ink: [0.995, 0.005],
    wash: [0.935, 0.036],
    washInk: [0.285, 0.055],
    mention: [0.4, 0.09],
    grounds: [[0.972, 0.006], [0.995, 0.003], [1, 0], [0.945, 0.008], [0.955, 0.008]],
    warmth: 85,
    step: -0.01,
  },
  dark: {
    leaf: [0.745, 0.115],
    deep: [0.045, 0.11],
    ink: [0.185, 0.03],
    wash: [0.325, 0.048],
    washInk: [0.945, 0.03],
    mention: [0.83, 0.1],
    grounds: [[0.185, 0.008], [0.225, 0.009], [0.265, 0.01], [0.16, 0.007], [0.285, 0.01]],
    warmth: 65,
    step: 0.01,
  },
};

/** The chroma that the tokens' is measured by: that of Baobab green. */
const GREEN_CHROMA = 0.095;
/** No accent is louder than so many times the green. */
const LOUDEST = 1.7;
/** How much of the accent lies below a mention (`--mention-wash`). */
const MENTION_SHARE = 0.14;

/** The grounds that words stand on in a theme. */
export function groundsOf(theme: Theme): string[] {
  const { grounds, warmth } = THEMES[theme];
  return grounds.map(([l, c]) => hexOf({ l, c, h: warmth }));
}

/**
 * The tints of an accent (`#rrggbb`) in a theme: of its hue, as near to it as can be read. Each of them
 * that is read stands out by 4.5, whatever the accent: where a step has no end, it is black or white.
 */
export function tintsOf(accent: string, theme: Theme): Tints {
  const { leaf, deep, ink, wash, washInk, mention, step } = THEMES[theme];
  const { c, h, l } = oklchOf(accent);
  const loudness = Math.min(LOUDEST, c / GREEN_CHROMA);
  const tint = (lightness: number, chroma: number): Oklch => (
    { l: Math.min(1, Math.max(0, lightness)), c: chroma * loudness, h }
  );
  const grounds = groundsOf(theme);
  const leafInk = hexOf(tint(...ink));
  const leafWash = hexOf(tint(...wash));
  const start = theme === "light" ? Math.min(l, 0.6) : Math.max(l, 0.66);
  const found = until(start, step, (lightness) => {
    const colour = hexOf(tint(lightness, leaf[1]));
    return [...grounds, leafInk].every((ground) => contrast(colour, ground) >= LEAST.text) &&
      contrast(colour, leafWash) >= LEAST.control;
  });
  const main = hexOf(tint(found, leaf[1]));
  const calls = until(
    mention[0],
    step,
    (lightness) =>
      [...grounds, leafWash].every((ground) =>
        contrast(hexOf(tint(lightness, mention[1])), mixed(main, ground, MENTION_SHARE)) >=
          LEAST.text
      ),
  );
  return {
    leaf: main,
    "leaf-deep": hexOf(tint(found + deep[0], deep[1])),
    "leaf-ink": leafInk,
    "leaf-wash": leafWash,
    "leaf-wash-ink": hexOf(tint(...washInk)),
    mention: hexOf(tint(calls, mention[1])),
  };
}

/** The first lightness on the way to black or white that will do. */
function until(start: number, step: number, does: (lightness: number) => boolean): number {
  for (let lightness = start; lightness > 0 && lightness < 1; lightness += step) {
    if (does(lightness)) return lightness;
  }
  return step < 0 ? 0 : 1;
}

/** The style sheet that tints pages, after those of the pages. */
export function tintSheet(accent: string): string {
  const [light, dark] = [tintsOf(accent, "light"), tintsOf(accent, "dark")];
  const names = Object.keys(light) as (keyof Tints)[];
  const lines = names.map((name) => `  --${name}: light-dark(${light[name]}, ${dark[name]});`);
  return `:root {\n${lines.join("\n")}\n}\n`;
}
