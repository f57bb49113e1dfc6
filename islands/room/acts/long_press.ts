import { systemClock, type Timer } from "../../../lib/runtime/clock.ts";

/** So long a finger rests on a message until its sheet opens. */
const LONG_PRESS_MS = 500;
/** A finger that moves further does not rest: it scrolls, or selects. */
const MOVED_PX = 10;

/** Calls `open` with the message on which a finger rests; it says whether there is something to open. */
export function listenToLongPress(
  scroller: HTMLElement,
  open: (message: HTMLElement) => boolean,
): () => void {
  let timer: Timer | undefined;
  let from = { x: 0, y: 0 };
  let opened = false;
  const cancel = () => {
    timer?.cancel();
    timer = undefined;
  };
  const onDown = (event: PointerEvent) => {
    cancel();
    opened = false;
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    const pressed = event.target instanceof Element ? event.target : undefined;
    const message = pressed?.closest<HTMLElement>(".message");
    // What can be pressed itself has a long press of its own.
    if (!message || pressed?.closest("a, button, input, summary")) return;
    from = { x: event.clientX, y: event.clientY };
    timer = systemClock.after(LONG_PRESS_MS, () => {
      opened = open(message);
    });
  };
  const onMove = (event: PointerEvent) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > MOVED_PX) cancel();
  };
  // Some browsers show a menu of their own at the same time.
  const onMenu = (event: Event) => {
    if (timer !== undefined || opened) event.preventDefault();
  };
  // The finger that opened the sheet must not press what came under it.
  const onEnd = (event: TouchEvent) => {
    if (opened && event.cancelable) event.preventDefault();
  };
  scroller.addEventListener("pointerdown", onDown);
  scroller.addEventListener("pointermove", onMove);
  scroller.addEventListener("pointerup", cancel);
  scroller.addEventListener("pointercancel", cancel);
  scroller.addEventListener("contextmenu", onMenu);
  scroller.addEventListener("touchend", onEnd, { passive: false });
  return () => {
    cancel();
    scroller.removeEventListener("pointerdown", onDown);
    scroller.removeEventListener("pointermove", onMove);
    scroller.removeEventListener("pointerup", cancel);
    scroller.removeEventListener("pointercancel", cancel);
    scroller.removeEventListener("contextmenu", onMenu);
    scroller.removeEventListener("touchend", onEnd);
  };
}
