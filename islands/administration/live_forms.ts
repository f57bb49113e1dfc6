import { systemClock, type Timer } from "../../lib/runtime/clock.ts";

/** How long nobody typed when a form is posted: not at each letter. */
const REST_MS = 400;

/** Posts forms that say so (\`data-live\`) while somebody types in them. Gives what ends that. */
export function watchLiveForms(): () => void {
  let timer: Timer | undefined;
  function changed({ target }: Event) {
    const form = target instanceof Element
      ? target.closest<HTMLFormElement>("form[data-live]")
      : null;
    if (!form) return;
    timer?.cancel();
    timer = systemClock.after(REST_MS, () => form.requestSubmit());
  }
  document.addEventListener("input", changed);
  return () => {
    timer?.cancel();
    document.removeEventListener("input", changed);
  };
}
