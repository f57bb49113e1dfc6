import { assertEquals } from "@std/assert";
import { CATALOGS } from "../../lib/i18n/catalogs.ts";
import type { Locale } from "../../lib/i18n/locale.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";

const translator = (locale: Locale) => translatorOf(locale, CATALOGS[locale]);

Deno.test("translator - a name that ends in a full stop gets no second one", () => {
  const { t } = translator("en");
  assertEquals(
    t("timeline.start.direct", { name: "Lena M." }),
    "This is the beginning of your conversation with Lena M.",
  );
});

Deno.test("translator - a text is filled with its values", () => {
  assertEquals(translator("en").t("typing.one", { name: "Awa" }), "Awa is typing…");
  assertEquals(
    translator("fr").t("typing.two", { first: "Awa", second: "Mei" }),
    "Awa et Mei écrivent…",
  );
});

Deno.test("translator - the count chooses the form by the language's own rule", () => {
  assertEquals(translator("en").t("head.members", { count: 0 }), "0 members");
  assertEquals(translator("fr").t("head.members", { count: 0 }), "0 membre");
  assertEquals(translator("es").t("head.members", { count: 1 }), "1 miembro");
});

Deno.test("translator - counts are written as the language writes numbers", () => {
  assertEquals(translator("en").t("timeline.new", { count: 12345 }), "12,345 new messages");
  assertEquals(translator("es").number(12345.5), "12.345,5");
});

Deno.test("translator - pieces keep what is put between them", () => {
  const name = { element: true };
  assertEquals(translator("en").pieces("change.join", { name }), [name, " joined the room"]);
  assertEquals(translator("es").pieces("change.kicked", { name }), ["Expulsaron a ", name]);
});
