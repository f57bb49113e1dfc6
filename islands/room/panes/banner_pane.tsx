import { useLayoutEffect } from "preact/hooks";
import type { PushOf } from "../../../lib/protocol/server_frames.ts";
import { Banner, BANNER_AFTER_MS, bannerOf, Sayings } from "../../../lib/ui/room/banner.tsx";
import { Welcome } from "../../../lib/ui/room/welcome.tsx";
import { conversationPath, PATHS } from "../../../lib/ui/paths.ts";
import { useTicking } from "./use_ticking.ts";
import { useWindow } from "../window/window_context.ts";

/** What is to be said of the connection, by an administrator, or of what did not work. */
export function BannerPane() {
  const window = useWindow();
  const { model } = window;
  useFocusAfter();
  const connection = model.connection.value;
  const notice = model.notice.value;
  const away = connection.state !== "online" && connection.state !== "idle";
  const waited = useTicking(() => model.now(), away, BANNER_AFTER_MS);
  const announced = useTicking(() => model.now(), notice?.until !== undefined);
  const unheard = notice && !isHeard(notice, window.dismissedNotice.value);
  // What was answered before goes when something is announced: the server may be about to stop.
  useLayoutEffect(() => {
    if (unheard) window.toast.value = undefined;
  }, [notice]);

  const state = waited &&
    bannerOf(connection, waited.now, window.offline.value, window.keptAt.value);
  if (state) {
    const open = window.conversation;
    const here = open ? conversationPath(open) : PATHS.home;
    return <Banner state={state} here={here} onTryNow={() => model.retryNow()} />;
  }
  const { arrival, conversation } = window;
  const welcome = arrival.welcome.value;
  if (welcome && conversation?.id === welcome.at && !unheard && !window.toast.value) {
    return (
      <Welcome
        text={welcome.text}
        next={conversationPath(conversation)}
        onEnd={() => arrival.endWelcome()}
      />
    );
  }
  return (
    <Sayings
      toast={window.toast.value}
      notice={unheard ? notice : undefined}
      now={announced?.now}
      onDismissToast={() => {
        window.toast.value = undefined;
      }}
      onDismissNotice={() => {
        window.dismissedNotice.value = notice;
      }}
    />
  );
}

/** Whether it was put away. What is announced for a time is told anew to each who connects again. */
function isHeard(notice: PushOf<"notice">, heard: PushOf<"notice"> | undefined): boolean {
  return notice === heard ||
    notice.until !== undefined && notice.until === heard?.until && notice.text === heard.text;
}

/** When a banner goes that had the focus, the focus goes on to what one reads. */
function useFocusAfter(): void {
  const before = globalThis.document?.activeElement?.closest(".banner");
  useLayoutEffect(() => {
    if (!before || before.contains(document.activeElement)) return;
    const next = document.getElementById("messages") ?? document.querySelector(".sidebar");
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  });
}
