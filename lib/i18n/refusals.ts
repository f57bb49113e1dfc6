// Texts that the server sends, in the person's language. The browser never loads this file.
import type { Refusal, RefusalValues } from "../protocol/errors.ts";
import type { GoodbyeReason } from "../protocol/server_frames.ts";
import type { Locale } from "./locale.ts";
import type { ServerNotice, ServerWords } from "./server_words.ts";
import { clockFormat, dateLocale, type ReaderClock, timesIn } from "./times.ts";
import { bytesText } from "./sizes.ts";
import { spanOf } from "./spans.ts";
import { en } from "./refusals/en.ts";
import { es } from "./refusals/es.ts";
import { fr } from "./refusals/fr.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

const WORDS: Record<Locale, ServerWords> = { en, es, fr };

/**
 * The sentence that explains a refusal. `values`: `name`, `field`, `type`, `limit`
 * (a count), `bytes`, `seconds`, `reason`, `until` (milliseconds UTC, said by the reader's clock: as a
 * date, or as `today` by the hour alone) and `left` (milliseconds until then, said instead where that
 * clock is not known).
 */
export function refusalMessage(
  locale: Locale,
  refusal: Refusal,
  values: RefusalValues = {},
  clock?: ReaderClock,
): string {
  const said = (value: string | number, key: string) =>
    typeof value === "string" ? value : formatValue(locale, key, value);
  const end = clock && endOf(locale, values, clock);
  return fillOptional(WORDS[locale].refusals[refusal], (key) => {
    if (key === "until" || key === "today") return end?.[key];
    const value = values[key];
    return value === undefined || (key === "left" && clock) ? undefined : said(value, key);
  });
}

/** What somebody is told who may not write; `now` and `until` in milliseconds UTC. */
export function muteMessage(
  { locale, clock }: { locale: Locale; clock?: ReaderClock },
  { until, words }: { until?: number; words: string },
  now: number,
): { message: string; until?: number } {
  const values = {
    ...(words && { reason: words }),
    ...(until !== undefined && { until, left: until - now }),
  };
  const message = refusalMessage(locale, "muted", values, clock);
  return { message, ...(until !== undefined && { until }) };
}

/** The text of a `goodbye` frame. */
export function closeNoticeMessage(locale: Locale, reason: GoodbyeReason): string {
  return WORDS[locale].goodbyes[reason];
}

/** The text of a server notice. */
export function noticeMessage(locale: Locale, notice: ServerNotice): string {
  return WORDS[locale].notices[notice];
}

function formatValue(locale: Locale, key: string, value: number): string {
  if (key === "seconds") return spanOf(locale, value * 1000);
  if (key === "bytes") return bytesText(locale, value);
  if (key === "left") return spanOf(locale, roundUp(value));
  return new Intl.NumberFormat(locale).format(value);
}

/** When something ends, by the reader's own clock: no zone is named, and no day that is today. */
function endOf(
  locale: Locale,
  { until, left }: RefusalValues,
  { timeZone, hours }: ReaderClock,
): { today?: string; until?: string } | undefined {
  if (typeof until !== "number") return undefined;
  const { dayKey, time } = timesIn(locale, timeZone, hours);
  if (typeof left === "number" && dayKey(until) === dayKey(until - left)) {
    return { today: time(until) };
  }
  const date = { day: "numeric", month: "long", ...clockFormat(hours), timeZone } as const;
  return { until: new Intl.DateTimeFormat(dateLocale(locale, timeZone), date).format(until) };
}

/** Seconds of what is longer than a minute would be too exact for a sentence. */
function roundUp(ms: number): number {
  const unit = ms > MINUTE_MS ? MINUTE_MS : SECOND_MS;
  return Math.max(0, Math.ceil(ms / unit) * unit);
}

function fillOptional(sentence: string, valueOf: (key: string) => string | undefined): string {
  const fill = (part: string) => part.replace(/\{(\w+)\}/g, (_, key) => valueOf(key) ?? "…");
  const kept = sentence.replace(/\[([^\]]*)\]/g, (_, part: string) => {
    const keys = [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
    return keys.every((key) => valueOf(key) !== undefined) ? part : "";
  });
  return fill(kept);
}
