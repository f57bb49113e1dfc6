import { render } from "preact";
import { bytesText } from "../../../lib/i18n/sizes.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import type { Locale } from "../../../lib/i18n/locale.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/**
 * Takes files that are dropped on the page where a composer is. What covers the conversation meanwhile
 * says where they go; it comes with files only, not with a text that is dragged.
 */
export function listenToDrops(
  window: ChatWindow,
  locale: Locale,
  add: (over: Element, files: Iterable<File>) => void,
): void {
  const { words } = window;
  const cover = document.createElement("div");
  cover.className = "drop-place";
  let depth = 0;

  function hide(): void {
    depth = 0;
    render(null, cover);
    cover.remove();
  }
  function show(): void {
    const { conversation } = window;
    const limits = window.model.limits.value.files;
    const place = document.querySelector(".composer")?.parentElement;
    if (!conversation || !limits || !place) return;
    const most = bytesText(locale, limits.bytes);
    render(
      <div class="drop">
        <h2>{words.t("file.drop", { place: conversationMention(words, conversation) })}</h2>
        <p>{words.t("file.drop-note", { count: limits.count, most })}</p>
      </div>,
      cover,
    );
    place.append(cover);
  }
  const brings = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const onEnter = (event: DragEvent) => {
    if (!brings(event)) return;
    event.preventDefault();
    if (depth++ === 0) show();
  };
  const onOver = (event: DragEvent) => {
    if (brings(event)) event.preventDefault();
  };
  const onLeave = (event: DragEvent) => {
    if (brings(event) && --depth <= 0) hide();
  };
  const onDrop = (event: DragEvent) => {
    if (!brings(event)) return;
    event.preventDefault();
    const isOpen = cover.isConnected;
    hide();
    const over = event.target instanceof Element ? event.target : document.body;
    if (isOpen) add(over, event.dataTransfer?.files ?? []);
  };
  document.addEventListener("dragenter", onEnter);
  document.addEventListener("dragover", onOver);
  document.addEventListener("dragleave", onLeave);
  document.addEventListener("drop", onDrop);
}
