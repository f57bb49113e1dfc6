import type { Catalog, Key, ValuesOf } from "./catalog.ts";
import type { Locale } from "./locale.ts";

/** Says texts in one language. */
export interface Translator {
  readonly locale: Locale;
  /** A text with its values filled in. */
  t<K extends Key>(key: K, ...values: ValuesOf<K>): string;
  /** The same in pieces, so that a value can be an element: `["", <b>Awa</b>, " joined"]`. */
  pieces<K extends Key, V>(key: K, ...values: ValuesOf<K, V>): (string | V)[];
  number(value: number): string;
}

/** A translator over the words of one language; `translator` in catalogs.ts finds them. */
export function translatorOf(locale: Locale, catalog: Catalog): Translator {
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);

  function pieces(key: Key, values: Record<string, unknown> = {}): unknown[] {
    const entry = catalog[key];
    const form = typeof entry === "string"
      ? entry
      : entry[chosen(plural.select(Number(values.count)))] ?? entry.other;
    return form.split(/\{(\w+)\}/).map((part, index) => {
      if (index % 2 === 0) return part; // what stands between the placeholders
      const value = values[part];
      return typeof value === "number" ? numbers.format(value) : value ?? "";
    }).filter((part) => part !== "");
  }

  return {
    locale,
    t: (key, ...[values]) => pieces(key, values).join(""),
    // The catalog's types promise values of `V` or text, nothing else.
    pieces: <K extends Key, V>(key: K, ...[values]: ValuesOf<K, V>) =>
      pieces(key, values) as (string | V)[],
    number: (value) => numbers.format(value),
  };
}

/** English, French and Spanish have no form but these. */
function chosen(category: Intl.LDMLPluralRule): "one" | "few" | "many" | "other" {
  return category === "zero" || category === "two" ? "other" : category;
}
