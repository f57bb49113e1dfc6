import { copyText } from "../../copy_text.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** Copies the address of a page, and says so; where the browser does not copy, it is shown to be copied by hand. */
export function copyLink(window: ChatWindow, path: string): void {
  const { href } = new URL(path, location.href);
  copyText(href).then(
    () => window.showToast(window.words.t("act.link-copied")),
    () => {
      window.overlay.value = { is: "link", href };
    },
  );
}
