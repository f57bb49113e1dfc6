import { useEffect, useState } from "preact/hooks";
import { searchReplies } from "../../../lib/protocol/requests/search.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import type { FoundMessage } from "../../../lib/text/name_matching.ts";
import { excerptOf } from "../../../lib/text/search/excerpt.ts";
import { readQuery } from "../../../lib/text/search/query.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useWindow } from "../window/window_context.ts";
import { readApi } from "./api.ts";

/** The server is asked for messages once the typing pauses this long: it costs more than names do. */
const PAUSE_MS = 300;
/** What is shorter is not looked for in messages. */
export const LEAST_SEARCHED = 2;
/** So many of the newest are shown. */
const SHOWN = 3;

/** A line of it is shown, what was looked for near its beginning. */
const LINE = { length: 60, before: 25 };

/** The newest messages that say what is typed; those of what was typed before until they come. */
export function useFoundMessages(typed: string, wanted: boolean): readonly FoundMessage[] {
  const { model } = useWindow();
  const { preferences: { timeZone: zone } } = useReading();
  const [found, setFound] = useState<readonly FoundMessage[]>([]);
  const query = typed.trim();
  const isLong = wanted && query.length >= LEAST_SEARCHED;

  useEffect(() => {
    if (!isLong) return setFound([]);
    let current = true;
    const timer = systemClock.after(PAUSE_MS, () => {
      const asked = new URLSearchParams({ query, zone, limit: String(SHOWN) });
      readApi(searchReplies.search, `/search?${asked}`).then(({ hits, users }) => {
        if (!current) return;
        const { wanted } = readQuery(query, { now: model.now(), timeZone: zone });
        setFound(hits.flatMap(({ conversation: id, event }): FoundMessage[] => {
          const conversation = model.conversations.peek().find((one) => one.id === id);
          if (!conversation || event.kind !== "message") return [];
          const { seq, at, by, thread, alsoInRoom } = event;
          const parts = excerptOf(event.text, wanted, LINE);
          const { name, gone } = users[by] ?? { name: "", gone: true };
          const author = { by, name, gone };
          return [{ conversation, seq, at, ...author, parts, ...(!alsoInRoom && { thread }) }];
        }));
      }, () => {}); // offline, or too often: the page of search says so
    });
    return () => {
      current = false;
      timer.cancel();
    };
  }, [query, isLong, zone]);

  return found;
}
