import type { ConversationId, ConversationSummary, UserId } from "../../protocol/events.ts";
import { callsIn } from "./calls.ts";
import { roomTitle } from "./page_title.ts";

/** The sections of the list, in their order. */
export const SECTIONS = ["unread", "favourites", "rooms", "direct"] as const;
export type SectionName = (typeof SECTIONS)[number];

/** One section of the list of conversations. */
export interface Section {
  name: SectionName;
  conversations: readonly ConversationSummary[];
}

/** From so many conversations on, what is unread stands first, and rooms and people scroll apart. */
const MANY = 16;

/** Whether the list has so many conversations that it would scroll. */
export function areMany(conversations: readonly ConversationSummary[]): boolean {
  return conversations.length >= MANY;
}

export interface SectionOptions {
  /** The open conversation: it moves only when another one is opened. */
  current: ConversationId | undefined;
  favourites: readonly ConversationId[];
  /** Whom the reader blocked: direct conversations with them are not listed. */
  blocked: readonly UserId[];
  /** The section that the open conversation was in when it was opened. */
  currentSection?: SectionName;
}

/**
 * Each conversation once: what is unread first where there are many, then favourites in the order
 * in which they were made, rooms by name, people by last activity.
 */
export function sidebarSections(
  conversations: readonly ConversationSummary[],
  options: SectionOptions,
): Section[] {
  const { current, favourites, blocked } = options;
  const many = areMany(conversations);
  const own = (one: ConversationSummary): SectionName =>
    favourites.includes(one.id) ? "favourites" : one.kind === "room" ? "rooms" : "direct";
  const sectionOf = (one: ConversationSummary): SectionName => {
    if (one.id === current) return options.currentSection ?? own(one);
    return many && one.unread > 0 ? "unread" : own(one);
  };
  const listed = conversations.filter((one) => isListed(one, current, blocked));
  return SECTIONS.map((name) => ({
    name,
    conversations: listed.filter((one) => sectionOf(one) === name)
      .toSorted(orderOf(name, favourites)),
  }));
}

/** The same sections with each conversation where it was; only new ones are added, at the end. */
export function frozenSections(before: readonly Section[], now: readonly Section[]): Section[] {
  const fresh = new Map(
    now.flatMap(({ conversations }) => conversations.map((one) => [one.id, one])),
  );
  const kept = before.map(({ name, conversations }) => ({
    name,
    conversations: conversations.flatMap(({ id }) => fresh.get(id) ?? []),
  }));
  const known = new Set(kept.flatMap(({ conversations }) => conversations.map(({ id }) => id)));
  return kept.map(({ name, conversations }) => {
    const added = now.find((section) => section.name === name)?.conversations ?? [];
    return { name, conversations: [...conversations, ...added.filter(({ id }) => !known.has(id))] };
  });
}

/** The section that a conversation is in. */
export function sectionWith(
  sections: readonly Section[],
  id: ConversationId | undefined,
): SectionName | undefined {
  return sections.find(({ conversations }) => conversations.some((one) => one.id === id))?.name;
}

/** An empty direct conversation, or one with somebody who is blocked, is listed only while it is open. */
function isListed(
  one: ConversationSummary,
  current: ConversationId | undefined,
  blocked: readonly UserId[],
): boolean {
  if (one.kind === "room" || one.id === current) return true;
  return one.head > 0 && !(one.with && blocked.includes(one.with.id));
}

/** Titles may be of any language; one order for all readers keeps the list where it is. */
const collator = new Intl.Collator("en", { numeric: true });

function orderOf(name: SectionName, favourites: readonly ConversationId[]) {
  return (a: ConversationSummary, b: ConversationSummary): number => {
    switch (name) {
      case "unread":
        return Number(callsIn(b) > 0) - Number(callsIn(a) > 0) || b.lastAt - a.lastAt;
      case "favourites":
        return favourites.indexOf(a.id) - favourites.indexOf(b.id);
      case "rooms":
        return collator.compare(roomTitle(a), roomTitle(b));
      case "direct":
        return b.lastAt - a.lastAt;
    }
  };
}
