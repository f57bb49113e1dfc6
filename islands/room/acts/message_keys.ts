import { isComposing } from "../../../lib/ui/elements/composing.ts";

/** What keys do on the message that has the focus. */
export interface MessageKeys {
  /** Enter: all that can be done with it. */
  open(message: HTMLElement): void;
  /** One letter; says whether it does anything here. */
  press(message: HTMLElement, key: string): boolean;
}

/**
 * The timeline is one stop of Tab. In it the arrows go from message to message, and on a message one
 * letter does one thing: never while one writes, and never on what was only pressed.
 */
export function listenToMessageKeys(scroller: HTMLElement, keys: MessageKeys): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isComposing(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const message = focusedMessage(scroller, event.target);
    const next = nextMessage(scroller, message, event.key, event.target);
    if (next) focusMessage(next);
    else if (!message || !act(message, event.key, keys)) return;
    event.preventDefault();
  };
  scroller.addEventListener("keydown", onKeyDown);
  return () => scroller.removeEventListener("keydown", onKeyDown);
}

/** Focuses a message as the arrows do; it leaves the order of Tab again when it loses the focus. */
export function focusMessage(message: HTMLElement): void {
  message.tabIndex = -1;
  message.focus();
  message.scrollIntoView({ block: "nearest" });
  message.addEventListener("blur", () => message.removeAttribute("tabindex"), { once: true });
}

function act(message: HTMLElement, key: string, keys: MessageKeys): boolean {
  if (key === "Enter") keys.open(message);
  else if (key === "Escape") document.querySelector<HTMLElement>(".composer textarea")?.focus();
  else return keys.press(message, key.toLowerCase());
  return true;
}

/** The message itself: keys in what it holds, a link or a button, are for that. */
function focusedMessage(scroller: HTMLElement, target: EventTarget | null) {
  if (!(target instanceof HTMLElement) || !target.matches(".message")) return undefined;
  return scroller.contains(target) ? target : undefined;
}

/**
 * Where an arrow leads: into the messages from the timeline itself, and from a link or a button in it, where
 * Tab leads too; then from one to the next.
 */
function nextMessage(
  scroller: HTMLElement,
  from: HTMLElement | undefined,
  key: string,
  target: EventTarget | null,
): HTMLElement | undefined {
  const within = from ? undefined : pressable(scroller, target);
  if (!from && !within && target !== scroller) return undefined;
  const up = key === "ArrowUp";
  if (!up && key !== "ArrowDown" && !(from && (key === "Home" || key === "End"))) return undefined;
  const all = [...scroller.querySelectorAll<HTMLElement>(".message")];
  if (within) return beside(all, within, up);
  if (!from) return inSight(scroller, up ? all.toReversed() : all);
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  return all[all.indexOf(from) + (up ? -1 : 1)] ?? from;
}

/** What has no use for arrows itself, unlike fields and players. */
function pressable(scroller: HTMLElement, target: EventTarget | null): HTMLElement | undefined {
  const is = target instanceof HTMLElement && target.matches("a, button:not([role]), summary");
  return is && scroller.contains(target) ? target : undefined;
}

/** The message that holds what has the focus, or stands above it; or the next below. */
function beside(all: readonly HTMLElement[], within: HTMLElement, up: boolean) {
  const side = up ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const there = all.filter((one) =>
    (within.compareDocumentPosition(one) & side) !== 0 && (up || !one.contains(within))
  );
  return up ? there.at(-1) : there[0];
}

function inSight(scroller: HTMLElement, messages: readonly HTMLElement[]): HTMLElement | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  return messages.find((message) => {
    const box = message.getBoundingClientRect();
    return box.top < bottom && box.bottom > top;
  });
}
