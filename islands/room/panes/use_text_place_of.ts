import { useMemo } from "preact/hooks";
import type { TextPlace } from "../../../lib/ui/text/text_context.ts";
import { copyText } from "../../copy_text.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** What messages lead to and do: the same object until a room comes or goes. */
export function useTextPlaceOf({ model }: ChatWindow, live: boolean): TextPlace {
  const names = model.conversations.value.flatMap(({ kind, name }) =>
    kind === "room" && name !== undefined ? [name] : []
  ).sort().join(" ");
  return useMemo(
    () => ({ rooms: new Set(names.split(" ")), ...(live && { copy: copyText }) }),
    [names, live],
  );
}
