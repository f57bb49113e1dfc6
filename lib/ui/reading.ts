import type { CustomEmoji } from "../protocol/custom_emoji.ts";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Times, timesIn } from "../i18n/times.ts";
import { type Translator, translatorOf } from "../i18n/translator.ts";
import type { Reader } from "./pages/props.ts";
import { hoursOf, type Preferences } from "./settings/preferences.ts";

/** The translator, time formats and preferences of a page. */
export interface Reading {
  words: Translator;
  times: Times;
  preferences: Preferences;
  /** The time that “today” refers to: milliseconds UTC. */
  now: number;
  /** The emoji of the community, where it has some. */
  emoji: CustomEmoji | undefined;
}

const ReadingContext = createContext<Reading | undefined>(undefined);

/** Provides translator and time formats to the components below it. */
export const ReadingProvider = ReadingContext.Provider;

/** Translator and time formats of the page. Throws outside a `ReadingProvider`. */
export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (!reading) throw new Error("This component stands outside a ReadingProvider");
  return reading;
}

/** Builds translator and time formats for a reader. */
export function readingOf({ preferences, words, now, emoji }: Reader): Reading {
  return {
    words: translatorOf(preferences.locale, words),
    times: timesIn(preferences.locale, preferences.timeZone, hoursOf(preferences)),
    preferences,
    now,
    emoji: emoji && emoji.version !== "" ? emoji.emoji : undefined,
  };
}
