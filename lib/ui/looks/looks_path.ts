/** Where the sheets of accents are. */
export const LOOKS_PATH = "/looks/";

/** The sheet that tints pages in an accent (`#rrggbb`). */
export function tintSheetPath(accent: string): string {
  return `${LOOKS_PATH}${accent.slice(1)}.css`;
}
