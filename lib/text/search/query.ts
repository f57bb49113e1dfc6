// What somebody types to search, taken apart.
import { addDays, type Civil, civilOf, momentOf } from "../when.ts";
import { type Part, partsOf, termOf, termsOf } from "./words.ts";

/** Words that are wanted one right after the other; of a single word mostly. */
export interface Wanted {
  parts: readonly Pick<Part, "is" | "text">[];
  /** The last one may be the beginning of a word. */
  prefix: boolean;
}

/** Operators whose value is a name, a day, or one of a few words. */
export const OPERATORS = ["from", "in", "has", "is", "before", "after", "during"] as const;
export type Operator = (typeof OPERATORS)[number];
export const HAS = ["link", "file", "image"] as const;
export type Has = (typeof HAS)[number];
export const IS = ["pinned", "thread", "bookmarked"] as const;
export type Is = (typeof IS)[number];

/** A time range in milliseconds UTC: `from ≤ at < to`. */
export interface TimeRange {
  from: number;
  to: number;
}

/** A query, read. */
export interface SearchQuery {
  wanted: Wanted[];
  unwanted: Wanted[];
  /** Names as typed; one of them wrote the message, or it stands in one of them. */
  from: string[];
  in: string[];
  has: Has[];
  is: Is[];
  time: TimeRange;
  /** Operators whose value says nothing: `has:nonsense`, `before:never`. */
  unread: { operator: Operator; value: string }[];
}

/** What a day that somebody names is, where they are. */
export interface QueryClock {
  now: number;
  /** An IANA time zone. */
  timeZone: string;
}

const TOKEN = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/giy;
/** What one searches for is a few words: what is beyond is not looked for. */
const MAX_TOKENS = 30;
/** The beginning of a word is looked for from so many letters on. */
const LEAST_PREFIX = 2;

/** Reads a query. Never fails: what says nothing is named in `unread`. */
export function readQuery(typed: string, clock: QueryClock): SearchQuery {
  const query: SearchQuery = {
    wanted: [],
    unwanted: [],
    from: [],
    in: [],
    has: [],
    is: [],
    unread: [],
    time: { from: 0, to: Infinity },
  };
  for (const token of tokensOf(typed)) {
    const { operator, value } = token;
    if (operator) {
      if (!addOperator(query, operator, value, clock)) query.unread.push({ operator, value });
      continue;
    }
    const parts = partsOf(value).map(({ is, text }) => ({ is, text }));
    const last = parts.at(-1);
    if (!last) continue;
    const prefix = token.open && !token.not && last.is === "word" &&
      [...last.text].length >= LEAST_PREFIX;
    (token.not ? query.unwanted : query.wanted).push({ parts, prefix });
  }
  return query;
}

/** Whether a query asks for anything. */
export function asksNothing({ wanted, from, in: within, has, is, time }: SearchQuery): boolean {
  return wanted.length + from.length + within.length + has.length + is.length === 0 &&
    time.from === 0 && time.to === Infinity;
}

/** A token of a query. `open`: the last one, which may not be finished. */
export interface Token {
  operator?: Operator;
  value: string;
  not: boolean;
  open: boolean;
}

/** The tokens of what was typed. */
export function tokensOf(typed: string): Token[] {
  const tokens: Token[] = [];
  const text = typed.normalize("NFC");
  for (let at = 0; tokens.length < MAX_TOKENS;) {
    while (/\s/.test(text[at] ?? "")) at++;
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) return tokens;
    at = TOKEN.lastIndex;
    const [whole, not, name, quoted, bare] = found;
    const operator = OPERATORS.find((one) => one === name?.toLowerCase());
    const value = quoted ?? bare ?? "";
    const open = quoted === undefined && at === text.length;
    // “https://…” and “note: …” are words.
    const words = name !== undefined && !operator ? whole.slice(not?.length) : value;
    tokens.push({ ...(operator && { operator }), value: words, not: not === "-", open });
  }
  return tokens;
}

