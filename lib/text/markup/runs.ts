/** What a run of marks makes of the text between it and its counterpart. */
export type Emphasis = "bold" | "italic" | "strike" | "spoiler";

/** A run of `*`, `_`, `~` or `|`, and what it opens and closes. */
export interface Run {
  mark: string;
  /** How many of its marks are still text. */
  left: number;
  length: number;
  opens: Emphasis[];
  closes: Emphasis[];
  canOpen: boolean;
  canClose: boolean;
}

const SPACE = /\s/u;
const SIGN = /[\p{P}\p{S}]/u;
const DIGIT = /\d/;
/** Scripts that put no space around what they emphasise, and their punctuation. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;

/**
 * The run of marks between two indexes, by CommonMark's rules of flanking, with two exceptions: beside
 * Chinese, Japanese and Korean letters a punctuation mark is as good as a space, and `2*3*4` is a sum.
 */
export function runAt(text: string, start: number, end: number): Run {
  const mark = text[start] ?? "";
  const before = lastSign(text, start);
  const after = end < text.length ? String.fromCodePoint(text.codePointAt(end) ?? 0) : " ";
  const left = flanks(before, after);
  const right = flanks(after, before);
  const sum = DIGIT.test(before) && DIGIT.test(after);
  const length = end - start;
  const inWord = mark === "_" && left && right;
  const usable = mark === "*" || mark === "_" ? !sum : length === 2;
  return {
    mark,
    left: length,
    length,
    opens: [],
    closes: [],
    canOpen: usable && left && (!inWord || SIGN.test(before)),
    canClose: usable && right && (!inWord || SIGN.test(after)),
  };
}

/** Whether a run clings to the sign at its inner side. */
function flanks(outer: string, inner: string): boolean {
  if (SPACE.test(inner)) return false;
  return !SIGN.test(inner) || SPACE.test(outer) || SIGN.test(outer) || UNSPACED.test(outer) ||
    UNSPACED.test(inner);
}

function lastSign(text: string, end: number): string {
  if (end === 0) return " ";
  const unit = text.charCodeAt(end - 1);
  const low = unit >= 0xdc00 && unit <= 0xdfff && end > 1;
  return text.slice(low ? end - 2 : end - 1, end);
}

/**
 * Finds the counterparts among runs that stand in the text's order. Each run is looked at a bounded
 * number of times: what no earlier run can open is remembered by kind.
 */
export function matchRuns(runs: readonly Run[]): void {
  const open: Run[] = [];
  const searched = new Map<string, number>();
  const dropFrom = (index: number) => {
    open.length = index;
    for (const [key, bottom] of searched) if (bottom > index) searched.set(key, index);
  };
  for (const run of runs) {
    while (run.canClose && run.left > 0) {
      const key = `${run.mark}${run.canOpen}${run.length % 3}`;
      const index = openerOf(run, open, searched.get(key) ?? 0);
      const opener = open[index];
      if (!opener) {
        searched.set(key, open.length);
        break;
      }
      const used = opener.left >= 2 && run.left >= 2 ? 2 : 1;
      const emphasis = emphasisOf(run.mark, used);
      for (const one of [opener, run]) one.left -= used;
      opener.opens.push(emphasis);
      run.closes.push(emphasis);
      dropFrom(opener.left > 0 ? index + 1 : index);
    }
    if (run.canOpen && run.left > 0) open.push(run);
  }
}

function openerOf(run: Run, open: readonly Run[], bottom: number): number {
  for (let index = open.length - 1; index >= bottom; index--) {
    const one = open[index];
    if (one?.mark === run.mark && fits(one, run)) return index;
  }
  return -1;
}

/** CommonMark's rule of three, which reads `**a*b**` as bold. */
function fits(opener: Run, closer: Run): boolean {
  if (!opener.canClose && !closer.canOpen) return true;
  return (opener.length + closer.length) % 3 !== 0 ||
    opener.length % 3 === 0 && closer.length % 3 === 0;
}

function emphasisOf(mark: string, used: number): Emphasis {
  if (mark === "~") return "strike";
  if (mark === "|") return "spoiler";
  return used === 2 ? "bold" : "italic";
}
