import { ErrorPage } from "../lib/ui/pages/error_page.tsx";
import type { ErrorPageProps } from "../lib/ui/pages/props.ts";
import { useServerTime } from "./use_server_time.ts";

/** The page of somebody who is out for a while: counts the time, which the browser waits for. */
export function WaitApp(props: ErrorPageProps) {
  const now = useServerTime(props.reader.now);
  return <ErrorPage {...props} reader={{ ...props.reader, now }} />;
}
