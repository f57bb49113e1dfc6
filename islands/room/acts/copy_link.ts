import { copyText } from "../../copy_text.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** Copies the address of a page, and says so. */
export function copyLink(window: ChatWindow, path: string): void {
  copyText(new URL(path, location.href).href).then(
    () => window.showToast(window.words.t("act.link-copied")),
    () => window.showToast(window.words.t("act.not-copied"), true),
  );
}
