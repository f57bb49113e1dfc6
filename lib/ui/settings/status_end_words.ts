import type { StatusEnd } from "../../protocol/status_ends.ts";
import type { Reading } from "../reading.ts";

const MINUTES_AN_HOUR = 60;

/** When a status ends, in words. */
export function statusEndWords(words: Reading["words"], end: StatusEnd): string {
  if (end === "never" || end === "today") return words.t(`settings.status-${end}`);
  const minutes = Number(end);
  return minutes < MINUTES_AN_HOUR
    ? words.t("settings.status-minutes", { count: minutes })
    : words.t("settings.status-hours", { count: minutes / MINUTES_AN_HOUR });
}
