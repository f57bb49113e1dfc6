import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { LEVELS, usualLevel } from "../../../lib/protocol/notifications/levels.ts";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { PATHS } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { isSilent } from "../../../lib/ui/room/calls.ts";
import { callApi } from "../overlays/api.ts";
import { MenuButton, type MenuItem } from "../overlays/menu_button.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import { useWindow } from "../window/window_context.ts";
import { notificationsAre, wantNotifications } from "./notifications.ts";
import { pauseEnds } from "./pause_ends.ts";

/** The bell of a conversation: what notifies of it, and its pause. Crossed while nothing does. */
export function NotifyButton({ conversation }: { conversation: ConversationSummary }) {
  const window = useWindow();
  const reading = useReading();
  return (
    <MenuButton
      label={reading.words.t("notify.label")}
      id="notify"
      icon={isSilent(conversation) ? icons.silent : messageIcons.bell}
      items={() => notifyItems(conversation, window, reading)}
    />
  );
}

/** Made when the menu opens: asking for the permission to notify is slow. */
function notifyItems(
  conversation: ConversationSummary,
  window: ChatWindow,
  { words, times }: ReturnType<typeof useReading>,
): MenuItem[] {
  const { id, kind, level = usualLevel(kind), pausedUntil } = conversation;
  const now = window.model.now();
  const choose = (own: { level?: string; pausedUntil?: number | null }) => () =>
    window.attempt(() => callApi(`/conversations/${id}/notify`, own, "PUT"));
  const levels = LEVELS.map((one, n): MenuItem => ({
    ...(n === 0 && { group: words.t("notify.lead") }),
    text: words.t(
      one === "mentions" && kind === "direct" ? "notify.mentions-direct" : `notify.${one}`,
    ),
    checked: one === level,
    run: choose({ level: one }),
  }));
  const pauses = pausedUntil !== undefined
    ? [{
      text: words.t("notify.resume"),
      aside: words.t("status.until", { time: times.brief(pausedUntil, now) }),
      run: choose({ pausedUntil: null }),
    }]
    : pauseEnds(now).map(({ name, until }) => ({
      text: words.t(`notify.${name}`),
      aside: times.time(until),
      run: choose({ pausedUntil: until }),
    }));
  const [first, ...others] = pauses;
  return [
    ...levels,
    ...(first ? [{ ...first, group: words.t("notify.pause") }] : []),
    ...others,
    ...(notificationsAre() === "askable"
      ? [{ text: words.t("notify.browser"), run: wantNotifications }]
      : []),
    { text: words.t("notify.settings"), run: () => location.assign(PATHS.notifications) },
  ];
}
