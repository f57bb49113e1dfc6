// Values of the store as JSON without loss: what JSON has not stands in an object with one field that
// begins with “$”. A field of our own that begins so gets one more.

const PLAIN = new Set(["string", "boolean"]);

/** A value of the store as one that JSON holds. */
export function encoded(value: unknown): unknown {
  if (value === null || PLAIN.has(typeof value)) return value;
  if (value === undefined) return { $undefined: true };
  if (typeof value === "bigint") return { $bigint: String(value) };
  if (typeof value === "number") {
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: nameOf(value) };
  }
  if (Array.isArray(value)) return value.map(encoded);
  if (value instanceof Uint8Array) return { $bytes: value.toBase64() };
  if (value instanceof Date) return { $date: value.getTime() };
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(`A value of the store is a ${value?.constructor?.name}, which has no form`);
  }
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([name, one]) => [escaped(name), encoded(one)]));
}

/** The value again. Throws a `TypeError` for what `encoded` does not give. */
export function decoded(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(decoded);
  const entries = Object.entries(value);
  const [name, one] = entries.length === 1 ? entries[0]! : [];
  if (name?.startsWith("$") && !name.startsWith("$$")) return special(name, one);
  return Object.fromEntries(entries.map(([name, one]) => [unescaped(name), decoded(one)]));
}

function special(name: string, value: unknown): unknown {
  if (name === "$bytes" && typeof value === "string") return Uint8Array.fromBase64(value);
  if (name === "$undefined") return undefined;
  if (name === "$bigint" && typeof value === "string") return BigInt(value);
  if (name === "$number") return Number(value);
  if (name === "$date" && typeof value === "number") return new Date(value);
  throw new TypeError(`Nothing is written as ${name}`);
}

function nameOf(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function escaped(name: string): string {
  return name.startsWith("$") ? `$${name}` : name;
}

function unescaped(name: string): string {
  return name.startsWith("$$") ? name.slice(1) : name;
}
