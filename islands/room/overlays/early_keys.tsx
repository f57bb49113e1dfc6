import { useLayoutEffect, useRef } from "preact/hooks";
import { isComposing } from "../../../lib/ui/elements/composing.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useWindow } from "../window/window_context.ts";

/** Stands for an overlay on its way: what is typed meanwhile is for the overlay, not for the page. */
export function EarlyKeys() {
  const { overlay } = useWindow();
  const { words } = useReading();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    const before = document.activeElement;
    element?.focus({ preventScroll: true });
    return () => {
      // The overlay gives the focus back to who has it when it comes.
      if (document.activeElement !== element || !before) return;
      // It may have been drawn anew elsewhere.
      const back = before.isConnected ? before : document.getElementById(before.id);
      if (back instanceof HTMLElement) back.focus();
    };
  }, []);
  return (
    <input
      ref={field}
      class="sr-only"
      aria-label={words.t("timeline.loading")}
      inputMode="none" // only a keyboard that is there already is quicker than the overlay
      onInput={(event) => {
        const query = event.currentTarget.value;
        if (overlay.value?.is === "palette") overlay.value = { is: "palette", query };
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || isComposing(event)) return;
        event.preventDefault(); // else it goes on to what is behind
        overlay.value = undefined;
      }}
    />
  );
}
