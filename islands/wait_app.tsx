import { useEffect } from "preact/hooks";
import { holdStored } from "../lib/client/idb_storage.ts";
import { kickDelayMs, rejectionReasonOverHttp } from "../lib/client/rejection_reason.ts";
import { systemClock, type Timer } from "../lib/runtime/clock.ts";
import { ErrorPage } from "../lib/ui/pages/error_page.tsx";
import type { ErrorPageProps } from "../lib/ui/pages/props.ts";
import { useServerTime } from "./use_server_time.ts";

/**
 * The page of somebody who was sent out for a time: counts down, and loads again as soon as they may
 * come back, which is before the time where a kick or a ban is lifted. What they wrote before is not
 * sent then without their word.
 */
export function WaitApp(props: ErrorPageProps) {
  const now = useServerTime(props.reader.now);
  useEffect(() => {
    if (props.me) holdStored(props.me).catch(() => {}); // without storage nothing waits
    const rejection = rejectionReasonOverHttp((url) => fetch(url));
    let timer: Timer;
    const checkAfter = (asked: number) => {
      timer = systemClock.after(kickDelayMs(asked), async () => {
        if (!document.hidden && await rejection() === "accepted") location.reload();
        else checkAfter(asked + 1);
      });
    };
    checkAfter(0);
    return () => timer.cancel();
  }, []);
  return <ErrorPage {...props} reader={{ ...props.reader, now }} />;
}
