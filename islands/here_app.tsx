import { useEffect } from "preact/hooks";
import { PagePresence } from "../lib/client/page_presence.ts";
import { webSocketTransport } from "../lib/client/transport.ts";
import { systemClock, systemRandom } from "../lib/runtime/clock.ts";
import { watchInput } from "./watch_input.ts";

/** Draws nothing: says that its reader is here while the page is open (P7). */
export function HereApp(_: Record<never, never>) {
  useEffect(() => {
    const url = new URL("/ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const presence = new PagePresence(
      { clock: systemClock, random: systemRandom },
      { transport: webSocketTransport(WebSocket), url: url.href },
    );
    presence.start();
    const stopWatching = watchInput({
      look: () => presence.setVisible(!document.hidden),
      touch: () => presence.touch(),
    });
    return () => {
      stopWatching();
      presence.stop();
    };
  }, []);
  return null;
}
