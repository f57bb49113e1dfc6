import { useLayoutEffect, useRef } from "preact/hooks";
import { useReading } from "../../../lib/ui/reading.ts";
import { moveInMenu } from "../overlays/move_in_menu.ts";
import { ActItems, type ActListProps } from "./act_list.tsx";
import { focusMessage } from "./message_keys.ts";
import { placeBeside } from "./place_beside.ts";

/** The menu below what opened it. A press beside it, Esc or scrolling closes it. */
export function ActMenu(props: ActListProps) {
  const { words } = useReading();
  const menu = useRef<HTMLDialogElement>(null);
  const { target: { anchor }, onClose } = props;

  // Before it is seen: a key that is pressed then is for the menu.
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    const region = anchor.closest<HTMLElement>("[data-region]");
    element.showPopover();
    placeBeside(element, anchor);
    element.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const outside = (event: Event) => {
      const { target } = event;
      // The button that opened it closes it by itself.
      if (!(target instanceof Node) || element.contains(target) || anchor.contains(target)) return;
      onClose();
    };
    const scrolled = (event: Event) => {
      if (event.target instanceof Element && event.target.contains(anchor)) onClose();
    };
    addEventListener("pointerdown", outside);
    addEventListener("scroll", scrolled, { capture: true, passive: true });
    return () => {
      removeEventListener("pointerdown", outside);
      removeEventListener("scroll", scrolled, { capture: true });
      giveBack(anchor, region);
    };
  }, []);

  return (
    <dialog ref={menu} class="floating" popover="manual" aria-label={words.t("act.bar")}>
      <div
        class="menu tall"
        role="menu"
        aria-label={words.t("act.bar")}
        onKeyDown={(event) => moveInMenu(event, onClose)}
      >
        <ActItems {...props} />
      </div>
    </dialog>
  );
}

/** The focus goes back to what opened the menu; to its region, where the message is gone. */
export function giveBack(anchor: HTMLElement, region: HTMLElement | null): void {
  if (!anchor.isConnected) region?.focus({ preventScroll: true });
  else if (anchor.matches(".message")) focusMessage(anchor);
  else {
    anchor.focus({ preventScroll: true });
    // Of a bar that a pointer opened, nothing stays once the pointer is elsewhere: its message does.
    const message = anchor.closest<HTMLElement>(".message");
    if (message && !anchor.matches(":focus-visible")) focusMessage(message);
  }
}
