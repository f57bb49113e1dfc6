import { useState } from "preact/hooks";
import { isComposing } from "../../../lib/ui/elements/composing.ts";

/**
 * Which of `count` people that `query` found is selected, by the arrow keys: −1 is what was typed.
 * `step` takes a key that belongs to it.
 */
export function useSelection(
  query: string,
  count: number,
): { selected: number; step(event: KeyboardEvent): void } {
  // The selection belongs to one query: Enter may follow a letter before any effect runs.
  const [selection, select] = useState({ query, index: -1 });
  const selected = selection.query === query ? selection.index : -1;
  return {
    selected,
    step(event) {
      const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (by === 0 || count === 0 || isComposing(event)) return;
      event.preventDefault();
      const places = count + 1; // one step is back to what was typed
      select({ query, index: (selected + 1 + by + places) % places - 1 });
    },
  };
}
