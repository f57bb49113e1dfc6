import { useEffect, useRef, useState } from "preact/hooks";
import { roomReplies } from "../lib/protocol/requests/rooms.ts";
import { systemClock, type Timer } from "../lib/runtime/clock.ts";
import type { RoomsPageProps } from "../lib/ui/pages/props.ts";
import { RoomsPage } from "../lib/ui/pages/rooms_page.tsx";
import { readApi } from "./room/overlays/api.ts";

/** The server is asked once the typing pauses this long. */
const PAUSE_MS = 120;

/** The room browser as a page: it finds as one types. */
export function RoomsApp(props: RoomsPageProps) {
  const [found, setFound] = useState(props);
  const timer = useRef<Timer>(undefined);
  const asked = useRef(0);
  useEffect(() => () => timer.current?.cancel(), []);

  function find(query: string) {
    timer.current?.cancel();
    const turn = ++asked.current;
    timer.current = systemClock.after(PAUSE_MS, () => {
      readApi(roomReplies.rooms, `/rooms?${new URLSearchParams({ query })}`).then((page) => {
        if (turn === asked.current) setFound({ ...props, next: undefined, ...page, query });
      }, () => {}); // offline, or too often: what is shown stays, and Enter asks again
    });
  }

  return <RoomsPage {...found} onFind={find} />;
}
