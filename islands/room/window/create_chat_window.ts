import { createChatModel } from "../../../lib/client/chat_model.ts";
import { lateStorage } from "../../../lib/client/late_storage.ts";
import { rejectionReasonOverHttp } from "../../../lib/client/rejection_reason.ts";
import type { DraftStorage } from "../../../lib/client/storage.ts";
import { webSocketTransport } from "../../../lib/client/transport.ts";
import { translatorOf } from "../../../lib/i18n/translator.ts";
import { NO_EMOJI } from "../../../lib/protocol/custom_emoji.ts";
import { systemClock, systemRandom } from "../../../lib/runtime/clock.ts";
import type { RoomPageProps } from "../../../lib/ui/pages/props.ts";
import { tabName } from "./tab_name.ts";
import { Arrival } from "./arrival.ts";
import { ChatWindow } from "./chat_window.ts";

/** On the server a page is drawn once: nothing is kept, and no socket is ever opened. */
const NO_DRAFTS: DraftStorage = {
  get: () => Promise.resolve(undefined),
  put: () => Promise.resolve(),
};

/** What a window is made of: of a room's page, or of the list beside another one. */
type WindowProps =
  & Pick<
    RoomPageProps,
    "snapshot" | "reader" | "list" | "at" | "thread" | "inbox" | "origins" | "keptAt"
  >
  & Partial<Pick<RoomPageProps, "limits" | "arrival">>;

/** The window over a model of the page's snapshot. The model runs from its `start` on. */
export function createChatWindow(
  { snapshot, reader, list, at, thread, inbox, origins, keptAt, limits, ...page }: WindowProps,
): ChatWindow {
  const opened = { conversation: snapshot.open?.conversation, at, thread, inbox, origins };
  const arrival = new Arrival(page.arrival, opened.conversation);
  const words = translatorOf(reader.preferences.locale, reader.words);
  const { emoji = NO_EMOJI } = reader;
  const told = { snapshot: { ...snapshot, limits, emoji }, serverNow: reader.now };
  const common = { clock: systemClock, random: systemRandom, ...told };
  if (typeof document === "undefined") {
    const model = createChatModel({
      ...common,
      endpoint: {
        transport: {
          open() {
            throw new Error("No socket is opened while a page is drawn");
          },
        },
        url: "",
      },
    });
    return new ChatWindow({
      model,
      drafts: NO_DRAFTS,
      opened,
      words,
      listChoices: list,
      arrival,
    });
  }
  const tab = tabName(systemRandom.uuid);
  const { outbox, drafts } = lateStorage(async () => {
    const { idbStorage } = await import("../../../lib/client/idb_storage.ts");
    return idbStorage(snapshot.me.id, tab);
  });
  const url = new URL("/ws", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const model = createChatModel({
    ...common,
    endpoint: {
      transport: webSocketTransport(WebSocket),
      url: url.href,
      rejectionReason: rejectionReasonOverHttp((url) => fetch(url)),
    },
    outbox,
    logger: { error: (what, error) => reportError(error ?? new Error(what)), info() {} },
  });
  return new ChatWindow({ model, drafts, opened, words, listChoices: list, keptAt, arrival });
}
