import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useReading } from "../reading.ts";

export interface SpoilerProps {
  /** What is hidden, without anything that could be pressed. */
  cover: ComponentChildren;
  /** It holds a link: once it is shown it is no button. */
  linked: boolean;
  children: ComponentChildren;
}

/**
 * A text that is read when it is pressed, and hidden when it is pressed again. Not a `<button>`:
 * browsers do not break those into lines.
 */
export function Spoiler({ cover, linked, children }: SpoilerProps) {
  const { words } = useReading();
  const [shown, setShown] = useState(false);
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (shown && linked) text.current?.focus({ preventScroll: true }); // the button is gone
  }, [shown]);
  if (shown && linked) {
    return <span key="text" class="spoiler" data-shown tabIndex={-1} ref={text}>{children}</span>;
  }
  return (
    <span
      key="button"
      class="spoiler"
      role="button"
      tabIndex={0}
      data-shown={shown || undefined}
      aria-label={shown ? undefined : words.t("text.spoiler")}
      aria-pressed={shown}
      onClick={() => setShown(!shown)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        setShown(!shown);
      }}
    >
      <span aria-hidden={!shown}>{cover}</span>
    </span>
  );
}
