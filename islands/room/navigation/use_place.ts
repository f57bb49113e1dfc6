import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { lastPlaceCookie } from "../../../lib/ui/room/last_place.ts";
import { focusIsHeld } from "./use_kept_focus.ts";

/**
 * After a change of place the list shows where one is, and the focus, if it went with the old place,
 * stands in the new one.
 */
export function usePlace(open: ConversationId | undefined): void {
  const before = useRef(open);
  useEffect(() => {
    if (open) document.cookie = lastPlaceCookie(open);
    // In a task of its own: it needs a layout, and the page has work enough as it comes alive.
    const looking = systemClock.after(0, () => {
      document.querySelector(".lists [aria-current]")?.scrollIntoView({ block: "nearest" });
    });
    return () => looking.cancel();
  }, [open]);
  useLayoutEffect(() => {
    const from = before.current;
    before.current = open;
    if (from === open || focusIsHeld()) return;
    if (open) document.getElementById("messages")?.focus({ preventScroll: true });
    else (placeOf(from) ?? document.querySelector<HTMLElement>(".sidebar"))?.focus();
  }, [open]);
}

function placeOf(id: ConversationId | undefined): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(".lists [data-conversation]")]
    .find((link) => link.dataset.conversation === id);
}
