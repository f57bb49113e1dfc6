import type { Page } from "../../lib/chat/chat.ts";
import { actorOf, type HttpContext } from "../../lib/http/environment.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import type { RoomPageProps } from "../../lib/ui/pages/props.ts";
import { shownOrigin } from "../../lib/ui/timeline/shown_origin.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** Where the forwarded messages of a page came from; nothing, where there are none: that costs no read. */
export async function originsOn(
  c: HttpContext,
  services: PageServices,
  { events }: Page,
  { conversation, conversations }: {
    conversation: string;
    conversations: readonly ConversationSummary[];
  },
): Promise<RoomPageProps["origins"]> {
  const targets = events.flatMap((event) =>
    event.kind === "message" && event.forwarded ? [event.seq] : []
  );
  if (targets.length === 0) return undefined;
  const asked = { conversation, targets };
  const { origins, users } = await services.chat.origins(actorOf(c), asked);
  const { preferences, words } = readerOf(c, services);
  const known = translatorOf(preferences.locale, words);
  return Object.fromEntries(origins.flatMap((origin) => {
    const shown = shownOrigin(known, origin, { conversations, users });
    return shown ? [[origin.target, shown]] : [];
  }));
}
