import type { MessageKey } from "../../../lib/ui/room/shortcuts.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import { keyName } from "./key_name.ts";
import { actsOf } from "./registry.ts";

/** The keys of the acts that the reader may do, for the list of shortcuts. */
export function messageKeys(window: ChatWindow): MessageKey[] {
  const role = window.model.me.value?.role ?? "guest";
  return actsOf(window, role).flatMap(({ key, label, listed }) => {
    const what = listed ?? (typeof label === "string" ? label : undefined);
    return key === undefined || !what ? [] : [{ key: keyName(window.words, key), what }];
  });
}
