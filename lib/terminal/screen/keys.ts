/** Something that was done at the keyboard or with the mouse. */
export type Key =
  /** Signs that were typed, or pasted as a whole. */
  | { is: "text"; text: string; pasted?: true }
  /** `ctrl-k`, `alt-up`, `f1`, `enter`, `escape` … */
  | { is: "key"; name: string }
  | { is: "wheel"; by: number; x: number; y: number }
  | { is: "press"; x: number; y: number }
  /** The window was given the focus, or lost it. */
  | { is: "focus"; on: boolean }
  /** The terminal answered what was asked of it (kitty.ts): about pictures, and the pixels of a cell. */
  | { is: "graphics"; answer: string }
  | { is: "cell"; width: number; height: number };

const FINAL: Record<string, string> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  H: "home",
  F: "end",
  P: "f1",
  Q: "f2",
  Z: "shift-tab",
};
const TILDE: Record<string, string> = {
  "1": "home",
  "3": "delete",
  "4": "end",
  "5": "page-up",
  "6": "page-down",
  "7": "home",
  "8": "end",
  "11": "f1",
};
const PASTE = { begin: "\x1b[200~", end: "\x1b[201~" };

/** A sequence that is not whole yet. */
// deno-lint-ignore no-control-regex -- the sequences of a terminal
const PARTIAL = /^\x1b(?:\[[\d;<?]*|O)?$/;
/** An answer of the terminal, which comes whole or in parts: nobody types it. */
// deno-lint-ignore no-control-regex -- the sequences of a terminal
const PARTIAL_ANSWER = /^\x1b_(?:G[^\x1b]{0,200}\x1b?)?$/;
// deno-lint-ignore no-control-regex -- the sequences of a terminal
const ANSWER = /^\x1b_G([^\x1b]*)\x1b\\/;
// deno-lint-ignore no-control-regex -- the sequences of a terminal
const CSI = /^\x1b\[([<?]?)([\d;]*)([A-Za-z~])/;
// deno-lint-ignore no-control-regex -- the sequences of a terminal
const SS3 = /^\x1bO([A-Z])/;
// deno-lint-ignore no-control-regex -- what is no control
const TEXT = /^[^\u0000-\u001f\u007f]+/;

/** Reads what a terminal in raw mode sends. What is cut between two reads is put together. */
export class KeyReader {
  #held = "";

  /** Whether an escape waits: it was the key, unless more of a sequence follows at once. */
  get waits(): boolean {
    return PARTIAL.test(this.#held) || PARTIAL_ANSWER.test(this.#held);
  }

  read(text: string): Key[] {
    this.#held += text;
    const keys: Key[] = [];
    while (this.#held !== "" && !this.waits) {
      if (this.#held.startsWith(PASTE.begin)) {
        const end = this.#held.indexOf(PASTE.end);
        if (end < 0) break; // the rest of it comes
        const pasted = this.#held.slice(PASTE.begin.length, end).replace(/\r\n?/g, "\n");
        keys.push({ is: "text", text: pasted, pasted: true });
        this.#held = this.#held.slice(end + PASTE.end.length);
        continue;
      }
      const [key, length] = next(this.#held);
      this.#held = this.#held.slice(length);
      if (key) keys.push(key);
    }
    return keys;
  }

  /** Nothing followed the escape: it was the key. */
  flush(): Key[] {
    const held = this.#held;
    if (!PARTIAL.test(held) && held !== "\x1b_") return []; // an answer goes on, however late
    this.#held = "";
    if (held === "\x1b_") return [{ is: "key", name: "alt-_" }];
    return held === "\x1b" ? [{ is: "key", name: "escape" }] : [];
  }
}

function next(held: string): [Key | undefined, number] {
  const answer = ANSWER.exec(held);
  if (answer) return [{ is: "graphics", answer: answer[1] ?? "" }, answer[0].length];
  const csi = CSI.exec(held);
  if (csi) return [csiKey(csi), csi[0].length];
  const ss3 = SS3.exec(held);
  if (ss3) {
    const name = FINAL[ss3[1] ?? ""];
    return [name === undefined ? undefined : { is: "key", name }, ss3[0].length];
  }
  if (held.startsWith("\x1b")) {
    const [key, length] = next(held.slice(1));
    if (key?.is === "key") return [{ is: "key", name: `alt-${key.name}` }, length + 1];
    const [sign = ""] = held.slice(1);
    return [{ is: "key", name: `alt-${sign}` }, 1 + sign.length];
  }
  const [text] = TEXT.exec(held) ?? [];
  if (text !== undefined) return [{ is: "text", text }, text.length];
  return [{ is: "key", name: controlName(held.charCodeAt(0)) }, 1];
}

function controlName(code: number): string {
  switch (code) {
    case 9:
      return "tab";
    case 10:
      return "ctrl-j";
    case 13:
      return "enter";
    case 127:
    case 8:
      return "backspace";
    case 0:
      return "ctrl-space";
    default:
      return `ctrl-${String.fromCharCode(code + 96)}`;
  }
}

/** Modifiers are told as a number beside the key: 1, and 1 for shift, 2 for alt, 4 for control. */
function csiKey([, mark, numbers = "", final = ""]: RegExpExecArray): Key | undefined {
  const given = numbers.split(";").map(Number);
  if (mark === "<") return mouseKey(given, final);
  if (mark !== "") return undefined;
  if (final === "t") return cellSize(given);
  if (final === "I" || final === "O") return { is: "focus", on: final === "I" };
  const name = final === "~" ? TILDE[String(given[0])] : FINAL[final];
  if (name === undefined) return undefined;
  const bits = (given[1] ?? 1) - 1;
  const prefix = `${bits & 4 ? "ctrl-" : ""}${bits & 2 ? "alt-" : ""}${bits & 1 ? "shift-" : ""}`;
  return { is: "key", name: prefix + name };
}

/** The answer to `CSI 16 t`: 6, the height and the width. */
function cellSize([what, height = 0, width = 0]: number[]): Key | undefined {
  return what === 6 && width > 0 && height > 0 ? { is: "cell", width, height } : undefined;
}

/** Reports of SGR 1006: the wheel is 64 up and 65 down. */
function mouseKey([button = 0, x = 1, y = 1]: number[], final: string): Key | undefined {
  const place = { x: x - 1, y: y - 1 };
  if (button === 64 || button === 65) return { is: "wheel", by: button === 64 ? 1 : -1, ...place };
  return button === 0 && final === "M" ? { is: "press", ...place } : undefined;
}
