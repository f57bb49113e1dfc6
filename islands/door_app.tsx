import { useEffect, useState } from "preact/hooks";
import { DoorPage } from "../lib/ui/pages/door_page.tsx";
import type { DoorPageProps, DoorWay } from "../lib/ui/pages/props.ts";
import { showBadge } from "./badge.ts";
import { tellTimeZone } from "./tell_time_zone.ts";

/** The door: its tabs change without a page, and a second press does nothing. */
export function DoorApp(props: DoorPageProps) {
  const [way, setWay] = useState<DoorWay>(props.way);
  const [busy, setBusy] = useState(false);
  const [passwordShown, showPassword] = useState(false);
  const [live, setLive] = useState(false);

  useEffect(() => {
    setLive(true);
    showBadge(0); // who stands here is nobody yet: nobody calls them
    tellTimeZone(props.reader.preferences);
    // A page that comes back from the browser's memory is not on its way any more, nor one that
    // was stopped (older browsers do not tell).
    const back = () => setBusy(false);
    const ways = "navigation" in globalThis ? navigation : undefined;
    addEventListener("pageshow", back);
    ways?.addEventListener("navigateerror", back);
    return () => {
      removeEventListener("pageshow", back);
      ways?.removeEventListener("navigateerror", back);
    };
  }, []);

  return (
    <DoorPage
      {...props}
      way={way}
      error={way === props.way ? props.error : undefined}
      live={live
        ? {
          busy,
          passwordShown,
          choose(next, event) {
            event.preventDefault();
            setWay(next);
          },
          submit(event) {
            if (busy) event.preventDefault();
            else setBusy(true);
          },
          togglePassword: () => showPassword(!passwordShown),
        }
        : undefined}
    />
  );
}
