import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { PushOf } from "../../lib/protocol/server_frames.ts";
import { systemClock } from "../../lib/world/world.ts";
import { Banner, BANNER_AFTER_MS, bannerOf, NoticeBanner } from "../../lib/ui/banner.tsx";
import { conversationPath, PATHS } from "../../lib/ui/paths.ts";
import { useReading } from "../../lib/ui/reading.ts";
import { useWindow } from "./window_context.ts";

/** The seconds to the next try, or to what was announced, are counted by the second. */
const TICK_MS = 1000;

/** What is to be said of the connection, by an administrator, or of what did not work. */
export function BannerPane() {
  const window = useWindow();
  const { model } = window;
  const { words } = useReading();
  useFocusAfter();
  const connection = model.connection.value;
  const notice = model.notice.value;
  const away = connection.state !== "online" && connection.state !== "idle";
  const lost = useNow(away, BANNER_AFTER_MS);
  const announced = useNow(notice?.until !== undefined, TICK_MS);

  const state = bannerOf(connection, lost?.since, lost?.now ?? 0);
  if (state) {
    const open = window.conversation;
    const here = open ? conversationPath(open) : PATHS.home;
    return <Banner state={state} here={here} onTryNow={() => model.retryNow()} />;
  }
  if (window.said.value) {
    return (
      <div class="banner" role="alert">
        <span>{window.said.value.text}</span>
        <button
          type="button"
          class="link"
          onClick={() => {
            window.said.value = undefined;
          }}
        >
          {words.t("banner.dismiss")}
        </button>
      </div>
    );
  }
  if (!notice || isHeard(notice, window.heard.value)) return null;
  return (
    <NoticeBanner
      notice={notice}
      now={announced?.now}
      onDismiss={() => {
        window.heard.value = notice;
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

/** The time while something is so, by the second from `firstMs` on; and since when it is. */
function useNow(active: boolean, firstMs: number) {
  const [times, setTimes] = useState<{ since: number; now: number } | undefined>(undefined);
  useEffect(() => {
    if (!active) return setTimes(undefined);
    const since = systemClock.now();
    setTimes({ since, now: since });
    let timer = systemClock.after(firstMs, tick);
    function tick() {
      setTimes({ since, now: systemClock.now() });
      timer = systemClock.after(TICK_MS, tick);
    }
    return () => timer.cancel();
  }, [active]);
  return times;
}
