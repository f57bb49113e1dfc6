import type { MessageEvent } from "../../protocol/events.ts";
import type { SearchHit } from "../../protocol/requests/search.ts";
import { textsOf } from "../../text/search/message.ts";
import type { SearchQuery, Wanted } from "../../text/search/query.ts";
import { type Part, partsOf } from "../../text/search/words.ts";

/** How often a word is said counts for less each time: twice is worth more than once, not twice as much. */
const OFTEN = 1.2;
/** How much the length of a message counts, and what a usual one has, in words. */
const LENGTH_COUNTS = 0.5;
const USUAL_WORDS = 12;
/** The beginning of a word is worth so much of the whole one. */
const BEGUN = 0.6;
/** What is added where all that is looked for stands side by side in its order. */
const TOGETHER = 1.5;
/** A message half as old counts for so much more. */
const NEWER = 0.15;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Hits, those first that say most of what was looked for: each word, in a short message rather than in a
 * long one, whole rather than begun, side by side rather than far apart; of equal ones the newest first.
 */
export function bestFirst(
  hits: readonly SearchHit[],
  { wanted }: Pick<SearchQuery, "wanted">,
  now: number,
): SearchHit[] {
  return hits.map((hit) => ({
    hit,
    score: hit.event.kind === "message" ? scoreOf(hit.event, wanted, now) : 0,
  })).sort((a, b) => b.score - a.score || b.hit.event.at - a.hit.event.at)
    .map(({ hit }) => hit);
}

/** How well a message says what is wanted. */
function scoreOf(message: MessageEvent, wanted: readonly Wanted[], now: number): number {
  const texts = textsOf(message).map(partsOf);
  const words = texts.reduce((sum, parts) => sum + parts.length, 0);
  const length = 1 - LENGTH_COUNTS + LENGTH_COUNTS * words / USUAL_WORDS;
  let score = 0;
  for (const one of wanted) {
    const said = texts.reduce((sum, parts) => sum + timesSaid(parts, one), 0);
    score += said * (OFTEN + 1) / (said + OFTEN * length);
  }
  if (wanted.length > 1 && texts.some((parts) => standTogether(parts, wanted))) score += TOGETHER;
  const days = Math.max(0, now - message.at) / DAY_MS;
  return score - NEWER * Math.log2(1 + days);
}

/** How often it stands in a text; begun words in part. */
function timesSaid(parts: readonly Part[], { parts: looked, prefix }: Wanted): number {
  const last = looked.length - 1;
  let times = 0;
  for (let at = 0; at + last < parts.length; at++) {
    let worth = 1;
    for (const [n, one] of looked.entries()) {
      const part = parts[at + n];
      if (part?.text === one.text) continue;
      const begun = part?.is === "word"
        ? prefix && n === last && part.text.startsWith(one.text)
        : part?.is === one.is && part.text.includes(one.text);
      worth = begun ? worth * (part?.is === "word" ? BEGUN : 1) : 0;
    }
    times += worth;
  }
  return times;
}

/** Whether all of it stands side by side, in the order in which it was asked for. */
function standTogether(parts: readonly Part[], wanted: readonly Wanted[]): boolean {
  const looked = wanted.flatMap((one) => one.parts);
  const end = parts.length - looked.length;
  for (let at = 0; at <= end; at++) {
    if (looked.every((one, n) => parts[at + n]?.text.startsWith(one.text))) return true;
  }
  return false;
}
