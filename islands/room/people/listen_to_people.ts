import type { ActTarget } from "../acts/act.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** Opens the card of who wrote a message whose face or name is pressed. Returns the end of it. */
export function listenToPeople(
  scroller: HTMLElement,
  window: ChatWindow,
  targetAt: (message: HTMLElement) => ActTarget | undefined,
): () => void {
  const onClick = ({ target }: MouseEvent) => {
    const pressed = target instanceof Element &&
      target.closest(".message > .avatar, .message > .body > .byline > b");
    const message = pressed && pressed.closest<HTMLElement>(".message");
    const found = message && targetAt(message);
    if (found) showAuthor(window, found);
  };
  scroller.addEventListener("click", onClick);
  return () => scroller.removeEventListener("click", onClick);
}

/** Opens the card of who wrote a message. */
export function showAuthor(window: ChatWindow, { conversation, event }: ActTarget): void {
  const { by: id, seq } = event;
  const person = { id, ...window.model.profileOf(id) };
  window.overlay.value = { is: "person", person, from: { conversation: conversation.id, seq } };
}
