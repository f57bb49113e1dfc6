/** The `code` of a text. The runs of backticks are found once, whatever is asked. */
export class CodeSpans {
  /** For each length the indexes at which runs of it begin, ascending. */
  #runs: Map<number, number[]> | undefined;

  constructor(readonly text: string) {}

  /** The code that a run of backticks begins, if another one ends it, and where to go on. */
  at(start: number): { text?: string; end: number } {
    let open = start;
    while (this.text[open] === "`") open++;
    const length = open - start;
    const starts = this.#startsOf(length);
    // Earlier ones are behind: nobody asks for them again.
    while (starts.length > 0 && (starts.at(-1) ?? 0) < open) starts.pop();
    const close = starts.at(-1);
    if (close === undefined) return { end: open };
    return { text: trimmed(this.text.slice(open, close)), end: close + length };
  }

  #startsOf(length: number): number[] {
    if (!this.#runs) {
      this.#runs = new Map();
      for (const { 0: { length }, index } of [...this.text.matchAll(/`+/g)].reverse()) {
        const starts = this.#runs.get(length);
        if (starts) starts.push(index);
        else this.#runs.set(length, [index]);
      }
    }
    return this.#runs.get(length) ?? [];
  }
}

/** A line break is a space, and one space at each side lets code begin with a backtick. */
function trimmed(code: string): string {
  const text = code.replaceAll("\n", " ");
  return /^ .* $/.test(text) && /[^ ]/.test(text) ? text.slice(1, -1) : text;
}
