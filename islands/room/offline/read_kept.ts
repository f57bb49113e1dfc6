import { withoutVanished } from "../../../lib/client/kept_page.ts";
import { emptyKept, KeptStorage, MAX_KEPT_MS } from "../../../lib/client/kept_storage.ts";
import type { OpenPage } from "../../../lib/client/model.ts";
import type { ConversationId, ConversationSummary } from "../../../lib/protocol/events.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { readLastPlace } from "../../../lib/ui/room/last_place.ts";
import { readListChoices } from "../../../lib/ui/room/list_choices.ts";
import type { RoomPageProps } from "../../../lib/ui/pages/props.ts";
import { conversationFromPath, conversationPath, PATHS } from "../../../lib/ui/paths.ts";
import { readPreferences } from "../../../lib/ui/settings/preferences_cookie.ts";
import { conversationAt } from "../window/known_place.ts";
import type { KeptProps } from "./keep_offline.ts";

/** The chat as this device keeps it, at the place that the address names; `undefined` where it keeps none. */
export async function readKept(): Promise<RoomPageProps | undefined> {
  const storage = await KeptStorage.find();
  if (!storage) return undefined;
  const [chat, stored] = [await storage.chat(), await storage.props()];
  if (!chat || !isProps(stored)) return undefined;
  const now = systemClock.now() + chat.skewMs;
  if (now - chat.at > MAX_KEPT_MS) return void await emptyKept();
  const props = stored;
  const { conversations } = chat.snapshot;
  const place = conversationFromPath(location.pathname);
  const open = openedAt(conversations);
  const page = open && await storage.page(open.id);
  storage.close();
  const preferences = { ...props.reader.preferences, ...looks() };
  const root = document.documentElement;
  root.lang = preferences.locale;
  root.dataset.theme = preferences.theme;
  root.dataset.density = preferences.density;
  return {
    ...props,
    reader: { ...props.reader, preferences, now },
    list: readListChoices(document.cookie, chat.snapshot.me.id),
    snapshot: {
      ...chat.snapshot,
      presence: [],
      open: open && (page ? withoutVanished(page, now) : nothingOf(open.id)),
    },
    ...(open && place?.at !== undefined && { at: place.at }),
    ...(open && place?.thread !== undefined && { thread: place.thread }),
    messageId: "",
    messageAfter: 0,
    keptAt: chat.at,
  };
}

/** As `Keeper` of this version writes them; another one may have kept something else. */
function isProps(stored: unknown): stored is KeptProps {
  return typeof stored === "object" && stored !== null && "reader" in stored &&
    "limits" in stored && "community" in stored;
}

/** As the cookie says it: it may have been changed since. The language is that of the words. */
function looks() {
  const { locale: _, ...preferences } = readPreferences(document.cookie);
  return preferences;
}

/** Of this conversation nothing is kept. */
function nothingOf(conversation: ConversationId): OpenPage {
  return { kept: true, conversation, events: [], users: {} };
}

/** The conversation that the address leads to; of the beginning, where one was last. */
function openedAt(conversations: readonly ConversationSummary[]): ConversationSummary | undefined {
  const { pathname } = location;
  const place = conversationFromPath(pathname);
  if (!place) {
    if (pathname !== PATHS.home) return undefined;
    const last = readLastPlace(document.cookie);
    const found = conversations.find(({ id }) => id === last);
    if (found) history.replaceState(null, "", conversationPath(found));
    return found;
  }
  if ("group" in place) return conversations.find(({ id }) => id === place.group);
  return "room" in place
    ? conversations.find(({ kind, name }) => kind === "room" && name === place.room)
    : conversationAt(conversations, place.direct);
}
