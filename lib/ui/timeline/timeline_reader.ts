import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ConversationId, ConversationSummary, Role, UserId } from "../../protocol/events.ts";
import type { ConversationTraits } from "../../protocol/permissions.ts";
import type { ShownOrigin } from "./shown_origin.ts";
import type { ActedOn } from "./acts.ts";

/** Who reads a timeline, and what they can do at the messages themselves. */
export interface TimelineReader {
  me: UserId;
  role: Role;
  /** Where they read: it decides what they may do. */
  place: ConversationTraits;
  /** What somebody is called here; “You” for the reader. */
  nameOf(user: UserId): string;
  /** A conversation that the reader is in. */
  placeOf(id: ConversationId): ConversationSummary | undefined;
  /** The path of the conversation: forms at its messages are sent below it. */
  path: string;
  /** Where a forwarded message came from, where the reader may know it. Reads signals. */
  originOf?(seq: number): ShownOrigin | undefined;
  /** Reacts, or takes it back. Absent without a script: then a form is sent. */
  react?(item: ActedOn, emoji: string, on: boolean): void;
  /** Takes the preview of a link off a message. Absent without a script, likewise. */
  removePreview?(item: ActedOn, url: string): void;
  /** Offers more emoji, beside what was pressed. */
  pick?(item: ActedOn, anchor: HTMLElement): void;
}

const TimelineReaderContext = createContext<TimelineReader | undefined>(undefined);

/** Gives the messages below it their reader. */
export const TimelineReaderProvider = TimelineReaderContext.Provider;

/** The reader of the timeline; none where messages are drawn alone. */
export function useTimelineReader(): TimelineReader | undefined {
  return useContext(TimelineReaderContext);
}
