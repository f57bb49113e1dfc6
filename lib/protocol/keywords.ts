// Words that somebody wants to be notified of. Both sides look for them: the server, so that they are
// counted and kept for the inbox, and the client of who has them, which is told of no other's.

import { KEYWORD_LENGTH, MAX_KEYWORDS } from "./limits.ts";

/** Letters, digits and what belongs to them: a keyword begins and ends where such a run does. */
const WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Scripts without spaces between words: a keyword may stand anywhere in them. */
const UNSPACED =
  /[\p{Script=Han}\p{scx=Hira}\p{scx=Kana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** A text as keywords are compared: without capitals, accents and double spaces. */
export function foldKeyword(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ").trim();
}

/**
 * What somebody typed as keywords, one each: trimmed, those that differ once. `undefined` where one is
 * too short or too long, or there are too many.
 */
export function readKeywords(typed: readonly string[]): string[] | undefined {
  const kept = new Map<string, string>();
  for (const one of typed) {
    const shown = one.normalize("NFC").replace(/\s+/gu, " ").trim();
    if (shown === "") continue;
    const length = [...shown].length;
    if (length > KEYWORD_LENGTH.most || [...foldKeyword(shown)].length < KEYWORD_LENGTH.least) {
      return undefined;
    }
    if (!kept.has(foldKeyword(shown))) kept.set(foldKeyword(shown), shown);
  }
  return kept.size > MAX_KEYWORDS ? undefined : [...kept.values()];
}

/** A sign of keywords, what may follow it, and whose keyword ends here. */
interface Step<Of> {
  next: Map<string, Step<Of>>;
  of: Set<Of>;
}

/**
 * Keywords of any number of people, found in one walk over a text, however many there are. `of` says
 * whose a keyword is; the same one may be of many.
 */
export class KeywordMatcher<Of> {
  readonly #start: Step<Of> = { next: new Map(), of: new Set() };

  add(keyword: string, of: Of): void {
    let step = this.#start;
    for (const unit of foldKeyword(keyword).split("")) {
      const next = step.next.get(unit) ?? { next: new Map(), of: new Set() };
      step.next.set(unit, next);
      step = next;
    }
    step.of.add(of);
  }

  remove(keyword: string, of: Of): void {
    const units = foldKeyword(keyword).split("");
    const steps = [this.#start];
    for (const unit of units) {
      const next = steps.at(-1)?.next.get(unit);
      if (!next) return;
      steps.push(next);
    }
    steps.at(-1)?.of.delete(of);
    for (let n = units.length; n > 0; n--) {
      const step = steps[n];
      if (step && (step.of.size > 0 || step.next.size > 0)) return;
      steps[n - 1]?.next.delete(units[n - 1] ?? "");
    }
  }

  get isEmpty(): boolean {
    return this.#start.next.size === 0;
  }

  /** Whose keywords the text holds. */
  find(text: string): Set<Of> {
    const found = new Set<Of>();
    if (this.isEmpty) return found;
    const folded = foldKeyword(text);
    for (let from = 0; from < folded.length; from++) {
      let step = this.#start.next.get(folded.charAt(from));
      for (let to = from + 1; step; to++) {
        if (step.of.size > 0 && standsAlone(folded, from, to)) {
          for (const one of step.of) found.add(one);
        }
        step = step.next.get(folded.charAt(to));
      }
    }
    return found;
  }
}

/** Whether what is from `from` to `to` is no part of a longer word. */
function standsAlone(text: string, from: number, to: number): boolean {
  return !joins(signBefore(text, from), signAt(text, from)) &&
    !joins(signBefore(text, to), signAt(text, to));
}

function joins(one: string, next: string): boolean {
  if (!WORD.test(one) || !WORD.test(next)) return false;
  return !UNSPACED.test(one) && !UNSPACED.test(next);
}

function signAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0x20);
}

function signBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  const isPair = low >= 0xdc00 && low <= 0xdfff;
  return at === 0 ? " " : text.slice(at - (isPair ? 2 : 1), at);
}
