import { icons } from "../../../lib/ui/elements/icons.tsx";
import { copyText } from "../../copy_text.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Copies the words of a message, as they were written. */
export function copyAct(window: ChatWindow): Act {
  return {
    id: "copy",
    label: "act.copy",
    short: "text.copy",
    icon: icons.copy,
    key: "c",
    group: "now",
    frequent: true,
    shows: ({ event }) => event.text !== "",
    run({ event }) {
      copyText(event.text).then(
        () => window.showToast(window.words.t("act.copied")),
        () => window.showToast(window.words.t("act.not-copied"), true),
      );
    },
  };
}
