import type { Locale } from "../../i18n/locale.ts";

/** Colour themes; `system` follows the device. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
/** Spacing of the interface. */
export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/** Rooms that show arrivals and departures; small ones have up to `SMALL_ROOM` people. */
export const ARRIVALS = ["small", "all", "none"] as const;
export type Arrivals = (typeof ARRIVALS)[number];
/** In a room of more people somebody comes or goes all the time. */
export const SMALL_ROOM = 50;

/** Clocks: `system` is as the browser shows times elsewhere. */
export const CLOCKS = ["system", "24", "12"] as const;
export type Clock = (typeof CLOCKS)[number];

/** Display preferences. Kept in a cookie, so that the first paint is right. */
export interface Preferences {
  locale: Locale;
  theme: Theme;
  density: Density;
  /** The rooms in which arrivals and departures are shown. */
  arrivals: Arrivals;
  /** The clock that was chosen. */
  clock: Clock;
  /** The clock of the browser, which writes it; until then, 24 hours. */
  browserClock: 12 | 24;
  /** An IANA time zone. The browser writes it, or the reader without a script; until then, UTC. */
  timeZone: string;
  /** Nobody has said the time zone: it is a guess, which is not kept. */
  guessed?: true;
}

/** The preferences that become attributes of the root element. */
export type Look = Pick<Preferences, "theme" | "density">;

/** How many hours the reader's clock counts to. */
export function hoursOf({ clock, browserClock }: Pick<Preferences, "clock" | "browserClock">) {
  return clock === "system" ? browserClock : clock === "12" ? 12 : 24;
}
