const MAX_HREF = 2_048;
/** Brackets inside an address; more are no address. */
const MAX_DEPTH = 32;
const PROTOCOLS: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);
const TITLE = /[ \t\n]+(?:"((?:\\.|[^"\\]){0,300})"|'((?:\\.|[^'\\]){0,300})')/y;

/** The http, https or mailto address that a text is, as the URL parser normalises it. */
export function hrefOf(written: string): string | undefined {
  if (written === "" || written.length > MAX_HREF || !URL.canParse(written)) return undefined;
  const { href, protocol } = new URL(written);
  return PROTOCOLS.has(protocol) ? href : undefined;
}

/** The `(address "title")` at an index: where it leads, and where it ends. */
export function readDestination(
  text: string,
  at: number,
): { href: string; title?: string; end: number } | undefined {
  if (text[at] !== "(") return undefined;
  const start = skipSpace(text, at + 1);
  const address = text[start] === "<" ? angled(text, start) : bare(text, start);
  const href = address && hrefOf(address.written);
  if (!address || href === undefined) return undefined;
  TITLE.lastIndex = address.end;
  const [whole = "", double, single] = TITLE.exec(text) ?? [];
  const end = skipSpace(text, address.end + whole.length);
  if (text[end] !== ")") return undefined;
  const title = double ?? single;
  return { href, ...(title && { title: title.replace(/\\(["'\\])/g, "$1") }), end: end + 1 };
}

interface Address {
  written: string;
  end: number;
}

function angled(text: string, start: number): Address | undefined {
  for (let at = start + 1; at < Math.min(text.length, start + MAX_HREF); at++) {
    if (text[at] === ">") return { written: text.slice(start + 1, at), end: at + 1 };
    if (text[at] === "<" || text[at] === "\n") return undefined;
  }
  return undefined;
}

/** Up to a space, or the bracket that it did not open itself. */
function bare(text: string, start: number): Address | undefined {
  let depth = 0;
  let at = start;
  for (; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (/\s/.test(sign)) break;
    if (sign === "(" && ++depth > MAX_DEPTH) return undefined;
    if (sign === ")" && --depth < 0) break;
    if (at - start > MAX_HREF) return undefined;
  }
  return depth > 0 ? undefined : { written: text.slice(start, at), end: at };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/[ \t\n]/.test(text[at] ?? "")) at++;
  return at;
}
