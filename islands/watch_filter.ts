import { fold } from "../lib/protocol/fold.ts";

/**
 * Shows the field that filters a list of a page without an island of its own (`data-filter`), and of the
 * rows in its section those whose `data-name` holds what is typed. Gives what ends that.
 */
export function watchFilter(): () => void {
  const place = document.querySelector<HTMLElement>("[data-filter]");
  const input = place?.querySelector("input");
  if (!place || !input) return () => {};
  place.hidden = false;
  const filter = () => {
    const wanted = fold(input.value.trim().replace(/^[#@]/, ""));
    for (const row of place.parentElement?.querySelectorAll<HTMLElement>("[data-name]") ?? []) {
      row.hidden = !fold(row.dataset.name ?? "").includes(wanted);
    }
  };
  filter(); // a browser may have kept what was typed
  input.addEventListener("input", filter);
  return () => input.removeEventListener("input", filter);
}
