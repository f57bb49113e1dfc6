import { assertEquals } from "@std/assert";
import { negotiateLocale } from "../../lib/i18n/locale.ts";

Deno.test("locale - the best liked language of ours is taken", () => {
  const cases: [string | undefined, string][] = [
    ["fr-FR,fr;q=0.9,en;q=0.8", "fr"],
    ["de-DE,de;q=0.9,es-MX;q=0.7,en;q=0.3", "es"],
    ["en;q=0.4, fr;q=0.5", "fr"],
    ["de", "en"],
    ["fr;q=0, es;q=0.1", "es"],
    ["", "en"],
    [undefined, "en"],
    [";;;q=x,,", "en"],
  ];
  for (const [header, locale] of cases) assertEquals(negotiateLocale(header), locale, header);
});

Deno.test("locale - Accept-Language is read no further than a browser writes", () => {
  assertEquals(negotiateLocale(`${"de, ".repeat(50)}fr`), "fr");
  assertEquals(negotiateLocale(`${"de, ".repeat(15_000)}fr`), "en");
});
