// All languages at once: for the server. The browser gets its own language's words in its props.
import { en as accountEn } from "./account/en.ts";
import { es as accountEs } from "./account/es.ts";
import { fr as accountFr } from "./account/fr.ts";
import { en as administrationEn } from "./administration/en.ts";
import { es as administrationEs } from "./administration/es.ts";
import { fr as administrationFr } from "./administration/fr.ts";
import type { Catalog, CatalogOf } from "./catalog.ts";
import { en } from "./catalogs/en.ts";
import { es } from "./catalogs/es.ts";
import { fr } from "./catalogs/fr.ts";
import { en as notificationSettingsEn } from "./notification_settings/en.ts";
import { es as notificationSettingsEs } from "./notification_settings/es.ts";
import { fr as notificationSettingsFr } from "./notification_settings/fr.ts";
import { en as mailEn } from "./mail/en.ts";
import { es as mailEs } from "./mail/es.ts";
import { fr as mailFr } from "./mail/fr.ts";
import { en as searchEn } from "./search/en.ts";
import { es as searchEs } from "./search/es.ts";
import { fr as searchFr } from "./search/fr.ts";
import type { Locale } from "./locale.ts";

/** Frozen throughout: what never changes is made into props of a page once. */
function frozen<Words extends object>(words: Words): Words {
  for (const word of Object.values(words)) Object.freeze(word);
  return Object.freeze(words);
}

/** The words of the pages that everyone sees, by language. */
export const CATALOGS: Record<Locale, Catalog> = {
  en: frozen(en),
  es: frozen(es),
  fr: frozen(fr),
};

/** The words of one's own account. */
export type AccountWords = CatalogOf<typeof accountEn>;

/** Those of the account, by language. */
export const ACCOUNT_CATALOGS: Record<Locale, AccountWords> = {
  en: accountEn,
  es: accountEs,
  fr: accountFr,
};

/** The words of the administration. */
export type AdministrationWords = CatalogOf<typeof administrationEn>;

/** Those of the administration, by language. */
export const ADMINISTRATION_CATALOGS: Record<Locale, AdministrationWords> = {
  en: administrationEn,
  es: administrationEs,
  fr: administrationFr,
};

/** Those of the page of what notifies one, by language. */
export const NOTIFICATION_SETTINGS_CATALOGS: Record<
  Locale,
  CatalogOf<typeof notificationSettingsEn>
> = {
  en: notificationSettingsEn,
  es: notificationSettingsEs,
  fr: notificationSettingsFr,
};

/** Those of the page that finds messages, by language. */
export const SEARCH_CATALOGS: Record<Locale, CatalogOf<typeof searchEn>> = {
  en: searchEn,
  es: searchEs,
  fr: searchFr,
};

/** Those of mail, and of the pages that its links lead to, by language. */
export const MAIL_CATALOGS: Record<Locale, CatalogOf<typeof mailEn>> = {
  en: mailEn,
  es: mailEs,
  fr: mailFr,
};
