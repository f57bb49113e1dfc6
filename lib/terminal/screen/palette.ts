import { HUES } from "../../protocol/people.ts";
import type { Ink, Look } from "../text/styled.ts";

/** What a terminal can show: nothing but weight, 16 colours, 256, or all. */
export type Depth = "none" | "16" | "256" | "all";

/** What the environment says of the terminal (https://no-color.org, COLORTERM, TERM). */
export function depthOf(env: (name: string) => string | undefined): Depth {
  if (env("NO_COLOR")) return "none";
  const term = env("TERM") ?? "";
  if (term === "dumb") return "none";
  if (/truecolor|24bit/i.test(env("COLORTERM") ?? "")) return "all";
  return /256|kitty|alacritty|ghostty|wezterm/.test(term) ? "256" : "16";
}

/** Whether the ground is light, where the terminal tells (`COLORFGBG`, “15;0”). */
export function isLight(env: (name: string) => string | undefined): boolean {
  const ground = Number((env("COLORFGBG") ?? "").split(";").at(-1) || NaN);
  return ground === 7 || ground > 8;
}

type Rgb = readonly [number, number, number];

interface Shade {
  /** On a dark ground, and on a light one. */
  dark: Rgb;
  light: Rgb;
  /** Of the sixteen: the number of SGR, 30–37 or 90–97. */
  basic: number;
}

const INKS: Record<"dim" | "leaf" | "clay" | "line", Shade> = {
  dim: { dark: [150, 144, 136], light: [110, 103, 95], basic: 90 },
  leaf: { dark: [98, 184, 138], light: [26, 112, 74], basic: 32 },
  clay: { dark: [236, 137, 90], light: [176, 76, 28], basic: 33 },
  line: { dark: [88, 82, 76], light: [200, 193, 184], basic: 90 },
};

const GROUNDS: Record<"calls" | "chosen" | "code", Shade> = {
  calls: { dark: [236, 137, 90], light: [236, 150, 104], basic: 43 },
  chosen: { dark: [28, 60, 46], light: [205, 232, 216], basic: 42 },
  code: { dark: [40, 37, 34], light: [238, 234, 228], basic: 0 },
};

/** The sixteen have six hues: those of the 24 nearest to each. */
const BASIC_HUES = [91, 93, 92, 96, 94, 95];

/** Turns looks into the sequences of a terminal (ECMA-48 SGR), each from a reset on. */
export class Palette {
  readonly #made = new Map<string, string>();
  readonly #keys = new WeakMap<Look, string>();

  constructor(readonly depth: Depth, readonly light = false) {}

  sgr(look: Look): string {
    let key = this.#keys.get(look);
    if (key === undefined) this.#keys.set(look, key = JSON.stringify({ ...look, link: undefined }));
    let made = this.#made.get(key);
    if (made === undefined) this.#made.set(key, made = this.#make(look));
    return made;
  }

  #make(look: Look): string {
    const codes = ["0"];
    if (look.bold) codes.push("1");
    if (look.italic) codes.push("3");
    if (look.underline) codes.push("4");
    if (look.strike) codes.push("9");
    if (this.depth === "none") {
      if (look.ink === "dim" || look.ink === "line") codes.push("2");
      if (typeof look.ink === "object") codes.push("1");
      if (look.ground && look.ground !== "code") codes.push("7");
    } else {
      if (look.ground === "select") codes.push("7");
      else if (look.ground) codes.push(...this.#ground(look.ground));
      if (look.ink && look.ink !== "plain" && look.ground !== "calls") {
        codes.push(this.#ink(look.ink));
      }
    }
    return `\x1b[${codes.join(";")}m`;
  }

  #ink(ink: Exclude<Ink, "plain">): string {
    if (typeof ink === "object") {
      const hue = ink.hue * (360 / HUES);
      if (this.depth === "16") return String(BASIC_HUES[Math.round(hue / 60) % 6]);
      const rgb = this.light ? oklch(0.43, 0.105, hue) : oklch(0.8, 0.095, hue);
      return this.#colour("38", rgb);
    }
    const shade = INKS[ink];
    if (this.depth === "16") return String(shade.basic);
    return this.#colour("38", this.light ? shade.light : shade.dark);
  }

  #ground(ground: "calls" | "chosen" | "code"): string[] {
    const shade = GROUNDS[ground];
    const ink = ground === "calls" ? ["30"] : [];
    if (this.depth === "16") {
      if (shade.basic === 0) return [];
      return [String(shade.basic), "30"];
    }
    const own = this.#colour("48", this.light ? shade.light : shade.dark);
    return [own, ...ink];
  }

  #colour(kind: "38" | "48", [red, green, blue]: Rgb): string {
    if (this.depth === "all") return `${kind};2;${red};${green};${blue}`;
    const step = (value: number) => Math.round(value / 255 * 5);
    const isGrey = Math.max(red, green, blue) - Math.min(red, green, blue) < 20;
    const index = isGrey
      ? 232 + Math.min(23, Math.max(0, Math.round((green - 8) / 10)))
      : 16 + 36 * step(red) + 6 * step(green) + step(blue);
    return `${kind};5;${index}`;
  }
}

/** OKLCH (CSS Color 4) as bytes of sRGB, clipped. */
export function oklch(lightness: number, chroma: number, hue: number): Rgb {
  const angle = hue * Math.PI / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const byte = (linear: number) => {
    const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  };
  return [
    byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    byte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
