import { useEffect, useMemo, useState } from "preact/hooks";
import { every, systemClock } from "../../lib/world/world.ts";
import type { Reader } from "../../lib/ui/pages/props.ts";
import { type Reading, readingOf } from "../../lib/ui/reading.ts";
import { tellTimeZone } from "../tell_time_zone.ts";

/** Midnight is noticed within this. */
const LOOK_MS = 30_000;

/**
 * Words and times: first as the server drew them, then in the browser's own time zone, which it tells
 * the server for the next page; and “today” moves on at midnight.
 */
export function useLiveReading(reader: Reader): Reading {
  const [live, setLive] = useState(reader);
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (timeZone !== reader.preferences.timeZone) {
      tellTimeZone(reader.preferences);
      const preferences = { ...reader.preferences, timeZone };
      setLive({ ...reader, preferences, now: systemClock.now() });
    }
    const looking = every(systemClock, LOOK_MS, () => {
      setLive((known) => {
        const now = systemClock.now();
        return sameDay(known.now, now) ? known : { ...known, now };
      });
    });
    return () => looking.cancel();
  }, []);
  return useMemo(() => readingOf(live), [live]);
}

/** In the browser's time zone. */
function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