/** What an index is asked for: messages that have one of `terms`, whole or as the beginning of one. */
export interface Lookup {
  terms: string[];
  prefix?: true;
}

/** What finds every message that may have what is wanted, and few others. */
export function lookupsOf({ parts, prefix }: Wanted): Lookup[] {
  return parts.flatMap((part, n): Lookup[] => {
    if (part.is === "word") {
      const open = prefix && n === parts.length - 1;
      return [{ terms: [termOf(part.text)], ...(open && { prefix: true }) }];
    }
    const terms = termsOf(part);
    if (terms.length === 1) return [{ terms, prefix: true }];
    return terms.slice(0, -1).map((term) => ({ terms: [term] }));
  });
}

/** Whether what is wanted stands among the parts of a text, and which of them it is. */
export function findWanted(
  parts: readonly Part[],
  wanted: Wanted,
  from = 0,
): Part[] | undefined {
  const { length } = wanted.parts;
  for (let at = from; at + length <= parts.length; at++) {
    if (wanted.parts.every((one, n) => stands(parts[at + n], one, place(wanted, n)))) {
      return parts.slice(at, at + length);
    }
  }
  return undefined;
}

type Place = { first: boolean; last: boolean; prefix: boolean };

function place({ parts, prefix }: Wanted, n: number): Place {
  const last = n === parts.length - 1;
  return { first: n === 0, last, prefix: prefix && last };
}

function stands(
  part: Part | undefined,
  one: Pick<Part, "is" | "text">,
  { first, last, prefix }: Place,
): boolean {
  if (part?.is !== one.is) return false;
  if (one.is === "word") return prefix ? part.text.startsWith(one.text) : part.text === one.text;
  if (first && last) return part.text.includes(one.text);
  if (first) return part.text.endsWith(one.text);
  return last ? part.text.startsWith(one.text) : part.text === one.text;
}

function addOperator(
  query: SearchQuery,
  operator: Operator,
  value: string,
  clock: QueryClock,
): boolean {
  switch (operator) {
    case "from":
    case "in": {
      const name = value.replace(/^[@#]/, "").trim();
      if (name === "") return false;
      query[operator].push(name);
      return true;
    }
    case "has": {
      const has = HAS.find((one) => one === value.toLowerCase());
      if (has) query.has.push(has);
      return has !== undefined;
    }
    case "is": {
      const is = IS.find((one) => one === value.toLowerCase());
      if (is) query.is.push(is);
      return is !== undefined;
    }
    default: {
      const range = readRange(value, clock);
      if (!range) return false;
      const { time } = query;
      if (operator !== "before") time.from = Math.max(time.from, range.from);
      if (operator === "before") time.to = Math.min(time.to, range.from);
      if (operator === "during") time.to = Math.min(time.to, range.to);
      return true;
    }
  }
}

const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/** A year, a month or a day; “today”, “yesterday”. */
function readRange(value: string, { now, timeZone }: QueryClock): TimeRange | undefined {
  const word = value.toLowerCase();
  const moment = (civil: Civil) => momentOf({ ...civil, hour: 0, minute: 0 }, timeZone);
  const oneDay = (day: Civil) => ({ from: moment(day), to: moment(addDays(day, 1)) });
  if (word === "today") return oneDay(civilOf(now, timeZone));
  if (word === "yesterday") return oneDay(addDays(civilOf(now, timeZone), -1));
  const [, year, month, day] = DATE.exec(value) ?? [];
  if (year === undefined) return undefined;
  const at = { month: Number(month ?? 1), day: Number(day ?? 1), hour: 0, minute: 0 };
  const first: Civil = { year: Number(year), ...at };
  const date = new Date(Date.UTC(first.year, first.month - 1, first.day));
  if (date.getUTCMonth() !== first.month - 1 || date.getUTCDate() !== first.day) return undefined;
  if (day !== undefined) return oneDay(first);
  const after = month === undefined || first.month === 12
    ? { ...first, year: first.year + 1, month: 1 }
    : { ...first, month: first.month + 1 };
  return { from: moment(first), to: moment(after) };
}
