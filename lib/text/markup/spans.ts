import { linkAt } from "../links.ts";
import { mentionAt, mentionCandidates } from "../mentions.ts";
import { buildSpans, type Token } from "./build.ts";
import { CodeSpans } from "./code_spans.ts";
import { hrefOf, readDestination } from "./destination.ts";
import type { Reader } from "./reader.ts";
import { matchRuns, type Run, runAt } from "./runs.ts";

/** Where something can start or end; everything before it is text. */
const SPECIAL = /[*_~`|[\]\\@#<]|https?:\/\//gi;
/** The same, where the community has emoji of its own. */
const SPECIAL_WITH_EMOJI = /[*_~`|[\]\\@#<:]|https?:\/\//gi;
const EMOJI = /:[a-z0-9_-]{2,32}:/y;
/** A backslash before one of these shows it as it is; before anything else it is a backslash. */
const ESCAPABLE = /[*_~`|[\]<@#]/;
const RUN = /\*+|_+|~+|\|+/y;
/** A shrug keeps its arm: ¯\_(ツ)_/¯ */
const ARM = "¯";
const ADDRESS = /<((?:https?|mailto):[^\s<>]*)>/iy;
const ROOM = /#([a-z0-9][a-z0-9-]*)(?![\p{L}\p{N}_])/iuy;
const IN_WORD = /[\p{L}\p{N}_&#/]/u;

/** Parses the text of a paragraph, line breaks included. Never throws; takes linear time. */
export function readSpans(text: string, reader: Reader) {
  return new SpanReader(text, reader).read();
}

/** A `[` that may begin a link: its token, and how many runs of marks stood before it. */
interface Bracket {
  token: number;
  runs: number;
}

class SpanReader {
  readonly #tokens: Token[] = [];
  readonly #code: CodeSpans;
  #runs: Run[] = [];
  #brackets: Bracket[] = [];
  /** Up to where the text is in tokens. */
  #written = 0;

  constructor(readonly text: string, readonly reader: Reader) {
    this.#code = new CodeSpans(text);
  }

  read() {
    const { text } = this;
    const special = this.reader.isEmoji ? SPECIAL_WITH_EMOJI : SPECIAL;
    for (let at = nextOf(special, text, 0); at !== -1;) {
      at = nextOf(special, text, this.#special(at));
    }
    this.#write(text.length, text.length);
    matchRuns(this.#runs);
    return buildSpans(this.#tokens);
  }

  /** Reads what stands at an index; returns where to go on. */
  #special(at: number): number {
    switch (this.text[at]) {
      case "\\":
        return this.#escape(at);
      case "`":
        return this.#codeAt(at);
      case "[":
        this.#write(at, at + 1, { is: "open", text: "[" });
        this.#brackets.push({ token: this.#tokens.length - 1, runs: this.#runs.length });
        return at + 1;
      case "]":
        return this.#closeBracket(at);
      case "<":
        return this.#address(at);
      case "@":
        return this.#mention(at);
      case "#":
        return this.#room(at);
      case ":":
        return this.#emoji(at);
      case "*":
      case "_":
      case "~":
      case "|":
        return this.#run(at);
      default:
        return this.#link(at);
    }
  }

  /** Puts the text up to `at` and a token into the list; goes on behind `end`. */
  #write(at: number, end: number, token?: Token): number {
    if (at > this.#written) {
      this.#tokens.push({ is: "text", text: this.text.slice(this.#written, at) });
    }
    if (token) this.#tokens.push(token);
    return this.#written = end;
  }

  #escape(at: number): number {
    if (this.text[at - 1] === ARM) return at + 2;
    const next = this.text[at + 1] ?? "";
    const escapes = ESCAPABLE.test(next) ||
      next === "\\" && ESCAPABLE.test(this.text[at + 2] ?? "");
    return escapes ? this.#write(at, at + 2, { is: "text", text: next }) : at + 1;
  }

  #codeAt(at: number): number {
    const { text, end } = this.#code.at(at);
    return text === undefined
      ? end
      : this.#write(at, end, { is: "leaf", span: { is: "code", text } });
  }

  #run(at: number): number {
    RUN.lastIndex = at;
    const end = at + (RUN.exec(this.text)?.[0].length ?? 1);
    const run = runAt(this.text, at, end);
    if (!run.canOpen && !run.canClose) return end;
    this.#runs.push(run);
    return this.#write(at, end, { is: "run", run });
  }

  #mention(at: number): number {
    const { text, reader } = this;
    if (reader.mentionsLeft === 0 || mentionCandidates(text, at).length === 0) return at + 1;
    reader.mentionsLeft--;
    const name = mentionAt(text, at, reader.isName);
    if (name === undefined) return at + 1;
    return this.#write(at, at + 1 + name.length, { is: "leaf", span: { is: "mention", name } });
  }

  #room(at: number): number {
    if (IN_WORD.test(this.text[at - 1] ?? "")) return at + 1;
    ROOM.lastIndex = at;
    const [text = "", written = ""] = ROOM.exec(this.text) ?? [];
    const name = written.replace(/-+$/, "").toLowerCase();
    if (name === "" || !this.reader.isRoom(name)) return at + 1;
    const shown = text.slice(0, 1 + name.length);
    return this.#write(at, at + shown.length, {
      is: "leaf",
      span: { is: "room", name, text: shown },
    });
  }

  #emoji(at: number): number {
    EMOJI.lastIndex = at;
    const text = EMOJI.exec(this.text)?.[0] ?? "";
    if (text === "" || !this.reader.isEmoji?.(text)) return at + 1;
    return this.#write(at, at + text.length, { is: "leaf", span: { is: "emoji", text } });
  }

  #link(at: number): number {
    const { reader } = this;
    if (reader.failedLinksLeft === 0) return at + 1;
    const link = linkAt(this.#upToLabel(at), at);
    if (!link) {
      reader.failedLinksLeft--;
      return at + 1;
    }
    return this.#linked(at, at + link.text.length, link.href, link.text);
  }

  /** Inside brackets an address ends where the address of their link may begin. */
  #upToLabel(at: number): string {
    if (this.#brackets.length === 0) return this.text;
    const label = this.text.indexOf("](", at);
    return label === -1 ? this.text : this.text.slice(0, label);
  }

  #address(at: number): number {
    ADDRESS.lastIndex = at;
    const [whole = "", written = ""] = ADDRESS.exec(this.text) ?? [];
    const href = hrefOf(written);
    if (href === undefined) return at + 1;
    return this.#linked(at, at + whole.length, href, written.replace(/^mailto:/i, ""));
  }

  #linked(at: number, end: number, href: string, text: string): number {
    const spans = [{ is: "text", text } as const];
    return this.#write(at, end, { is: "leaf", span: { is: "link", href, spans } });
  }

  #closeBracket(at: number): number {
    const bracket = this.#brackets.pop();
    const found = bracket && readDestination(this.text, at + 1);
    if (!bracket || !found) return at + 1;
    const { end, ...target } = found;
    this.#write(at, end, { is: "close" });
    this.#tokens[bracket.token] = { is: "open", text: "[", ...target };
    matchRuns(this.#runs.splice(bracket.runs));
    this.#brackets = []; // a link stands in no other
    return end;
  }
}

function nextOf(special: RegExp, text: string, from: number): number {
  special.lastIndex = from;
  return special.exec(text)?.index ?? -1;
}
