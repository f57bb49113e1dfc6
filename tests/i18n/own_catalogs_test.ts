import { assert, assertEquals } from "@std/assert";
import type { PluralForms } from "../../lib/i18n/catalog.ts";
import {
  ACCOUNT_CATALOGS,
  ADMINISTRATION_CATALOGS,
  NOTIFICATION_SETTINGS_CATALOGS,
  SEARCH_CATALOGS,
} from "../../lib/i18n/catalogs.ts";
import { TERMINAL_CATALOGS } from "../../lib/terminal/speech.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { spanOf } from "../../lib/i18n/spans.ts";

type Words = Record<string, string | PluralForms>;

const CATALOGS: Record<string, Record<(typeof LOCALES)[number], Words>> = {
  account: ACCOUNT_CATALOGS,
  administration: ADMINISTRATION_CATALOGS,
  "notification settings": NOTIFICATION_SETTINGS_CATALOGS,
  search: SEARCH_CATALOGS,
  terminal: TERMINAL_CATALOGS,
};

function forms(entry: string | PluralForms | undefined): string[] {
  return typeof entry === "string" ? [entry] : Object.values(entry ?? {});
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
}

for (const [name, catalogs] of Object.entries(CATALOGS)) {
  Deno.test(`i18n - the words of the ${name} are complete and take the same values`, () => {
    const keys = Object.keys(catalogs.en);
    assert(keys.length > 30);
    for (const locale of LOCALES) {
      assertEquals(Object.keys(catalogs[locale]).sort(), [...keys].sort(), locale);
      for (const key of keys) {
        const expected = placeholders(forms(catalogs.en[key]).at(-1) ?? "");
        const said = forms(catalogs[locale][key]);
        assert(said.length > 0 && said.every((form) => form.trim() !== ""), `${locale} ${key}`);
        for (const form of said) assertEquals(placeholders(form), expected, `${locale} ${key}`);
      }
    }
  });
}

Deno.test("i18n - a span is said by its two largest units", () => {
  const said = (ms: number) => spanOf("en", ms).replaceAll("\u202f", " ");
  assertEquals(said(10_000), "10 sec");
  assertEquals(said(2 * 3_600_000 + 14 * 60_000 + 5_000), "2 hr 14 min");
  assertEquals(said(48 * 3_600_000), "2 days");
  assertEquals(said(24 * 3_600_000 + 30_000), "1 day");
  assertEquals(said(400), "0 sec");
});
