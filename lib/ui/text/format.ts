// What people write, read as a tree. Text stays text: nothing here can become HTML.

/** A piece of a line. */
export type Span =
  | { is: "text"; text: string }
  | { is: "code"; text: string }
  | { is: "bold" | "italic"; spans: Span[] }
  /** `href` is http or https, as the browser's own parser reads it. */
  | { is: "link"; href: string; text: string }
  | { is: "mention"; name: string };

/** A block of a message. `language` is what stands behind the opening fence. */
export type Block =
  | { is: "paragraph"; spans: Span[] }
  | { is: "code"; text: string; language?: string };

/** A fence stands alone on its line, but for the language behind the opening one. */
const FENCED = /(?:^|\n)```([\w+#.-]*)[ \t]*\n([\s\S]*?)(?:\n```[ \t]*(?=\n|$)|$)/g;
/** Emphasis inside emphasis goes this deep. */
const MAX_DEPTH = 4;

/**
 * Reads a message: ``` fences, `code`, **bold**, *italic*, links and mentions of the given names.
 * Everything else is text, line breaks included. Never throws.
 */
export function readText(text: string, names: readonly string[] = []): Block[] {
  const blocks: Block[] = [];
  const mentions = mentionPattern(names);
  let from = 0;
  const paragraph = (part: string) => {
    const trimmed = part.replace(/^\n+|\n+$/g, "");
    if (trimmed !== "") blocks.push({ is: "paragraph", spans: readSpans(trimmed, mentions, 0) });
  };
  for (const match of text.matchAll(FENCED)) {
    paragraph(text.slice(from, match.index));
    const [whole, language, code = ""] = match;
    blocks.push({ is: "code", text: code, ...(language ? { language } : {}) });
    from = match.index + whole.length;
  }
  paragraph(text.slice(from));
  return blocks;
}

const CODE = /`([^`\n]+)`/y;
const BOLD = /\*\*(?=\S)([^\n]*?\S)\*\*(?!\*)/y;
const ITALIC = /\*(?![\s*])([^*\n]*?[^\s*])\*(?![\w*])/y;
const LINK = /https?:\/\/[^\s<>"“”«»]+/iy;
/** Where a span can begin: everything up to there is text. */
const OPENING = /[`*@]|https?:\/\//gi;

function readSpans(text: string, mentions: RegExp | undefined, depth: number): Span[] {
  const spans: Span[] = [];
  let said = 0;
  OPENING.lastIndex = 0;
  for (let at = nextOpening(text, 0); at !== -1;) {
    const found = spanAt(text, at, mentions, depth);
    if (found) {
      if (at > said) spans.push({ is: "text", text: text.slice(said, at) });
      spans.push(found.span);
      said = at + found.length;
    }
    at = nextOpening(text, found ? said : at + 1);
  }
  if (said < text.length) spans.push({ is: "text", text: text.slice(said) });
  return spans;
}

function nextOpening(text: string, from: number): number {
  OPENING.lastIndex = from;
  return OPENING.exec(text)?.index ?? -1;
}

function spanAt(
  text: string,
  at: number,
  mentions: RegExp | undefined,
  depth: number,
): { span: Span; length: number } | undefined {
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const inside = (part: string) => readSpans(part, mentions, depth + 1);
  const afterWord = at > 0 && /[\p{L}\p{N}_]/u.test(text[at - 1] ?? "");
  switch (text[at]) {
    case "`": {
      const code = match(CODE);
      return code?.[1]
        ? { span: { is: "code", text: code[1] }, length: code[0].length }
        : undefined;
    }
    case "*": {
      if (depth >= MAX_DEPTH) return undefined;
      const bold = match(BOLD);
      if (bold?.[1]) {
        return { span: { is: "bold", spans: inside(bold[1]) }, length: bold[0].length };
      }
      const italic = afterWord ? null : match(ITALIC);
      if (!italic?.[1]) return undefined;
      return { span: { is: "italic", spans: inside(italic[1]) }, length: italic[0].length };
    }
    case "@": {
      const named = mentions && !afterWord ? match(mentions) : null;
      if (!named?.[1]) return undefined;
      return { span: { is: "mention", name: named[1] }, length: named[0].length };
    }
    default:
      return afterWord ? undefined : linkAt(match(LINK)?.[0]);
  }
}

function linkAt(found: string | undefined): { span: Span; length: number } | undefined {
  const text = found && withoutTrail(found);
  if (!text || !URL.canParse(text)) return undefined;
  const { href, protocol } = new URL(text);
  if (protocol !== "http:" && protocol !== "https:") return undefined;
  return { span: { is: "link", href, text }, length: text.length };
}

/** What ends a sentence, or marks that were not meant for the link. */
const TRAIL: ReadonlySet<string> = new Set(".,;:!?'’*`…");

/**
 * The end of a sentence is no part of a link, nor is a bracket that the link did not open. One pass:
 * a message of brackets alone must not take longer than any other.
 */
function withoutTrail(link: string): string {
  let unopened = count(link, ")") - count(link, "(");
  let end = link.length;
  for (; end > 0; end--) {
    const last = link[end - 1] ?? "";
    if (last === ")" && unopened > 0) unopened--;
    else if (!TRAIL.has(last)) break;
  }
  return link.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** All messages of a timeline are read with one list of names: its pattern is made once. */
const patterns = new WeakMap<readonly string[], RegExp>();

function mentionPattern(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  const known = patterns.get(names);
  if (known) return known;
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map(escapeForPattern);
  const pattern = new RegExp(`@(${longestFirst.join("|")})(?![\\p{L}\\p{N}_])`, "iuy");
  patterns.set(names, pattern);
  return pattern;
}

function escapeForPattern(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** More emoji than this in one message are drawn as text is. */
const MAX_BIG_EMOJI = 3;
/** Three of the longest, families of four with skin tones, need less. */
const MAX_BIG_UNITS = 100;
const graphemes = new Intl.Segmenter();

/** Whether a message is but a few emoji, which are drawn large. */
export function isBigEmoji(text: string): boolean {
  // Every emoji holds such a unit; most messages end here, before anything slow is made.
  if (text.length > MAX_BIG_UNITS || !/[\u2000-\uffff]/.test(text)) return false;
  const signs: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    if (segment.trim() === "") continue;
    if (signs.push(segment) > MAX_BIG_EMOJI) return false;
  }
  // `\p{RGI_Emoji}` would say it in one word, and takes 25 ms of a page's start to compile.
  const emoji = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\d#*]\ufe0f?\u20e3)/u;
  return signs.length > 0 && signs.every((sign) => emoji.test(sign));
}
