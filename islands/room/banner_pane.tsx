import { useEffect, useState } from "preact/hooks";
import { systemClock } from "../../lib/world/world.ts";
import { Banner, BANNER_AFTER_MS, bannerOf } from "../../lib/ui/banner.tsx";
import { useReading } from "../../lib/ui/reading.ts";
import { useWindow } from "./window_context.ts";

/** The seconds to the next try are counted by the second. */
const TICK_MS = 1000;

/** What is to be said of the connection, by an administrator, or of what did not work. */
export function BannerPane() {
  const window = useWindow();
  const { model } = window;
  const { words } = useReading();
  const connection = model.connection.value;
  const away = connection.state !== "online" && connection.state !== "idle";
  const [lostAt, setLostAt] = useState<number | undefined>(undefined);
  const [now, setNow] = useState(0);

  useEffect(() => {
    if (!away) return setLostAt(undefined);
    const lost = systemClock.now();
    setLostAt(lost);
    setNow(lost);
    let timer = systemClock.after(BANNER_AFTER_MS, tick);
    function tick() {
      setNow(systemClock.now());
      timer = systemClock.after(TICK_MS, tick);
    }
    return () => timer.cancel();
  }, [away]);

  const state = bannerOf(connection, lostAt, now);
  if (state) return <Banner state={state} onTryNow={() => model.retryNow()} />;
  if (window.said.value) {
    return (
      <div class="banner" role="alert">
        <span>{window.said.value}</span>
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
  const notice = model.notice.value;
  return notice
    ? <div class="banner said" role="status" data-level={notice.level}>{notice.text}</div>
    : null;
}
