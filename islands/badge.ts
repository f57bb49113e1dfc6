/** What the icon of the installed app says: how many call, or nothing. */
export function showBadge(calls: number): void {
  if (!("setAppBadge" in navigator)) return;
  const shown = calls > 0 ? navigator.setAppBadge(calls) : navigator.clearAppBadge();
  shown.catch(() => {}); // only an installed app has a badge
}
