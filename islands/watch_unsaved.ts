import { contentOf } from "./post_form.ts";

/**
 * Asks before one leaves with something in a form of this page that is not saved. Gives what ends that.
 * A page without such a form is left as it is.
 */
export function watchUnsaved(selector: string): () => void {
  const form = document.querySelector<HTMLFormElement>(`form${selector}`);
  if (!form) return () => {};
  const saved = contentOf(form);
  let isSent = false;
  const sent = () => void (isSent = true);
  const leave = (event: Event) => {
    if (!isSent && form.isConnected && contentOf(form) !== saved) event.preventDefault();
  };
  form.addEventListener("submit", sent);
  addEventListener("beforeunload", leave);
  return () => {
    form.removeEventListener("submit", sent);
    removeEventListener("beforeunload", leave);
  };
}
