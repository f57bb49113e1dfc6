import type { FunctionComponent } from "preact";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { SharedFile } from "../../../lib/protocol/files.ts";

/** Files that go with what one writes in one place, as the composer uses them. */
export interface PlaceTray {
  /** How many there are. */
  readonly count: { readonly value: number };
  /** What keeps them from being sent, in words. */
  hinders(): string | undefined;
  /** They are sent now: they leave the tray, and the message waits for what has not come. */
  take(): SharedFile[];
  /** What chooses files, and what shows those that were chosen. */
  Attach: FunctionComponent;
  View: FunctionComponent;
}

/** The trays of a window. */
export interface TrayPart {
  /** That of a conversation, or of a thread of it: the same one each time. */
  at(place: { conversation: ConversationId; thread?: number }): PlaceTray;
  /** Puts files into one; says of those that are too many or too large. */
  add(place: { conversation: ConversationId; thread?: number }, files: Iterable<File>): void;
}
