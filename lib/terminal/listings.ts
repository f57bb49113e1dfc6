// Lines about people, rooms and messages that were found: in the chat, and for scripts.
import type { ConversationSummary, MessageEvent, Profiles } from "../protocol/events.ts";
import type { Member } from "../protocol/requests/people.ts";
import type { RoomListing } from "../protocol/requests/rooms.ts";
import { searchReplies } from "../protocol/requests/search.ts";
import { roomTitle } from "../protocol/room_title.ts";
import { Refused } from "../client/model.ts";
import { plainText } from "../text/plain.ts";
import { personLabel } from "../ui/people_names.ts";
import { numbersInWords } from "../ui/room/room_numbers.ts";
import { conversationMention } from "../ui/room/page_title.ts";
import type { TerminalChat } from "./chat.ts";
import { safeLine } from "./safe_text.ts";
import type { Server } from "./server.ts";
import type { Speech } from "./speech.ts";

export function personLine({ words, own }: Speech, person: Member): string {
  const name = safeLine(personLabel(words, person));
  const state = words.t(`presence.${person.state}`);
  const { status } = person;
  if (!status) return own.t("line.person", { name, state });
  return own.t("line.person-status", { name, state, status: safeLine(status) });
}

/** “# general: Everything that concerns all of us. 5 here, 7 members.” */
export function roomLine({ words, own }: Speech, listed: RoomListing): string {
  const room = safeLine(roomTitle(listed));
  const topic = safeLine(listed.topic ?? "").replace(/\.$/, "");
  const members = numbersInWords(words, listed);
  return topic === ""
    ? own.t("place.room-plain", { room, members })
    : own.t("place.room", { room, topic, members });
}

/** A message that was found, and where. */
export interface Found {
  conversation: string;
  message: MessageEvent;
  author: string;
}

/** Messages by what they say, the newest first; rejects with a `Refused`, or `Lost`. */
export async function search(
  server: Server,
  query: string,
  limit: number,
): Promise<{ found: Found[]; users: Profiles }> {
  const asked = new URLSearchParams({
    query,
    limit: String(limit),
    zone: server.speech.timeZone,
  });
  const said = await server.ask(searchReplies.search, "GET", `/search?${asked}`);
  if ("problem" in said) {
    throw new Refused({ code: said.problem.code, message: said.problem.detail });
  }
  const { hits, users } = said.answer;
  const found = hits.flatMap(({ conversation, event }) => {
    if (event.kind !== "message") return [];
    const { by } = event;
    const author = personLabel(server.speech.words, { id: by, ...users[by] ?? { name: by } });
    return [{ conversation, message: event, author }];
  });
  return { found, users };
}

/** So many are shown of what was found in the chat: the answers of a screen. */
const SHOWN = 8;

/** What called the user last, the newest at the end. */
export async function inboxLines(chat: TerminalChat): Promise<string[]> {
  const { speech } = chat;
  const { mentions, users } = await chat.model.personal.mentions({});
  const found = mentions.flatMap(({ conversation, event }): Found[] => {
    if (event.kind !== "message") return [];
    const { by } = event;
    const author = personLabel(speech.words, { id: by, ...users[by] ?? { name: by } });
    return [{ conversation, message: event, author }];
  });
  return found.slice(0, SHOWN).reverse().map((one) =>
    foundLine(speech, one, chat.find(one.conversation))
  );
}

export async function foundLines(chat: TerminalChat, query: string): Promise<string[]> {
  const { found } = await search(chat.server, query, SHOWN);
  return found.map((one) => foundLine(chat.speech, one, chat.find(one.conversation)));
}

export function foundLine(
  { own, words, times }: Speech,
  { message, author }: Found,
  conversation: ConversationSummary | undefined,
): string {
  const text = safeLine(plainText(message.text));
  const time = times.full(message.at);
  const name = safeLine(author);
  if (!conversation) return own.t("line.said", { time, name, text });
  const place = safeLine(conversationMention(words, conversation));
  return own.t("line.group", { time, name, place, text });
}
