import type { View } from "../../lib/ui/administration/views.ts";

/** Takes whoever made an invitation to its link, which is marked to be copied, once it is drawn. */
export function showMade(now: View, before: View): void {
  if (now.is !== "invitations" || before.is !== "invitations") return;
  const known = new Set(before.invitations.map(({ code }) => code));
  const made = now.invitations.find(({ code }) => !known.has(code));
  if (!made) return;
  requestAnimationFrame(() => {
    const link = document.getElementById(`link-${made.code}`);
    if (!(link instanceof HTMLInputElement)) return;
    link.focus();
    link.select();
  });
}
