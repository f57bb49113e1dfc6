// What happens with the pictures of a timeline. Loaded late.
import { thumbHashToDataURL } from "thumbhash";
import type { ActTarget } from "../acts/act.ts";
import type { ChatWindow } from "../window/chat_window.ts";

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
  const again = () => {
    for (const image of scroller.querySelectorAll<HTMLImageElement>("[data-file] img")) {
      if (hasFailed(image)) image.src = image.getAttribute("src") ?? "";
    }
  };
  addEventListener("online", again);
  scroller.addEventListener("click", onClick);
  paint();
  return () => {
    watch.disconnect();
    removeEventListener("online", again);
    scroller.removeEventListener("click", onClick);
  };
}

/** Whether a picture is not to be had, as without a connection. */
function hasFailed({ complete, naturalWidth }: HTMLImageElement): boolean {
  return complete && naturalWidth === 0;
}

/** Shows the blurred picture behind one that is still on its way, or did not come. */
function paintThumb(image: HTMLImageElement): void {
  const { thumb } = image.dataset;
  delete image.dataset.thumb;
  if (!thumb || image.complete && !hasFailed(image)) return;
  try {
    const bytes = Uint8Array.fromBase64(thumb, { alphabet: "base64url" });
    image.style.backgroundImage = `url(${thumbHashToDataURL(bytes)})`;
    image.style.backgroundSize = "cover";
    image.addEventListener("load", () => image.removeAttribute("style"), { once: true });
  } catch {
    // No ThumbHash: the picture comes without it.
  }
}
