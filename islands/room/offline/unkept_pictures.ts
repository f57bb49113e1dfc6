import { effect } from "@preact/signals";
import type { ChatWindow } from "../window/chat_window.ts";

/**
 * Says of a picture that cannot be had without a connection that it is not on this device; it comes once
 * there is one. Returns how to stop.
 */
export function sayUnkept(window: ChatWindow): () => void {
  const unkept = new Map<HTMLImageElement, string>();
  const say = (picture: HTMLImageElement) => {
    if (window.online || unkept.has(picture)) return;
    unkept.set(picture, picture.alt);
    picture.alt = window.words.t("offline.not-kept");
    picture.dataset.unkept = "";
  };
  const missing = ({ target }: Event) => {
    if (target instanceof HTMLImageElement && target.closest(".message")) say(target);
  };
  document.addEventListener("error", missing, true);
  // Those that failed before this code was here.
  for (const picture of document.querySelectorAll<HTMLImageElement>(".message img")) {
    if (picture.complete && picture.naturalWidth === 0) say(picture);
  }
  const stop = effect(() => {
    if (!window.online) return;
    for (const [picture, alt] of unkept) {
      delete picture.dataset.unkept;
      picture.alt = alt;
      picture.src = picture.getAttribute("src") ?? "";
    }
    unkept.clear();
  });
  return () => {
    stop();
    document.removeEventListener("error", missing, true);
  };
}
