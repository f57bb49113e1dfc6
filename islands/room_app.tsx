import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Tree } from "../lib/ui/icons.tsx";
import type { RoomPageProps } from "../lib/ui/pages/props.ts";
import { ReadingProvider, useReading } from "../lib/ui/reading.ts";
import { systemClock } from "../lib/world/world.ts";
import { keepAttention, watchPresence } from "./room/attention.ts";
import { BannerPane } from "./room/banner_pane.tsx";
import { ConversationPane } from "./room/conversation_pane.tsx";
import { EarlyKeys } from "./room/early_keys.tsx";
import { leaveWhatIsGone } from "./room/gone.ts";
import { listenToKeys } from "./room/keyboard.ts";
import { KnownNames } from "./room/known_names.ts";
import { type Failing, lazy } from "./room/lazy.ts";
import { followLinks } from "./room/links.ts";
import { makeWindow } from "./room/make_window.ts";
import { SidebarPane } from "./room/sidebar_pane.tsx";
import { useLiveReading } from "./room/use_live_reading.ts";
import { usePlace } from "./room/use_place.ts";
import { useWindow, WindowProvider } from "./room/window_context.ts";

const Overlays = lazy<Failing>(
  () => import("./room/overlays.tsx").then(({ Overlays }) => Overlays),
  EarlyKeys,
);

/** Overlays are fetched while the page rests, so that they open at once, also offline. */
const OVERLAYS_AFTER_MS = 3000;

/** The chat: complete HTML from its props, alive once the script is there. */
export function RoomApp(props: RoomPageProps) {
  const reading = useLiveReading(props.reader);
  const [window] = useState(() => makeWindow(props));
  const [live, setLive] = useState(false);
  const rested = useSignal(false);
  const { words } = reading;

  useSignalEffect(() => {
    if (rested.value && window.online) Overlays.preload();
  });
  useEffect(() => {
    window.model.start();
    setLive(true);
    const stops = [
      watchPresence(window),
      keepAttention(window, props.community, words),
      listenToKeys(window),
      followLinks(window),
      leaveWhatIsGone(window),
    ];
    const resting = systemClock.after(OVERLAYS_AFTER_MS, () => {
      rested.value = true;
    });
    return () => {
      resting.cancel();
      for (const stop of stops) stop();
      window.model.stop();
    };
  }, []);

  return (
    <ReadingProvider value={reading}>
      <WindowProvider value={window}>
        <Screens {...props} live={live} />
        {live && window.overlay.value && <Overlays onFail={() => window.lack()} />}
      </WindowProvider>
    </ReadingProvider>
  );
}

function Screens(props: RoomPageProps & { live: boolean }) {
  const { community, snapshot, live } = props;
  const window = useWindow();
  const { words } = useReading();
  const met = useMemo(() => new KnownNames(), []);
  const me = window.model.me.value ?? snapshot.me;
  const conversation = window.conversation;
  usePlace(conversation?.id);
  const first = conversation?.id === snapshot.open?.conversation;
  return (
    <div class="app" data-view={conversation ? "conversation" : "list"}>
      {conversation && <a class="skip" href="#messages">{words.t("nav.skip")}</a>}
      <SidebarPane community={community} me={me} live={live} />
      <BannerPane />
      {conversation
        ? (
          <ConversationPane
            key={conversation.id}
            conversation={conversation}
            me={me}
            met={met}
            members={first ? props.members : undefined}
            form={{ id: props.messageId, after: props.messageAfter }}
            failed={first ? props.failed : undefined}
            live={live}
          />
        )
        : (
          <main class="conversation">
            <div class="beginning">
              <Tree />
              <h1>{words.t("nav.empty.title")}</h1>
              <p>{words.t("nav.empty.text")}</p>
            </div>
          </main>
        )}
    </div>
  );
}
