import type { ComponentChildren } from "preact";

/** What is wrong with a form as a whole: the page opens at it, and the focus is there. */
export function FormError({ children }: { children: ComponentChildren }) {
  return <p class="error" role="alert" tabIndex={-1} autofocus>{children}</p>;
}
