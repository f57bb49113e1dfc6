import { assert, assertEquals } from "@std/assert";
import { CATALOGS } from "../../lib/i18n/catalogs.ts";
import type { Key, PluralForms } from "../../lib/i18n/catalog.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";

type Entry = string | PluralForms;

function forms(entry: Entry): string[] {
  return typeof entry === "string" ? [entry] : Object.values(entry);
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
}

const keys = Object.keys(CATALOGS.en) as Key[];

Deno.test("i18n - no language lacks a text, and none has one too many", () => {
  assert(keys.length > 100);
  for (const locale of LOCALES) {
    assertEquals(Object.keys(CATALOGS[locale]).sort(), [...keys].sort());
  }
});

Deno.test("i18n - no text is empty, and a plural stays a plural", () => {
  for (const locale of LOCALES) {
    for (const key of keys) {
      const entry: Entry = CATALOGS[locale][key];
      assert(forms(entry).every((form) => form.trim() !== ""), `${locale} ${key} is empty`);
      assertEquals(typeof entry, typeof CATALOGS.en[key], `${locale} ${key}`);
    }
  }
});

Deno.test("i18n - a translation is filled with the values that English takes", () => {
  for (const locale of LOCALES) {
    for (const key of keys) {
      const expected = placeholders(forms(CATALOGS.en[key]).at(-1) ?? "");
      for (const form of forms(CATALOGS[locale][key])) {
        assertEquals(placeholders(form), expected, `${locale} ${key}`);
      }
    }
  }
});

Deno.test("i18n - every language but English says something of its own", () => {
  for (const locale of ["fr", "es"] as const) {
    const same = keys.filter((key) =>
      JSON.stringify(CATALOGS[locale][key]) === JSON.stringify(CATALOGS.en[key])
    );
    assert(same.length < keys.length / 10, `${locale} repeats English: ${same.join(", ")}`);
  }
});
