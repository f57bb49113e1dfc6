import { loadLate } from "../load_late.ts";
import { lazy } from "../../../lib/ui/elements/lazy.ts";
import type { EditLineProps } from "./edit_line.tsx";

/** The line of an edit, whose code comes with the first one. */
export const LazyEditLine = lazy<EditLineProps>(() => loadLate().then(({ EditLine }) => EditLine));
