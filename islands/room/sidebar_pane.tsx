import { useRef } from "preact/hooks";
import { useReading } from "../../lib/ui/reading.ts";
import { Sidebar } from "../../lib/ui/sidebar.tsx";
import type { Person } from "../../lib/protocol/events.ts";
import { useKeptFocus } from "./use_kept_focus.ts";
import { useWindow } from "./window_context.ts";

/** The list of conversations, kept up to date. */
export function SidebarPane({ community, me, live }: {
  community: string;
  me: Person;
  /** Whether the script has taken over: its buttons appear then. */
  live: boolean;
}) {
  const window = useWindow();
  const { model } = window;
  const { now } = useReading();
  const region = useRef<HTMLElement>(null);
  useKeptFocus(region);
  const own = model.presence.value.get(me.id);
  const status = own?.status && (own.until === undefined || own.until > now)
    ? { text: own.status, until: own.until }
    : undefined;
  return (
    <Sidebar
      region={region}
      community={community}
      me={me}
      status={status}
      conversations={model.conversations.value}
      current={window.current.value}
      stateOf={(user) => model.presence.value.get(user)?.state ?? "offline"}
      actions={live
        ? {
          jump: () => {
            window.overlay.value = { is: "palette" };
          },
          newMessage: (event) => {
            event.preventDefault();
            window.overlay.value = { is: "new" };
          },
          browse: (event) => {
            event.preventDefault();
            window.overlay.value = { is: "rooms" };
          },
        }
        : undefined}
    />
  );
}
