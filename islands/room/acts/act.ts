import type { PlainKey } from "../../../lib/i18n/catalog.ts";
import type { MessageEvent, Person } from "../../../lib/protocol/events.ts";
import type { Action } from "../../../lib/protocol/permissions.ts";
import type { icons } from "../../../lib/ui/elements/icons.tsx";
import type { ReadConversation } from "../../../lib/ui/room/conversation_acts.ts";
import type { ActedOn } from "../../../lib/ui/timeline/acts.ts";

/** The message that something is done with, by whom, and from where. */
export interface ActTarget {
  conversation: ReadConversation;
  item: ActedOn;
  event: MessageEvent;
  me: Person;
  /** What was pressed, or the message itself: what opens stands beside it and gives it the focus back. */
  anchor: HTMLElement;
}

/**
 * Where the menu has it: what is for all and for oneself, what is for later, and what is grave.
 * A line stands between the groups.
 */
export const ACT_GROUPS = ["now", "later", "grave"] as const;
export type ActGroup = (typeof ACT_GROUPS)[number];

/** One thing that can be done with a message: in the bar, the menu, the sheet, and by its key. */
export interface Act {
  id: string;
  /** Its words; of a switch, those of what a press does. */
  label: PlainKey | ((target: ActTarget) => PlainKey);
  /** Its words in the first row of the sheet, where there is little room. */
  short?: PlainKey;
  /** Its words in the list of keys, where `label` depends on the message. */
  listed?: PlainKey;
  icon: (typeof icons)[keyof typeof icons];
  /** The key that does it while the message has the focus, as `KeyboardEvent.key` in small letters. */
  key?: string;
  group: ActGroup;
  /** It stands in the bar, and in the first row of the sheet. */
  bar?: true;
  /** It stands in the first row of the sheet, and not in the bar. */
  frequent?: true;
  /** In the colour of what cannot be undone. */
  danger?: true;
  /** What one must be allowed to do for it, whatever the message, where it is not everyone's. */
  needs?: Action;
  /** Whether who may can do it with this message. */
  shows(target: ActTarget): boolean;
  run(target: ActTarget): void;
}

/** The words of an act for this message. */
export function labelOf({ label }: Act, target: ActTarget): PlainKey {
  return typeof label === "function" ? label(target) : label;
}
