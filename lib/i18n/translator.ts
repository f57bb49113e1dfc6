import type { CatalogOf, English, PluralForms, ValuesOf } from "./catalog.ts";
import type { Locale } from "./locale.ts";

/** Looks up and fills texts of one language; `E`: the English catalog. */
export interface Translator<E = English> {
  readonly locale: Locale;
  /** A text with its values filled in. */
  t<K extends keyof E>(key: K, ...values: ValuesOf<K, string, E>): string;
  /** The same in pieces, so that a value can be an element: `["", <b>Awa</b>, " joined"]`. */
  pieces<K extends keyof E, V>(key: K, ...values: ValuesOf<K, V, E>): (string | V)[];
  number(value: number): string;
}

/** A translator over one catalog; made once for each, as it makes formats that are dear. */
export function translatorOf<E = English>(
  locale: Locale,
  catalog: CatalogOf<E>,
): Translator<E> {
  const known = made.get(catalog);
  if (known?.locale === locale) return known as Translator<E>; // made of this very catalog
  const translator = makeTranslator(locale, catalog);
  made.set(catalog, translator);
  return translator;
}

const made = new WeakMap<object, { locale: Locale }>();

function makeTranslator<E>(locale: Locale, catalog: CatalogOf<E>): Translator<E> {
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);

  const forms = new Map<string, string[]>(); // texts of the catalog, which has an end

  /** A text in parts: each second one is the name of a value. */
  function partsOf(form: string): string[] {
    let parts = forms.get(form);
    if (parts === undefined) forms.set(form, parts = form.split(/\{(\w+)\}/));
    return parts;
  }

  function pieces(key: keyof E, values: Record<string, unknown> = {}): unknown[] {
    const entry: string | PluralForms = catalog[key];
    const form = typeof entry === "string"
      ? entry
      : entry[chosen(plural.select(Number(values.count)))] ?? entry.other;
    const parts = partsOf(form);
    return parts.map((part, index) => {
      if (index % 2 === 0) { // what stands between the placeholders
        const before = values[parts[index - 1] ?? ""];
        const isDoubled = typeof before === "string" && before.endsWith(".");
        return isDoubled && part.startsWith(".") ? part.slice(1) : part; // “with Lena M.”
      }
      const value = values[part];
      return typeof value === "number" ? numbers.format(value) : value ?? "";
    }).filter((part) => part !== "");
  }

  /** A text without values; `undefined` where there are some, or it has forms. */
  function plain(key: keyof E): string | undefined {
    const entry: string | PluralForms = catalog[key];
    if (typeof entry !== "string") return undefined;
    const parts = partsOf(entry);
    return parts.length === 1 ? parts[0] : undefined;
  }

  return {
    locale,
    t: (key, ...[values]) => plain(key) ?? pieces(key, values).join(""),
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
