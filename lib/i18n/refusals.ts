// What the server says to a person, in that person's language. The browser never loads this file.
import type { Refusal, RefusalValues } from "../protocol/errors.ts";
import type { GoodbyeReason } from "../protocol/server_frames.ts";
import type { Locale } from "./locale.ts";
import type { ServerNotice, ServerWords } from "./server_words.ts";
import { en } from "./refusals/en.ts";
import { es } from "./refusals/es.ts";
import { fr } from "./refusals/fr.ts";

const WORDS: Record<Locale, ServerWords> = { en, es, fr };

/**
 * Why something was refused, as a sentence for a person. `values`: `name`, `field`, `type`, `limit`
 * (a count), `seconds`, `reason`, `until` (milliseconds UTC, said as a date in `timeZone`).
 */
export function refusalMessage(
  locale: Locale,
  refusal: Refusal,
  values: RefusalValues = {},
  timeZone = "UTC",
): string {
  const said = (value: string | number, key: string) =>
    typeof value === "string" ? value : spoken(locale, key, value, timeZone);
  return fillOptional(WORDS[locale].refusals[refusal], (key) => {
    const value = values[key];
    return value === undefined ? undefined : said(value, key);
  });
}

/** What a `goodbye` says to the person whose connection ends. */
export function goodbyeMessage(locale: Locale, reason: GoodbyeReason): string {
  return WORDS[locale].goodbyes[reason];
}

/** What the server says to everyone, in one reader's language. */
export function noticeMessage(locale: Locale, notice: ServerNotice): string {
  return WORDS[locale].notices[notice];
}

function spoken(locale: Locale, key: string, value: number, timeZone: string): string {
  if (key !== "until") return new Intl.NumberFormat(locale).format(value);
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  }).format(value);
}

function fillOptional(sentence: string, valueOf: (key: string) => string | undefined): string {
  const fill = (part: string) => part.replace(/\{(\w+)\}/g, (_, key) => valueOf(key) ?? "…");
  const kept = sentence.replace(/\[([^\]]*)\]/g, (_, part: string) => {
    const keys = [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
    return keys.every((key) => valueOf(key) !== undefined) ? part : "";
  });
  return fill(kept);
}
