import { useEffect, useState } from "preact/hooks";
import type { SidebarAppProps } from "../lib/ui/pages/chat_frame.tsx";
import { conversationPath } from "../lib/ui/paths.ts";
import { ReadingProvider } from "../lib/ui/reading.ts";
import { type Attention, titleWith } from "../lib/ui/room/calls.ts";
import { keepAttention } from "./room/attention/attention.ts";
import { watchNetwork, watchPresence } from "./room/attention/watch.ts";
import { listenToKeys } from "./room/navigation/keyboard.ts";
import { reloadAfterSignIn } from "./room/navigation/reload_after_sign_in.ts";
import { EarlyKeys } from "./room/overlays/early_keys.tsx";
import { type Failing, lazy } from "../lib/ui/elements/lazy.ts";
import { BannerPane } from "./room/panes/banner_pane.tsx";
import { SidebarPane } from "./room/panes/sidebar_pane.tsx";
import { useLiveReading } from "./room/panes/use_live_reading.ts";
import { createChatWindow } from "./room/window/create_chat_window.ts";
import type { ChatWindow } from "./room/window/chat_window.ts";
import { WindowProvider } from "./room/window/window_context.ts";

const Overlays = lazy<Failing>(
  () => import("./room/overlays/overlays.tsx").then(({ Overlays }) => Overlays),
  EarlyKeys,
);

/** The list of conversations beside another page: as alive as in a room, which it leads to. */
export function SidebarApp(props: SidebarAppProps) {
  const [window] = useState(() => makeWindow(props));
  const reading = useLiveReading(props.reader, window);
  const [live, setLive] = useState(false);
  useEffect(() => {
    window.model.start();
    setLive(true);
    const stops = [
      watchPresence(window),
      watchNetwork(window),
      keepAttention(window, titleOfPage(window)),
      listenToKeys(
        window,
        () => import("./room/navigation/act_on_key.ts").then(({ actOnKey }) => actOnKey),
      ),
      reloadAfterSignIn(window),
      offerNewVersionLater(window),
    ];
    return () => {
      for (const stop of stops) stop();
      window.model.stop();
    };
  }, []);
  const me = window.model.me.value ?? props.snapshot.me;
  return (
    <ReadingProvider value={reading}>
      <WindowProvider value={window}>
        <SidebarPane community={props.community} icon={props.icon} me={me} live={live} />
        <BannerPane />
        {live && window.overlay.value && <Overlays onFail={() => window.showLoadFailure()} />}
      </WindowProvider>
    </ReadingProvider>
  );
}

/** Says that a new version is ready, once the code for that is there. Returns how to stop. */
function offerNewVersionLater(window: ChatWindow): () => void {
  let stop: (() => void) | undefined = () => {};
  import("./room/offline/new_version.ts").then(({ offerNewVersionIfAny }) => {
    if (stop) stop = offerNewVersionIfAny(window);
  }, () => {}); // the next page has it
  return () => {
    stop?.();
    stop = undefined;
  };
}

/** A window beside another page: to open a conversation is to leave that page. */
function makeWindow(props: SidebarAppProps): ChatWindow {
  const window = createChatWindow(props);
  window.open = (conversation) => location.assign(conversationPath(conversation));
  window.visit = () => false;
  return window;
}

/** The title that the page came with, and what is unread. */
function titleOfPage({ words }: ChatWindow): (attention: Attention) => string {
  const { title } = document;
  return (attention) => titleWith(words, title, attention);
}
