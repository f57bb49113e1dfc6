/** A place in a line. `before` resolves when whoever stands before has passed; `pass` lets the next. */
export interface PlaceInLine {
  before: Promise<void>;
  pass(): void;
}

/** Lines by key: what is prepared side by side still happens in the order in which it was asked. */
export class Lines {
  readonly #last = new Map<string, Promise<void>>();

  /** Takes the next place in the line of `key`. Whoever takes one must pass, come what may. */
  take(key: string): PlaceInLine {
    const before = this.#last.get(key) ?? Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const passed = before.then(() => promise);
    this.#last.set(key, passed);
    passed.then(() => {
      if (this.#last.get(key) === passed) this.#last.delete(key);
    });
    return { before, pass: resolve };
  }
}
