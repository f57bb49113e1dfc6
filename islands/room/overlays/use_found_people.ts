import { useEffect, useState } from "preact/hooks";
import type { Person } from "../../../lib/protocol/events.ts";
import type { Member } from "../../../lib/protocol/requests/people.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { useWindow } from "../window/window_context.ts";

/** The server is asked for people once the typing pauses this long. */
const PAUSE_MS = 120;
/** More are not shown: another letter is quicker. */
const MAX_FOUND = 6;

/**
 * People whose names begin so, without the user and those who are not wanted; of anybody for an empty
 * `query`, and none for an absent one. Empty until the answer for this query is there.
 */
export function useFoundPeople(
  query: string | undefined,
  without: readonly Person[],
): readonly Member[] {
  const { model } = useWindow();
  const [found, setFound] = useState<{ query: string; people: readonly Member[] }>();
  useEffect(() => {
    if (query === undefined) return;
    let wanted = true;
    const timer = systemClock.after(query === "" ? 0 : PAUSE_MS, () => {
      model.people(query).then(
        (people) => wanted && setFound({ query, people }),
        () => {}, // offline: what is typed is still sent
      );
    });
    return () => {
      wanted = false;
      timer.cancel();
    };
  }, [query]);
  if (!found || found.query !== query) return [];
  const unwanted = new Set([model.me.peek()?.id, ...without.map(({ id }) => id)]);
  return found.people.filter(({ id }) => !unwanted.has(id)).slice(0, MAX_FOUND);
}
