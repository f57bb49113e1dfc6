import type { ComponentChildren } from "preact";

/** The id of what a page says of the form that led to it: the addresses of such pages end with it. */
export const SAID_ID = "done";

/** What became of the form that one posted: the page opens at it, and the focus is there. */
export function Said({ id = SAID_ID, autofocus, class: classes, children }: {
  id?: string;
  /** The page is the answer to the form itself: its address has no end that leads here. */
  autofocus?: boolean;
  class?: string;
  children: ComponentChildren;
}) {
  return (
    <p id={id} class={classes} role="status" tabIndex={-1} autofocus={autofocus}>
      {children}
    </p>
  );
}
