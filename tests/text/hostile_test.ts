import { cpuUsage } from "node:process";
import { assert } from "@std/assert";
import { mentionedNames, readText } from "../../lib/text/markup.ts";
import { plainText } from "../../lib/text/plain.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import { hostileTexts } from "../support/hostile_texts.ts";

/** The promise, in milliseconds. */
const LONGEST = 5;
/** How often a text is tried: another program may take the processor, but not each time. */
const TRIES = 40;

/**
 * The shortest of several runs, which ends as soon as one is short enough: by the clock, or by the
 * processor's time where others take the processor in the midst of each.
 */
function shortest(run: () => void, enough: number): number {
  let best = Infinity;
  for (let tries = 0; tries < TRIES && best > enough; tries++) {
    const [started, used] = [performance.now(), cpuUsage()];
    run();
    const { user, system } = cpuUsage(used);
    best = Math.min(best, performance.now() - started, (user + system) / 1000);
  }
  return best;
}

const isName = (name: string) => name === "ab" || name === "a b";
const isRoom = (name: string) => name === "b";

Deno.test("text (M8) - 4,000 characters of anything are read within 5 ms", () => {
  const slow = hostileTexts().flatMap(([name, text]) => {
    const time = shortest(() => readText(text, isName, isRoom), LONGEST);
    return time > LONGEST ? [`${name}: ${time.toFixed(1)} ms`] : [];
  });
  assert(slow.length === 0, slow.join("\n"));
});

Deno.test("text (M8) - four times as much takes four times as long, not sixteen", () => {
  const short = hostileTexts();
  const slow = hostileTexts(4 * LIMITS.text).flatMap(([name, text], at) => {
    const read = (text: string) => () => readText(text, isName, isRoom);
    // Between four and sixteen; a text that takes no time has none to compare with.
    const enough = 9 * Math.max(0.2, shortest(read(short[at]![1]), 0));
    const time = shortest(read(text), enough);
    return time > enough ? [`${name}: ${time.toFixed(1)} ms of ${enough.toFixed(1)} ms`] : [];
  });
  assert(slow.length === 0, slow.join("\n"));
});

Deno.test("text (M8) - nothing nests so deep that it cannot be drawn", () => {
  const depthOf = (part: unknown): number =>
    typeof part !== "object" || part === null
      ? 0
      : 1 + Math.max(0, ...Object.values(part).map(depthOf));
  for (const [name, text] of hostileTexts()) {
    assert(depthOf(readText(text)) < 80, name);
    plainText(text);
    mentionedNames(text, isName);
  }
});
