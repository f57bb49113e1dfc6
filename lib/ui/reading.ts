import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Times, timesIn } from "../i18n/times.ts";
import { type Translator, translatorOf } from "../i18n/translator.ts";
import type { Reader } from "./pages/props.ts";
import type { Preferences } from "./preferences.ts";

/** How the page speaks to its reader. */
export interface Reading {
  words: Translator;
  times: Times;
  preferences: Preferences;
  /** What “today” is reckoned from: milliseconds UTC. */
  now: number;
}

const ReadingContext = createContext<Reading | undefined>(undefined);

/** Gives all components below it their words and times. */
export const ReadingProvider = ReadingContext.Provider;

/** The words and times of the page that a component stands in. */
export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (!reading) throw new Error("This component stands outside a ReadingProvider");
  return reading;
}

/** Makes the words and times of a reader. */
export function readingOf({ preferences, words, now }: Reader): Reading {
  return {
    words: translatorOf(preferences.locale, words),
    times: timesIn(preferences.locale, preferences.timeZone),
    preferences,
    now,
  };
}
