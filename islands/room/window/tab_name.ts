const KEY = "palabre-tab";

/**
 * The name of this tab, the same after a reload. Where the browser denies storage, a new one for each
 * page.
 */
export function tabName(uuid: () => string): string {
  try {
    const known = sessionStorage.getItem(KEY);
    if (known) return known;
    const name = uuid();
    sessionStorage.setItem(KEY, name);
    return name;
  } catch {
    return uuid(); // denied
  }
}
