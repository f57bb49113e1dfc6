import { createChatModel } from "../../lib/client/chat_model.ts";
import { idbStorage } from "../../lib/client/idb_storage.ts";
import { refusalOver } from "../../lib/client/refusal.ts";
import type { DraftStorage } from "../../lib/client/storage.ts";
import { webSocketTransport } from "../../lib/client/transport.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { systemClock, systemRandom } from "../../lib/world/world.ts";
import type { RoomPageProps } from "../../lib/ui/pages/props.ts";
import { ChatWindow } from "./chat_window.ts";

/** On the server a page is drawn once: nothing is kept, and no socket is ever opened. */
const NO_DRAFTS: DraftStorage = {
  get: () => Promise.resolve(""),
  put: () => Promise.resolve(),
};

/** The window over a model of the page's snapshot. The model runs from its `start` on. */
export function makeWindow({ snapshot, reader }: RoomPageProps): ChatWindow {
  const open = snapshot.open?.conversation;
  const words = translatorOf(reader.preferences.locale, reader.words);
  const common = { clock: systemClock, random: systemRandom, snapshot };
  if (typeof document === "undefined") {
    const model = createChatModel({
      ...common,
      transport: {
        open() {
          throw new Error("No socket is opened while a page is drawn");
        },
      },
      url: "",
    });
    return new ChatWindow({ model, drafts: NO_DRAFTS, open, words });
  }
  const { outbox, drafts } = idbStorage(snapshot.me.id);
  const url = new URL("/ws", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const model = createChatModel({
    ...common,
    transport: webSocketTransport(WebSocket),
    url: url.href,
    refusal: refusalOver((url) => fetch(url), "/api/v1/me"),
    storage: outbox,
    exclusive: "locks" in navigator ? (name, run) => navigator.locks.request(name, run) : undefined,
    report: (what, error) => reportError(error ?? new Error(what)),
  });
  return new ChatWindow({ model, drafts, open, words });
}
