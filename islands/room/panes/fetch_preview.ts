import * as v from "valibot";
import type { Translator } from "../../../lib/i18n/translator.ts";
import {
  type ConversationSummary,
  LogEvent,
  Profiles,
  type UserId,
} from "../../../lib/protocol/events.ts";
import { vanishAt } from "../../../lib/protocol/emptied.ts";
import { lastMessage, messagePreview } from "../../../lib/ui/room/message_preview.ts";

/** Events read of a conversation: the last may be somebody who joined. */
const EVENTS = 5;

const Events = v.object({ events: v.array(LogEvent), users: Profiles });

/** A line of a list, and when its words vanish (M11), in milliseconds UTC by the server's clock. */
export interface Preview {
  text: string;
  vanishAt?: number;
}

/**
 * The last message of a conversation as one line; empty where there is none among its last events,
 * nothing where it is refused. Rejects without a connection.
 */
export async function fetchPreview(
  { id, kind }: ConversationSummary,
  me: UserId,
  words: Translator,
): Promise<Preview | undefined> {
  const response = await fetch(`/api/v1/conversations/${id}/events?timeline=1&limit=${EVENTS}`);
  if (!response.ok) return undefined;
  const page = v.parse(Events, await response.json());
  const text = messagePreview(words, page, { me, direct: kind === "direct" }) ?? "";
  const last = lastMessage(page.events);
  return { text, vanishAt: last && vanishAt(last) };
}
