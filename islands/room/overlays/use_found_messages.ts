import { useEffect, useState } from "preact/hooks";
import { Lost } from "../../../lib/client/requests.ts";
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
/** So many of the newest are shown: the page of search has all. */
const SHOWN = 3;
/** The same of what this device keeps, which has no page of its own. */
const SHOWN_KEPT = 30;

/** A line of it is shown, what was looked for near its beginning. */
const LINE = { length: 60, before: 25 };

/**
 * The newest messages that say what is typed; those of what was typed before until they come. Without a
 * connection, of those that this device keeps.
 */
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
      const kept = async () => {
        const { searchKept } = await import("../offline/search_kept.ts");
        const me = model.me.peek()?.id;
        const nameOf = (id: string) => {
          const one = model.conversations.peek().find((one) => one.id === id);
          return one?.name ?? one?.with?.name;
        };
        return await searchKept({
          query,
          now: model.now(),
          timeZone: zone,
          me,
          nameOf,
          limit: SHOWN_KEPT,
        });
      };
      const found = model.connection.peek().state === "online"
        ? readApi(searchReplies.search, `/search?${asked}`).catch((error) => {
          if (error instanceof Lost) return kept();
          throw error;
        })
        : kept();
      found.then(({ hits, users }) => {
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
      }, () => {}); // too often, or nothing is kept: the page of search says so
    });
    return () => {
      current = false;
      timer.cancel();
    };
  }, [query, isLong, zone]);

  return found;
}
