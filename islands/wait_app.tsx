import { useEffect, useState } from "preact/hooks";
import { ErrorPage } from "../lib/ui/pages/error_page.tsx";
import type { ErrorPageProps } from "../lib/ui/pages/props.ts";
import { systemClock } from "../lib/world/world.ts";

const TICK_MS = 1_000;

/** The page of somebody who is out for a while: counts the time, which the browser waits for. */
export function WaitApp(props: ErrorPageProps) {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const began = systemClock.now();
    const tick = () => {
      setPassed(systemClock.now() - began);
      timer = systemClock.after(TICK_MS, tick);
    };
    let timer = systemClock.after(TICK_MS, tick);
    return () => timer.cancel();
  }, []);
  const { reader } = props;
  return <ErrorPage {...props} reader={{ ...reader, now: reader.now + passed }} />;
}
