// A query as it is written: its parts, with one more or one less, and what it may go on with.
import { fold } from "../../protocol/fold.ts";
import { HAS, IS, type Operator, OPERATORS, type Token, tokensOf } from "./query.ts";

/** A part of a query, as it is written. */
export interface WrittenPart {
  text: string;
  operator?: Operator;
  value: string;
}

/** The parts of a query in their order. */
export function writtenParts(query: string): WrittenPart[] {
  return tokensOf(query).map((token) => ({
    text: written(token),
    value: token.value,
    ...(token.operator && { operator: token.operator }),
  }));
}

function written({ operator, value, not }: Token): string {
  return `${not ? "-" : ""}${operator ? `${operator}:` : ""}${quoted(value)}`;
}

function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll('"', "")}"` : value;
}

/** An operator with its value, as it is written. */
export function operatorText(operator: Operator, value: string): string {
  return `${operator}:${quoted(value)}`;
}

/** A query in two: operators, and the words, of which the last one may go on. */
export function dividedQuery(query: string): { operators: WrittenPart[]; words: string } {
  const parts = writtenParts(query);
  const words = parts.filter(({ operator }) => !operator).map(({ text }) => text).join(" ");
  const open = /\s$/.test(query) || parts.at(-1)?.operator ? " " : "";
  return { operators: parts.filter(({ operator }) => operator), words: words && words + open };
}

/** A query with one more part; before the words, so that the last of them may go on. */
export function withPart(query: string, part: string): string {
  const { operators, words } = dividedQuery(query);
  return [...operators.map(({ text }) => text), part, words.trim()].filter(Boolean).join(" ");
}

export function withoutPart(query: string, part: string): string {
  return writtenParts(query).map(({ text }) => text).filter((text) => text !== part).join(" ");
}

/** A query in which an operator has this value alone; none without one. */
export function withOnly(query: string, operators: readonly Operator[], part?: string): string {
  const rest = writtenParts(query)
    .filter((one) => !one.operator || !operators.includes(one.operator))
    .map(({ text }) => text).join(" ");
  return part === undefined ? rest : withPart(rest, part);
}

/** What names are offered after `from:` and `in:`. */
export interface KnownNames {
  people: readonly string[];
  places: readonly string[];
}

/** What the end of a query may go on with. */
export interface Completion {
  /** What is offered. */
  text: string;
  /** The query with it. */
  query: string;
}

const DAYS = ["today", "yesterday"];
/** So many are offered at once. */
const MOST = 6;
/** What is being written at the end: an operator or the beginning of one, with what follows it. */
const LAST = /(^|\s)(?:([a-z]+):)?("[^"]*|\S*)$/i;

/** What may come next where somebody writes at the end of a query: operators, and their values. */
export function completionsOf(query: string, names: KnownNames): Completion[] {
  const [whole = "", space = "", name, begun = ""] = LAST.exec(query) ?? [];
  const before = query.slice(0, query.length - whole.length) + space;
  const operator = OPERATORS.find((one) => one === name?.toLowerCase());
  if (name !== undefined && !operator) return [];
  const wanted = fold(begun.replace(/^"/, ""));
  const offered = operator
    ? valuesOf(operator, names)
      .filter((value) => isBegun(value, wanted))
      .map((value) => operatorText(operator, value))
    : OPERATORS.filter((one) => one.startsWith(wanted)).map((one) => `${one}:`);
  return offered.slice(0, operator ? MOST : OPERATORS.length).map((text) => ({
    text,
    query: before + text + (operator ? " " : ""),
  }));
}

function isBegun(value: string, wanted: string): boolean {
  const folded = fold(value);
  return folded.startsWith(wanted) || folded.split(/\s+/).some((word) => word.startsWith(wanted));
}

function valuesOf(operator: Operator, { people, places }: KnownNames): readonly string[] {
  if (operator === "from") return ["me", ...people];
  if (operator === "in") return [...places, ...people];
  if (operator === "has") return HAS;
  return operator === "is" ? IS : DAYS;
}
