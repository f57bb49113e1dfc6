import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "./icon_button.tsx";
import { icons } from "./icons.tsx";
import { useReading } from "./reading.ts";

export interface DialogProps {
  title: string;
  onClose(): void;
  broad?: boolean;
  children: ComponentChildren;
}

/** A card over the page. The browser keeps the focus inside, and gives it back at the end. */
export function Dialog({ title, onClose, broad, children }: DialogProps) {
  const { words } = useReading();
  const heading = useId();
  return (
    <Veil labelledBy={heading} onClose={onClose}>
      <div class={broad ? "card dialog broad" : "card dialog"}>
        <header>
          <h2 id={heading}>{title}</h2>
          <IconButton
            label={words.t("close")}
            icon={icons.close}
            onClick={onClose}
          />
        </header>
        {children}
      </div>
    </Veil>
  );
}

export interface VeilProps {
  label?: string;
  labelledBy?: string;
  onClose(): void;
  children: ComponentChildren;
}

/** The modal ground of dialogs and of the palette. A press beside it, or Esc, closes it. */
export function Veil({ label, labelledBy, onClose, children }: VeilProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const left = useRef(false);
  // Before it is seen: a key that is pressed then is for the dialog.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    const region = before?.closest<HTMLElement>("[data-region]");
    if (element && !element.open) element.showModal();
    element?.querySelector<HTMLElement>("[data-focus]")?.focus();
    return () => {
      left.current = true;
      element?.close();
      // What had the focus may be gone with what the dialog did, or be drawn anew elsewhere.
      const back = before?.isConnected ? before : before && document.getElementById(before.id);
      const held = document.activeElement;
      if (back instanceof HTMLElement) {
        back.blur(); // Chrome gives it the focus back, but not the caret: keys would go nowhere
        back.focus();
      } else if (held === document.body || element?.contains(held)) {
        region?.focus({ preventScroll: true });
      }
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="veil"
      aria-label={label}
      aria-labelledby={labelledBy}
      // Not at `cancel`: a browser leaves that out at a second Esc in a row.
      onClose={() => {
        if (!left.current) onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
