// Whether one sees who is in the room: as the width of the window has it, or as the person wants it.
import { type ChatWindow, type MembersWanted, WIDE } from "../window/chat_window.ts";

/** Whether the members are shown: as the person wants it, else as the width has room. */
export function membersShown(wanted: MembersWanted): boolean {
  return wanted === "open" || (wanted === undefined && matchMedia(WIDE).matches);
}

/** Puts the members away; the focus that was among them goes to the button that shows them. */
export function closeMembers({ panel }: ChatWindow): void {
  const inside = document.getElementById("members")?.contains(document.activeElement);
  panel.value = matchMedia(WIDE).matches ? "closed" : undefined;
  if (inside) document.getElementById("show-members")?.focus();
}
