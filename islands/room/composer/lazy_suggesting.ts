import { loadLate } from "../load_late.ts";
import { lazy } from "../../../lib/ui/elements/lazy.ts";
import type { SuggestingProps } from "./suggesting.tsx";

/** What completes the word before the caret: offered once the page is alive, or not at all. */
export const LazySuggesting = lazy<SuggestingProps>(() =>
  loadLate().then(({ Suggesting }) => Suggesting)
);
