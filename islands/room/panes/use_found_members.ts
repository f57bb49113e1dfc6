import { useEffect, useState } from "preact/hooks";
import type { Member } from "../../../lib/protocol/requests/people.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { useWindow } from "../window/window_context.ts";

/** The server is asked once the typing pauses this long. */
const PAUSE_MS = 120;
const NOBODY: readonly Member[] = [];

/** Members whose name begins so, of a room that is too large to hold all of them. */
export function useFoundMembers(query: string): readonly Member[] {
  const { model } = useWindow();
  const [found, setFound] = useState(NOBODY);
  const { conversation, hasMore } = model.members;
  useEffect(() => {
    setFound(NOBODY);
    if (query === "" || !hasMore) return;
    let wanted = true;
    const timer = systemClock.after(PAUSE_MS, () => {
      model.people(query, conversation).then((people) => {
        if (wanted) setFound(people);
      }, () => {}); // offline: whom one has met has to do
    });
    return () => {
      wanted = false;
      timer.cancel();
    };
  }, [query, conversation, hasMore]);
  return found;
}
