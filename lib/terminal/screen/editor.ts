import { clustersOf } from "./clusters.ts";

/** A field of several lines, by what a reader sees as signs. Pure. */
export class Editor {
  text = "";
  /** An index in the text, never within a sign. */
  caret = 0;

  set(text: string, caret = text.length): void {
    this.text = text;
    this.caret = caret;
  }

  insert(text: string): void {
    this.text = this.text.slice(0, this.caret) + text + this.text.slice(this.caret);
    this.caret += text.length;
  }

  /** Does what a key means to a field; false for one that means nothing here. */
  key(name: string): boolean {
    switch (name) {
      case "left":
      case "ctrl-b":
        return this.#to(this.caret - this.#before());
      case "right":
      case "ctrl-f":
        return this.#to(this.caret + this.#behind());
      case "home":
      case "ctrl-a":
        return this.#to(this.#lineStart());
      case "end":
      case "ctrl-e":
        return this.#to(this.#lineEnd());
      case "ctrl-left":
      case "alt-left":
      case "alt-b":
        return this.#to(this.#wordBefore());
      case "ctrl-right":
      case "alt-right":
      case "alt-f":
        return this.#to(this.#wordBehind());
      case "backspace":
        return this.#cut(this.caret - this.#before(), this.caret);
      case "delete":
        return this.#cut(this.caret, this.caret + this.#behind());
      case "ctrl-w":
      case "alt-backspace":
        return this.#cut(this.#wordBefore(), this.caret);
      case "ctrl-u":
        return this.#cut(this.#lineStart(), this.caret);
      case "alt-enter":
      case "ctrl-j":
        this.insert("\n");
        return true;
      case "up":
        return this.#vertical(-1);
      case "down":
        return this.#vertical(1);
      default:
        return false;
    }
  }

  #to(caret: number): true {
    this.caret = Math.max(0, Math.min(this.text.length, caret));
    return true;
  }

  #cut(from: number, to: number): true {
    this.text = this.text.slice(0, from) + this.text.slice(to);
    this.caret = from;
    return true;
  }

  /** Length of the sign before the caret. */
  #before(): number {
    return clustersOf(this.text.slice(0, this.caret)).at(-1)?.text.length ?? 0;
  }

  #behind(): number {
    return clustersOf(this.text.slice(this.caret))[0]?.text.length ?? 0;
  }

  #lineStart(at = this.caret): number {
    return at <= 0 ? 0 : this.text.lastIndexOf("\n", at - 1) + 1;
  }

  #lineEnd(): number {
    const end = this.text.indexOf("\n", this.caret);
    return end < 0 ? this.text.length : end;
  }

  #wordBefore(): number {
    const [word = ""] = /[^\s]*\s*$/.exec(this.text.slice(0, this.caret)) ?? [];
    return this.caret - word.length;
  }

  #wordBehind(): number {
    const [word = ""] = /^\s*[^\s]*/.exec(this.text.slice(this.caret)) ?? [];
    return this.caret + word.length;
  }

  /** The line above or below at the same sign; false where there is none. */
  #vertical(by: 1 | -1): boolean {
    const start = this.#lineStart();
    const column = clustersOf(this.text.slice(start, this.caret)).length;
    if (by < 0 ? start === 0 : this.#lineEnd() === this.text.length) return false;
    const target = by < 0 ? this.#lineStart(start - 1) : this.#lineEnd() + 1;
    const [line = ""] = this.text.slice(target).split("\n", 1);
    const signs = clustersOf(line).slice(0, column).map(({ text }) => text).join("");
    return this.#to(target + signs.length);
  }
}
