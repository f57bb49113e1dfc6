// For the server: this file holds all languages. The browser is given its `Reader` in its props.
import { CATALOGS } from "../../i18n/catalogs.ts";
import type { Preferences } from "../settings/preferences.ts";
import type { Reader } from "./props.ts";

/** The reader with these preferences. `now`: milliseconds UTC. */
export function readerFor(preferences: Preferences, now: number): Reader {
  return { preferences, words: CATALOGS[preferences.locale], now };
}
