import { isLocale, LOCALES } from "../i18n/locale.ts";
import { CATALOGS } from "../i18n/catalogs.ts";
import { translatorOf } from "../i18n/translator.ts";
import type { MessageEvent } from "../protocol/events.ts";
import { personAddress } from "../protocol/people.ts";
import { roomTitle } from "../protocol/room_title.ts";
import type { Conversation } from "../store/conversations/conversations.ts";
import { isGroup } from "../store/conversations/groups.ts";
import type { PushDeviceRow } from "../store/people/push_devices.ts";
import { plainText } from "../text/plain.ts";

/** What a notification says of messages. */
export interface PushedMessage {
  conversation: Conversation;
  event: MessageEvent;
  by: { id: string; name: string };
  /** How many messages there are to tell of, this one the last. */
  count: number;
  /** When the first of them was (milliseconds UTC). */
  since: number;
  /** Whether it shows what was written. */
  preview: boolean;
}

/** The page that a device was added from, and its language. */
export type PushTarget = Pick<PushDeviceRow, "origin" | "locale">;

function wordsIn(name: string) {
  const locale = isLocale(name) ? name : LOCALES[0];
  return translatorOf(locale, CATALOGS[locale]);
}

/** A payload must fit into 4,096 bytes with what encryption adds: letters of up to four bytes. */
const BODY_LENGTH = 400;

/**
 * What is sent to a device, as JSON: in the form of Declarative Web Push, which Safari shows without a
 * script, and the service worker of other browsers shows alike. `tag`: a later one of the same
 * conversation replaces it.
 */
export function payloadOf(
  { conversation, event, by, count, preview }: PushedMessage,
  { origin, locale }: PushTarget,
): string {
  const words = wordsIn(locale);
  const place = conversation.kind === "room" ? `#${roomTitle(conversation)}` : conversation.title;
  const title = place ? words.t("notification.in", { name: by.name, place }) : by.name;
  const text = preview && count === 1 ? plainText(event.text).trim() : "";
  return notificationJson({
    title,
    body: cut(text || words.t("notification.count", { count })),
    navigate: `${origin}${pathOf({ conversation, event, by })}`,
    tag: conversation.id,
    lang: words.locale,
  });
}

/** Where a message is read. */
export function pathOf(
  { conversation, event, by }: Pick<PushedMessage, "conversation" | "event" | "by">,
): string {
  const path = conversation.kind === "room"
    ? `/rooms/${encodeURIComponent(conversation.name ?? "")}`
    : isGroup(conversation.id)
    ? `/groups/${encodeURIComponent(conversation.id.slice(conversation.id.indexOf(":") + 1))}`
    : `/direct/${encodeURIComponent(personAddress(by))}`;
  return `${path}/${event.seq}`;
}

/** What has a service worker take away what it shows of a conversation; browsers show nothing of it. */
export function clearPayload(tag: string): string {
  return JSON.stringify({ clear: tag });
}

/** What the button that tries a device sends. */
export function trialPayload(
  { origin, locale }: PushTarget,
  community: string,
): string {
  const words = wordsIn(locale);
  return notificationJson({
    title: community,
    body: words.t("notification.trial"),
    navigate: `${origin}/settings/notifications`,
    tag: "trial",
    lang: words.locale,
  });
}

/** See https://www.w3.org/TR/push-api/ and WebKit’s Declarative Web Push: 8030 says what it is. */
function notificationJson(notification: Record<string, string>): string {
  return JSON.stringify({ web_push: 8030, notification });
}

function cut(text: string): string {
  const signs = [...text];
  return signs.length > BODY_LENGTH ? `${signs.slice(0, BODY_LENGTH - 1).join("")}…` : text;
}
