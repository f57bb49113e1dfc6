// Whether one sees who is in the room, or its files: as the width of the window has it, or as one wants it.
import { type ChatWindow, type PanelWanted, WIDE } from "../window/chat_window.ts";

/** Whether the members are shown: as the person wants it, else as the width has room. */
export function membersShown(wanted: PanelWanted): boolean {
  return wanted === "open" || (wanted === undefined && matchMedia(WIDE).matches);
}

/** Puts the members or the files away; the focus that was there goes to the button that shows them. */
export function closePanel({ panel }: ChatWindow): void {
  const name = panel.peek() === "files" ? "files" : "members";
  const inside = document.getElementById(name)?.contains(document.activeElement);
  panel.value = matchMedia(WIDE).matches ? "closed" : undefined;
  if (inside) document.getElementById(`show-${name}`)?.focus();
}
