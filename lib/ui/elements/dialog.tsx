import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "./icon_button.tsx";
import { icons } from "./icons.tsx";
import { useReading } from "../reading.ts";

export interface DialogProps {
  title: string;
  onClose(): void;
  broad?: boolean;
  children: ComponentChildren;
}

/** A modal dialog with a title and a close button. */
export function Dialog({ title, onClose, broad, children }: DialogProps) {
  const { words } = useReading();
  const heading = useId();
  return (
    <ModalDialog labelledBy={heading} onClose={onClose}>
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
    </ModalDialog>
  );
}

export interface ModalDialogProps {
  label?: string;
  labelledBy?: string;
  onClose(): void;
  /** It comes up from the lower edge. */
  low?: boolean;
  children: ComponentChildren;
}

/** The modal layer of dialogs and of the palette. A press beside it, or Esc, closes it. */
export function ModalDialog({ label, labelledBy, onClose, low, children }: ModalDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const left = useRef(false);
  // A layout effect: a key pressed right after opening must reach the dialog.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    const region = before?.closest<HTMLElement>("[data-region]");
    if (element && !element.open) element.showModal();
    element?.querySelector<HTMLElement>("[data-focus]")?.focus();
    return () => {
      left.current = true;
      element?.close();
      // The element that had the focus may be gone, or rendered again elsewhere.
      const back = before?.isConnected ? before : before && document.getElementById(before.id);
      if (back instanceof HTMLElement) {
        back.blur(); // Chrome gives it the focus back, but not the caret: keys would go nowhere
        back.focus(); // a message takes it only while it has it
      }
      const held = document.activeElement;
      if (held === document.body || element?.contains(held)) {
        region?.focus({ preventScroll: true });
      }
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={low ? "veil low" : "veil"}
      aria-label={label}
      aria-labelledby={labelledBy}
      // Not on `cancel`: browsers skip that event for a second Esc in a row.
      onClose={() => {
        if (!left.current) onClose();
      }}
      onMouseDown={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault(); // else the press takes the focus to the page, after it came back
        onClose();
      }}
    >
      {children}
    </dialog>
  );
}
