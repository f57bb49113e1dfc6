import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { BlockedProvider } from "../lib/ui/blocked_people.ts";
import { Tree } from "../lib/ui/elements/icons.tsx";
import type { RoomPageProps } from "../lib/ui/pages/props.ts";
import { ReadingProvider, useReading } from "../lib/ui/reading.ts";
import { systemClock } from "../lib/runtime/clock.ts";
import { hasLeft } from "./room/attention/is_over.ts";
import { keepAttentionSoon } from "./room/attention/keep_soon.ts";
import { watchNetwork, watchPresence } from "./room/attention/watch.ts";
import { BannerPane } from "./room/panes/banner_pane.tsx";
import { ConversationPane } from "./room/panes/conversation_pane.tsx";
import { EarlyKeys } from "./room/overlays/early_keys.tsx";
import { countLater, watchLater } from "./room/later/watch_later.ts";
import { watchSanctions } from "./room/overlays/watch_sanctions.ts";
import { ComposerPlace } from "./room/composer/composer_place.tsx";
import { messagePartsAreReady, preloadMessageParts } from "./room/timeline/message_parts.ts";
import { ReadableTimeline } from "./room/timeline/readable_timeline.tsx";
import type { InboxParts } from "./room/inbox/inbox_parts.ts";
import { inboxIsReady, LazyInbox } from "./room/inbox/lazy_inbox.ts";
import { leaveRemovedConversation } from "./room/navigation/leave_removed.ts";
import { listenToKeys } from "./room/navigation/keyboard.ts";
import { type Failing, lazy } from "../lib/ui/elements/lazy.ts";
import { loadLate } from "./room/load_late.ts";
import { followLinks } from "./room/navigation/links.ts";
import { createChatWindow } from "./room/window/create_chat_window.ts";
import { UndoPlace } from "./room/panes/undo_place.tsx";
import { SidebarPane } from "./room/panes/sidebar_pane.tsx";
import { useLiveReading } from "./room/panes/use_live_reading.ts";
import { settleWhenLeaving } from "./room/window/undo_offers.ts";
import { usePlace } from "./room/navigation/use_place.ts";
import { useWindow, WindowProvider } from "./room/window/window_context.ts";

/** Resolves when a page can come alive as it was drawn. */
export async function ready(): Promise<void> {
  await Promise.all([inboxIsReady(), messagePartsAreReady()]);
}

const INBOX_PARTS: InboxParts = {
  Timeline: ReadableTimeline,
  Composer: ComposerPlace,
  Undo: UndoPlace,
};

const Overlays = lazy<Failing>(
  () => loadLate().then(({ Overlays }) => Overlays),
  EarlyKeys,
);

/** Overlays are fetched while the page rests, so that they open at once, also offline. */
const OVERLAYS_AFTER_MS = 3000;

/** The chat: complete HTML from its props, alive once the script is there. */
export function RoomApp(props: RoomPageProps) {
  const [window] = useState(() => createChatWindow(props));
  const reading = useLiveReading(props.reader, window);
  const [live, setLive] = useState(false);
  const rested = useSignal(false);

  useSignalEffect(() => {
    if (!rested.value || !window.online) return;
    Overlays.preload();
    countLater(window);
  });
  // On the body: what is shown is not drawn anew with each change of the connection.
  useSignalEffect(() => {
    document.body.toggleAttribute("data-left", hasLeft(window.model.connection.value));
  });
  useEffect(() => {
    window.model.start();
    preloadMessageParts();
    window.origins.ask = (conversation, seq) => {
      // Where its code is not to be had, the message says no more than that it was forwarded.
      loadLate().then((late) => late.loadOrigin(window, conversation, seq), () => {});
    };
    setLive(true);
    const stops = [
      watchPresence(window),
      watchNetwork(window),
      keepAttentionSoon(window, props),
      listenToKeys(window, () => loadLate().then(({ actOnKey }) => actOnKey)),
      followLinks(window),
      leaveRemovedConversation(window),
      watchLater(window),
      watchSanctions(window, reading),
      settleWhenLeaving(window.undo),
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
        <BlockedProvider value={window.model.personal.settings.value.blocked}>
          <Screens {...props} live={live} />
        </BlockedProvider>
        {live && window.overlay.value && <Overlays onFail={() => window.showLoadFailure()} />}
      </WindowProvider>
    </ReadingProvider>
  );
}

function Screens(props: RoomPageProps & { live: boolean }) {
  const { community, snapshot, live } = props;
  const window = useWindow();
  const { words } = useReading();
  const me = window.model.me.value ?? snapshot.me;
  const conversation = window.conversation;
  const inbox = window.inbox.value !== undefined;
  usePlace(conversation?.id);
  const first = conversation?.id === snapshot.open?.conversation;
  return (
    <div class="app" data-view={conversation || inbox ? "conversation" : "list"}>
      {conversation && <a class="skip" href="#messages">{words.t("nav.skip")}</a>}
      <SidebarPane community={community} icon={props.icon} me={me} live={live} />
      <BannerPane />
      {inbox && (
        <LazyInbox
          me={me}
          live={live}
          parts={INBOX_PARTS}
          start={props.inbox}
          onFail={() => window.showLoadFailure()}
        />
      )}
      {!inbox && (conversation
        ? (
          <ConversationPane
            key={conversation.id}
            conversation={conversation}
            me={me}
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
        ))}
    </div>
  );
}
