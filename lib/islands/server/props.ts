import { IslandError } from "../shared/island.ts";

/** Only these prototypes are plain data: a Date or a Map would arrive as something else. */
const PLAIN: ReadonlySet<unknown> = new Set([Object.prototype, Array.prototype, null]);

/** `<` and `>` could end or comment out the data block; U+2028 and U+2029 end lines in old parsers. */
const UNSAFE = /[<>\u2028\u2029]/g;
const BEYOND_ASCII = /[^\0-~]/g;

/** Props are containers so deep, down to what is frozen: `reader.words`. */
const CONTAINERS = 2;
/** What is frozen, as it was encoded once. */
const encodedOnce = new WeakMap<object, string>();

/**
 * Props as JSON that is safe inside `<script type="application/json">`: what the browser reads back
 * equals what was given. Throws an `IslandError` that names the path of what is not plain JSON.
 * A property that is `undefined` is left out, as an absent one; -0 arrives as 0. What is frozen near
 * the top, as the words of a language are, is frozen throughout: it is encoded once.
 */
export function encodeProps(island: string, props: unknown): string {
  const problem = firstProblem(props, "props", []);
  if (problem) throw new IslandError(island, "props", problem);
  return encode(props, CONTAINERS);
}

function encode(value: unknown, containers: number): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return safe(value);
  if (Object.isFrozen(value)) return frozen(value);
  if (containers === 0) return safe(value);
  const parts = Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : [`${safe(key)}:${encode(part, containers - 1)}`]
  );
  return `{${parts.join(",")}}`;
}

/** In ASCII: a page without a sign beyond Latin is made bytes in a third of the time. */
function frozen(value: object): string {
  let encoded = encodedOnce.get(value);
  if (encoded === undefined) {
    encoded = safe(value).replace(BEYOND_ASCII, escaped);
    encodedOnce.set(value, encoded);
  }
  return encoded;
}

function safe(value: unknown): string {
  return JSON.stringify(value).replace(UNSAFE, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function firstProblem(value: unknown, path: string, parents: object[]): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : `${path} is ${value}, which JSON cannot hold`;
    case "object":
      return value === null ? undefined : problemInside(value, path, parents);
    default:
      return `${path} is of type ${typeof value}`;
  }
}

function problemInside(value: object, path: string, parents: object[]): string | undefined {
  if (encodedOnce.has(value)) return undefined;
  if (parents.includes(value)) return `${path} contains itself`;
  if (!PLAIN.has(Object.getPrototypeOf(value))) {
    return `${path} is a ${value.constructor?.name ?? "foreign object"}, which is no plain object`;
  }
  const inside = [...parents, value];
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const problem = firstProblem(value[i], `${path}[${i}]`, inside);
      if (problem) return problem;
    }
    return undefined;
  }
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined) continue;
    const problem = firstProblem(part, `${path}.${key}`, inside);
    if (problem) return problem;
  }
  return undefined;
}
