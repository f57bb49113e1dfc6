import { systemClock, type Timer } from "../../lib/runtime/clock.ts";

/** How long nobody typed when a form is posted, or something looked for: not at each letter. */
const REST_MS = 400;
const FIND_REST_MS = 150;

/**
 * Posts forms that say so (`data-live`) while somebody types in them, and asks for what a search finds:
 * `find` is given its address. Gives what ends that.
 */
export function watchLiveForms(find: (address: string) => void): () => void {
  let timer: Timer | undefined;
  function changed({ target }: Event) {
    const form = target instanceof Element ? target.closest("form") : null;
    if (!form) return;
    if (form.role === "search") {
      timer?.cancel();
      timer = systemClock.after(FIND_REST_MS, () => find(addressOf(form)));
    } else if (form.dataset.live !== undefined) {
      timer?.cancel();
      timer = systemClock.after(REST_MS, () => form.requestSubmit());
    }
  }
  document.addEventListener("input", changed);
  return () => {
    timer?.cancel();
    document.removeEventListener("input", changed);
  };
}

/** Where a search leads. */
function addressOf(form: HTMLFormElement): string {
  const url = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") url.searchParams.set(name, value.trim());
  }
  return url.pathname + url.search;
}
