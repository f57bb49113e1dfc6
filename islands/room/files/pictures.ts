// What happens with the pictures of a timeline. Loaded late.
import type { ActTarget } from "../acts/act.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { blurOf } from "./picture_blur.ts";

/** Opens pictures that are pressed in the viewer, and paints what has not come yet. Returns the end of it. */
export function listenToPictures(
  scroller: HTMLElement,
  window: ChatWindow,
  targetAt: (message: HTMLElement, anchor: HTMLElement) => ActTarget | undefined,
): () => void {
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target instanceof Element
      ? event.target.closest<HTMLElement>("a[data-file]")
      : null;
    const message = link?.closest<HTMLElement>(".message");
    const target = link && message && targetAt(message, link);
    if (!target || !link.dataset.file) return;
    event.preventDefault();
    window.overlay.value = { is: "viewer", target, file: link.dataset.file };
  };
  const paint = () => {
    for (const image of scroller.querySelectorAll<HTMLImageElement>("img[data-thumb]")) {
      paintThumb(image);
    }
  };
  const watch = new MutationObserver(paint);
  watch.observe(scroller, { childList: true, subtree: true });
  scroller.addEventListener("click", onClick);
  paint();
  return () => {
    watch.disconnect();
    scroller.removeEventListener("click", onClick);
  };
}

/** Shows the blurred picture behind one that is still on its way. */
function paintThumb(image: HTMLImageElement): void {
  const blur = blurOf(image);
  if (!blur || image.complete) return;
  image.style.backgroundImage = `url(${blur})`;
  image.style.backgroundSize = "cover";
  image.addEventListener("load", () => {
    if (image.dataset.lost === undefined) image.removeAttribute("style"); // else the blur was loaded
  }, { once: true });
}
