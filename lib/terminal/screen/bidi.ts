// Right-to-left text in the order in which it is seen (UAX #9), for terminals that draw cell by cell.
import bidiFactory from "bidi-js";
import { directionOf, hasRightToLeft } from "../../text/direction.ts";
import { joinedForms } from "./arabic_forms.ts";
import { clustersOf } from "./clusters.ts";

/** Who puts right-to-left text into its order: this program, or the terminal by itself. */
export type Turner = "own" | "terminal";

/**
 * Terminals that always do, whatever they are told (kitty turns each run of such letters, and shapes it);
 * all others do not, or leave it to who says so.
 */
export function turnerOf(env: (name: string) => string | undefined): Turner {
  const isKnown = ["KITTY_WINDOW_ID", "KONSOLE_VERSION", "MLTERM"].some((name) => env(name)) ||
    env("TERM") === "xterm-kitty" || env("TERM_PROGRAM") === "Apple_Terminal";
  return isKnown ? "terminal" : "own";
}

/** A line whose signs have a direction. */
export interface DirectedLine {
  /** As they are drawn: joined, and mirrored where they stand from right to left. */
  signs: readonly string[];
  /** Odd ones run from right to left. */
  levels: readonly number[];
  /** 1 where the line as a whole runs from right to left. */
  base: 0 | 1;
}

// The package is CommonJS, which its types do not say.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/** The directions in a line; `undefined` where all of it runs from left to right. */
export function directed(
  signs: readonly string[],
  base?: "ltr",
): DirectedLine | undefined {
  const text = signs.join("");
  if (!hasRightToLeft(text)) return undefined;
  const direction = base ?? directionOf(text) ?? "ltr";
  const { levels } = bidi.getEmbeddingLevels(text, direction);
  let at = 0;
  const own = signs.map((sign) => {
    const level = levels[at] ?? 0;
    at += sign.length;
    return level;
  });
  const drawn = joinedForms(signs).map((sign, at) =>
    (own[at] ?? 0) % 2 === 1 ? bidi.getMirroredCharacter(sign) ?? sign : sign
  );
  return { signs: drawn, levels: own, base: direction === "rtl" ? 1 : 0 };
}

/** The places of signs of one row, in the order in which they are seen from the left (L1, L2). */
export function visualOrder(
  levels: readonly number[],
  isSpace: (at: number) => boolean,
  base: 0 | 1,
) {
  const own = [...levels];
  for (let at = own.length - 1; at >= 0 && isSpace(at); at--) own[at] = base;
  const order = own.map((_, at) => at);
  for (let level = Math.max(0, ...own); level > 0; level--) {
    for (let from = 0; from < order.length;) {
      let to = from;
      while (to < order.length && (own[order[to] ?? 0] ?? 0) >= level) to++;
      if (to > from) order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = to + 1;
    }
  }
  return order;
}

/** A name or a title in its own order: what stands beside it is not moved. */
export function turned(text: string): string {
  const signs = clustersOf(text).map((sign) => sign.text);
  const line = directed(signs);
  if (!line) return text;
  const order = visualOrder(line.levels, (at) => line.signs[at] === " ", line.base);
  return order.map((at) => line.signs[at]).join("");
}
