import { useLayoutEffect } from "preact/hooks";
import { SAID_ID } from "../../lib/ui/elements/said.tsx";
import { saidAt, type Shown } from "../../lib/ui/administration/views.ts";
import { showError } from "../post_form.ts";

/** Leads whoever posted a form to what became of it. */
export function useOutcome(shown: Pick<Shown, "done" | "failed" | "token">): void {
  useLayoutEffect(() => {
    if (shown.failed) showError();
  }, [shown.failed]);

  useLayoutEffect(() => {
    // What was pressed may be gone with what it was done to.
    if (shown.done && document.activeElement === document.body) {
      const id = saidAt(shown.done.what);
      // At the top it stays in sight.
      document.getElementById(id)?.focus({ preventScroll: id === SAID_ID });
    }
  }, [shown.done]);

  useLayoutEffect(() => {
    // What is shown this once is not looked for.
    if (!shown.token) return;
    const made = document.querySelector<HTMLInputElement>(".new-token .link-field");
    made?.scrollIntoView({ block: "center" });
    made?.focus({ preventScroll: true }); // whoever pressed the button reads it next, and copies it
    made?.select();
  }, [shown.token]);
}
