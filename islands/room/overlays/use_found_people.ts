import { useEffect, useState } from "preact/hooks";
import type { Person } from "../../../lib/protocol/events.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { useWindow } from "../window/window_context.ts";

/** The server is asked for people once the typing pauses this long. */
const PAUSE_MS = 120;
/** More are not shown: another letter is quicker. */
const MAX_FOUND = 6;

/** People whose names match, without the user; none for an empty query. */
export function useFoundPeople(query: string): readonly Person[] {
  const { model } = useWindow();
  const [found, setFound] = useState<readonly Person[]>([]);
  useEffect(() => {
    if (query === "") return setFound([]);
    let wanted = true;
    const timer = systemClock.after(PAUSE_MS, () => {
      model.people(query).then((people) => {
        if (!wanted) return;
        const others = people.filter(({ id }) => id !== model.me.peek()?.id);
        setFound(others.slice(0, MAX_FOUND));
      }, () => {}); // offline: what is typed is still sent
    });
    return () => {
      wanted = false;
      timer.cancel();
    };
  }, [query]);
  return found;
}
