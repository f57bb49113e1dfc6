// What an outgoing hook is told of, and in which words.
import type { Page } from "../../chat/chat.ts";
import { isDeleted, type LogEvent, type Profiles, type UserId } from "../../protocol/events.ts";
import { KeywordMatcher } from "../../protocol/keywords.ts";
import type { DeliveryType, OutgoingEvent } from "../../protocol/outgoing.ts";
import type { Conversation } from "../../store/conversations/conversations.ts";
import type { OutgoingRow } from "../../store/integrations/outgoing_rows.ts";

/** Why a hook is told of an event, and what that is called. */
export interface Telling {
  type: DeliveryType;
  why: OutgoingEvent;
}

/** What of an event a hook is told, if anything; of its own never. */
export function tellingOf(
  { events, keywords }: Pick<OutgoingRow, "events" | "keywords">,
  hook: UserId,
  event: LogEvent,
): Telling | undefined {
  if (event.by === hook) return undefined;
  const wants = (one: OutgoingEvent) => events.includes(one);
  switch (event.kind) {
    case "message": {
      if (event.deletedAt !== undefined || event.moved || event.movedHere) return undefined;
      const why: OutgoingEvent | undefined = wants("message")
        ? "message"
        : wants("mention") && event.mentions?.includes(hook)
        ? "mention"
        : wants("keyword") && holdsOne(keywords, event.text)
        ? "keyword"
        : undefined;
      return why && { type: "message.posted", why };
    }
    case "edit":
      // Without words the message is gone by now, which is told by itself.
      return wants("message") && event.text
        ? { type: "message.edited", why: "message" }
        : undefined;
    case "delete":
      return wants("message") ? { type: "message.deleted", why: "message" } : undefined;
    case "reaction":
      if (!wants("reaction")) return undefined;
      return { type: event.on ? "reaction.added" : "reaction.removed", why: "reaction" };
    case "join":
      return wants("join") ? { type: "member.joined", why: "join" } : undefined;
    default:
      return undefined;
  }
}

function holdsOne(keywords: readonly string[], text: string): boolean {
  const matcher = new KeywordMatcher<true>();
  for (const one of keywords) matcher.add(one, true);
  return matcher.find(text).size > 0;
}

/** The body of a delivery. */
export function bodyOf(
  { type, why }: Telling,
  { event, users, room, origin }: {
    event: LogEvent;
    users: Page["users"];
    room: Pick<Conversation, "id" | "name" | "title">;
    origin: string;
  },
): string {
  const { id, name = "", title } = room;
  const seq = "target" in event ? event.target : event.seq;
  return JSON.stringify({
    type,
    timestamp: new Date(event.at).toISOString(),
    data: {
      why,
      room: { id, name, ...(title !== undefined && { title }) },
      by: personOf(event.by, users),
      event,
      ...(event.kind !== "join" && {
        link: `${origin}/rooms/${encodeURIComponent(name)}/${seq}`,
      }),
    },
  });
}

function personOf(id: UserId, users: Profiles) {
  const profile = users[id];
  if (!profile || isDeleted(profile)) return { id };
  const { name, role, bot } = profile;
  return { id, name, role, ...(bot && { bot }) };
}
