import { useEffect, useRef } from "preact/hooks";
import type { ConversationId } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/world/world.ts";

/**
 * After a change of place the list shows where one is, and the focus, if it went with the old place,
 * stands in the new one.
 */
export function usePlace(open: ConversationId | undefined): void {
  const before = useRef(open);
  useEffect(() => {
    // In a task of its own: it needs a layout, and the page has work enough as it comes alive.
    const looking = systemClock.after(0, () => {
      document.querySelector(".lists [aria-current]")?.scrollIntoView({ block: "nearest" });
    });
    return () => looking.cancel();
  }, [open]);
  useEffect(() => {
    const from = before.current;
    before.current = open;
    if (from === open || holds(document.activeElement)) return;
    if (open) document.getElementById("messages")?.focus({ preventScroll: true });
    else (placeOf(from) ?? document.querySelector<HTMLElement>(".sidebar"))?.focus();
  }, [open]);
}

/** Whether an element can have the focus still: not one that a narrow window no longer shows. */
function holds(focused: Element | null): boolean {
  return focused !== null && focused !== document.body && focused.checkVisibility();
}

function placeOf(id: ConversationId | undefined): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(".lists [data-conversation]")]
    .find((link) => link.dataset.conversation === id);
}
