/** The name of what tells a page's script which style sheet its late parts need: it loads it with them. */
export const LATE_SHEET = "late-sheet";
