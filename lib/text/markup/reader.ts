import { type IsName, MAX_MENTIONS } from "../mentions.ts";

/** Whether the reader knows a room of this name: `#name` leads there. */
export type IsRoom = (name: string) => boolean;
/** Whether the community has an emoji that is written so, colons included. */
export type IsEmoji = (written: string) => boolean;

/** What a message is read with: the names that it may mean, and what may still be tried. */
export interface Reader {
  isName: IsName;
  isRoom: IsRoom;
  /** Absent where the community has none of its own: then no colon is looked at. */
  isEmoji: IsEmoji | undefined;
  mentionsLeft: number;
  /** Starts of links that were none: a message of nothing else is text after these. */
  failedLinksLeft: number;
}

const MAX_FAILED_LINKS = 20;

/** A reader for one message. */
export function createReader(isName: IsName, isRoom: IsRoom, isEmoji?: IsEmoji): Reader {
  return { isName, isRoom, isEmoji, mentionsLeft: MAX_MENTIONS, failedLinksLeft: MAX_FAILED_LINKS };
}
