import { useEffect, useRef, useState } from "preact/hooks";
import type { ListChoices } from "../../../lib/ui/room/list_choices.ts";
import {
  areMany,
  frozenSections,
  type Section,
  sectionWith,
  sidebarSections,
} from "../../../lib/ui/room/sidebar_sections.ts";
import { useWindow } from "../window/window_context.ts";

/**
 * The sections of the list. Of many, nothing moves while the pointer or the focus is in the list, and
 * the open conversation stays where it was opened.
 */
export function useSections(choices: ListChoices): readonly Section[] {
  const window = useWindow();
  const conversations = window.model.conversations.value;
  const current = window.current.value;
  const drawn = useRef<readonly Section[] | undefined>(undefined);
  const opened = useRef({ id: current, unread: false });
  useRedrawAfterHold();
  if (opened.current.id !== current) {
    const section = drawn.current && sectionWith(drawn.current, current);
    opened.current = { id: current, unread: section === "unread" };
  }
  const now = sidebarSections(conversations, {
    current,
    favourites: choices.favourites,
    blocked: window.model.personal.settings.value.blocked,
    currentSection: opened.current.unread ? "unread" : undefined,
  });
  const held = drawn.current !== undefined && areMany(conversations) && isHeld();
  return drawn.current = held && drawn.current ? frozenSections(drawn.current, now) : now;
}

/** Whether the pointer or the focus is in the list. A finger leaves no pointer behind. */
function isHeld(): boolean {
  if (typeof document === "undefined") return false;
  const lists = document.querySelector(".regions");
  return lists !== null &&
    (lists.matches(":focus-within") ||
      (matchMedia("(hover: hover)").matches && lists.matches(":hover")));
}

/** What stood still moves once the list is let go. */
function useRedrawAfterHold(): void {
  const [, redraw] = useState(0);
  useEffect(() => {
    const lists = document.querySelector(".regions");
    const release = (event: Event) => {
      const next = event instanceof FocusEvent && event.relatedTarget;
      // Nothing moves while the focus is on its way from one of them to the next.
      if (!(next instanceof Node && lists?.contains(next))) redraw((count) => count + 1);
    };
    lists?.addEventListener("pointerleave", release);
    lists?.addEventListener("focusout", release);
    return () => {
      lists?.removeEventListener("pointerleave", release);
      lists?.removeEventListener("focusout", release);
    };
  }, []);
}
