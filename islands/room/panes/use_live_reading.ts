import { useEffect, useMemo, useState } from "preact/hooks";
import { every, systemClock } from "../../../lib/runtime/clock.ts";
import type { Reader } from "../../../lib/ui/pages/props.ts";
import { type Reading, readingOf } from "../../../lib/ui/reading.ts";
import { browserTime } from "../../browser_time.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { loadLate } from "../load_late.ts";

/** Midnight is noticed within this. */
const LOOK_MS = 30_000;

/**
 * Words and times: first as the server drew them, then by the browser's own clock, which it tells
 * the server for the next page; and “today” moves on at midnight. The emoji are those of now.
 */
export function useLiveReading(reader: Reader, { model }: Pick<ChatWindow, "model">): Reading {
  const now = () => model.now();
  const [live, setLive] = useState(reader);
  useEffect(() => {
    const { timeZone, browserClock } = browserTime();
    const told = reader.preferences;
    if (told.guessed || timeZone !== told.timeZone || browserClock !== told.browserClock) {
      // Where its code is not to be had, the next page asks again.
      loadLate().then((late) => late.tellTimeZone(told), () => {});
      const preferences = { ...told, timeZone, browserClock };
      setLive({ ...reader, preferences, now: now() });
    }
    const looking = every(systemClock, LOOK_MS, () => {
      setLive((known) => sameDay(known.now, now()) ? known : { ...known, now: now() });
    });
    return () => looking.cancel();
  }, []);
  const emoji = model.personal.emoji.value;
  return useMemo(() => readingOf({ ...live, emoji }), [live, emoji]);
}

/** In the browser's time zone. */
function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
