import { assert, assertEquals } from "@std/assert";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { ADMIN, personPath } from "../../lib/ui/administration/paths.ts";
import { ACCOUNT_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { openAdministered } from "../support/administered_pages.ts";

/** What several forms of a page ask alike: why, for how long, and the password that one has. */
const ASKED_ALIKE = /-(?:reason|other|format)$|^field-(?:proof|current|\w+-password)$/;

/** The field of each row of a list has the id of its row behind it. */
const stemOf = (field: string) => ASKED_ALIKE.test(field) ? "alike" : rowless(field);
const rowless = (field: string) => field.replace(/^(slow|rename|kick)-.*/, "$1");

for (const locale of LOCALES) {
  Deno.test(`labels - no two fields of a page are called the same, in ${locale}`, async () => {
    const pages = await openAdministered();
    await pages.awa.post(PATHS.language, { locale });
    await pages.awa.post(PATHS.rooms, { name: "mill" });
    const seen = [
      ...Object.values(ADMIN),
      personPath(await pages.idOf("Inès")),
      PATHS.settings,
      PATHS.account,
      PATHS.notifications,
      PATHS.blocked,
      PATHS.rooms,
      ACCOUNT_PATHS.secondFactor,
    ];
    const twice: string[] = [];
    let fields = 0;
    for (const path of seen) {
      const { html } = await pages.awa.get(path);
      const called = new Map<string, Set<string>>();
      for (const [, field = "", label = ""] of html.matchAll(/<label for="([^"]*)">([^<]*)</g)) {
        fields++;
        called.set(label, (called.get(label) ?? new Set()).add(stemOf(field)));
      }
      for (const [label, of] of called) {
        if (of.size > 1) twice.push(`${path} ${label}: ${[...of].join(", ")}`);
      }
    }
    assert(fields > 40, `only ${fields} fields`);
    assertEquals(twice, []);
    await pages.close();
  });
}
