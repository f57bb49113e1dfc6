import type { RoomPageProps } from "../../../lib/ui/pages/props.ts";
import { loadLate } from "../load_late.ts";
import { keepPrompt } from "../install/prompt.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/**
 * Keeps the title, the icon and the notifications as unread as the chat is, the address that of what is
 * open, and hears of a new session, once the code for it is there. Returns how to stop.
 */
export function keepAttentionSoon(window: ChatWindow, props: RoomPageProps): () => void {
  let stop: (() => void) | undefined;
  let wanted = true;
  const stopPrompt = keepPrompt();
  loadLate().then((late) => {
    if (!wanted) return;
    const stops = [
      late.keepAttention(
        window,
        (attention) => late.titleOfChat(window, props.community, attention),
      ),
      late.followRenames(window),
      late.reloadAfterSignIn(window),
      late.keepOfflineLater(window, props),
      late.takeShared(window),
    ];
    stop = () => stops.forEach((end) => end());
  }).catch(() => {}); // what cannot do without it is told when it is needed
  return () => {
    wanted = false;
    stopPrompt();
    stop?.();
  };
}
