import type { CatalogOf, English, PluralForms, ValuesOf } from "./catalog.ts";
import type { Locale } from "./locale.ts";

/** Says texts in one language: those of the English words `E`. */
export interface Translator<E = English> {
  readonly locale: Locale;
  /** A text with its values filled in. */
  t<K extends keyof E>(key: K, ...values: ValuesOf<K, string, E>): string;
  /** The same in pieces, so that a value can be an element: `["", <b>Awa</b>, " joined"]`. */
  pieces<K extends keyof E, V>(key: K, ...values: ValuesOf<K, V, E>): (string | V)[];
  number(value: number): string;
}

/** A translator over the words of one language; `translator` in catalogs.ts finds them. */
export function translatorOf<E = English>(
  locale: Locale,
  catalog: CatalogOf<E>,
): Translator<E> {
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);

  function pieces(key: keyof E, values: Record<string, unknown> = {}): unknown[] {
    const entry: string | PluralForms = catalog[key];
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
    pieces: <K extends keyof E, V>(key: K, ...[values]: ValuesOf<K, V, E>) =>
      pieces(key, values) as (string | V)[],
    number: (value) => numbers.format(value),
  };
}

/** English, French and Spanish have no form but these. */
function chosen(category: Intl.LDMLPluralRule): "one" | "few" | "many" | "other" {
  return category === "zero" || category === "two" ? "other" : category;
}
