// Pictures that cannot be loaded: their blur, an icon and words stand for them. Loaded late.
import { render } from "preact";
import { fileIcons } from "../../../lib/ui/elements/file_icons.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import { blurOf } from "./picture_blur.ts";

/** Nothing: the browser has a sign of its own for what it could not load. */
const BLANK = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
/** Where words stand over a picture: in a message, and in the viewer. */
const HOLDERS = "a[data-file], .viewer figure";

/** Those that are not to be had now, with their addresses. */
type Lost = Map<HTMLImageElement, string>;

const watched = new WeakSet<ChatWindow>();

/**
 * Shows what stands for the pictures of a page that cannot be loaded, and loads them when the network, or
 * the server, is back. Once for a window.
 */
export function watchLostPictures(window: ChatWindow): void {
  if (watched.has(window)) return;
  watched.add(window);
  const lost: Lost = new Map();
  const told = () => window.words.t(window.online ? "file.not-had" : "file.not-yet");
  const onError = ({ target }: Event) => {
    if (target instanceof HTMLImageElement) lose(lost, target, told());
  };
  const onLoad = ({ target }: Event) => {
    if (target instanceof HTMLImageElement && !isData(target)) find(lost, target);
  };
  const again = () => {
    for (const [image, src] of lost) {
      if (image.isConnected) image.src = src;
      else lost.delete(image);
    }
  };
  document.addEventListener("error", onError, true);
  document.addEventListener("load", onLoad, true);
  addEventListener("online", again);
  window.model.connection.subscribe(() => {
    for (const image of lost.keys()) note(image, told());
    if (window.online) again();
  });
  // Those that could not be loaded before this came.
  for (const image of document.images) {
    if (hasFailed(image)) image.src = image.getAttribute("src") ?? "";
  }
}

function hasFailed({ complete, naturalWidth }: HTMLImageElement): boolean {
  return complete && naturalWidth === 0;
}

function isData({ src }: HTMLImageElement): boolean {
  return src.startsWith("data:");
}

function lose(lost: Lost, image: HTMLImageElement, words: string): void {
  const src = image.getAttribute("src");
  if (!src || isData(image)) return;
  lost.set(image, src);
  // As large as it will be: what stands for it has another shape.
  image.style.setProperty("--lost-width", `${image.getAttribute("width")}px`);
  image.style.setProperty(
    "--lost-shape",
    `${image.getAttribute("width")} / ${image.getAttribute("height")}`,
  );
  image.dataset.lost = "";
  image.src = blurOf(image) ?? BLANK;
  note(image, words);
}

/** It is there after all: nothing stands for it any more. */
function find(lost: Lost, image: HTMLImageElement): void {
  if (lost.delete(image)) {
    image.removeAttribute("style");
    delete image.dataset.lost;
  }
  image.closest(HOLDERS)?.querySelector(":scope > .lost")?.remove();
}

/** Says over a picture why it is not there. */
function note(image: HTMLImageElement, words: string): void {
  const holder = image.closest(HOLDERS);
  if (!holder) return;
  let place = holder.querySelector<HTMLElement>(":scope > .lost");
  if (!place) {
    place = document.createElement("span");
    place.className = "lost";
    holder.append(place);
  }
  render(
    <>
      <fileIcons.lost />
      <small>{words}</small>
    </>,
    place,
  );
}
