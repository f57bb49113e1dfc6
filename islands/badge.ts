/** Shows a count on the icon of the installed app; 0 removes it. */
export function showBadge(count: number): void {
  if (!("setAppBadge" in navigator)) return;
  const shown = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  shown.catch(() => {}); // only an installed app has a badge
}
