import type { MessageKey } from "../../../lib/ui/room/shortcuts.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import { keyName } from "./key_name.ts";
import { allActs } from "./registry.ts";

/** The keys of all acts, for the list of shortcuts. */
export function messageKeys(window: ChatWindow): MessageKey[] {
  return allActs(window).flatMap(({ key, label, listed }) => {
    const what = listed ?? (typeof label === "string" ? label : undefined);
    return key === undefined || !what ? [] : [{ key: keyName(window.words, key), what }];
  });
}
