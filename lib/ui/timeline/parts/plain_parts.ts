import type { FunctionComponent } from "preact";
import type { ConversationSummary } from "../../../protocol/events.ts";
import type { ActedOn } from "../acts.ts";

/**
 * What stands at messages, and in the head, for who has no script. The server sets it: none of its code
 * goes to browsers, where a script takes it away.
 */
export const plainParts: {
  /** What can be done with the message that the page opens at. */
  Acts?: FunctionComponent<{ item: ActedOn }>;
  /** What leads to the pages of what was shared in a conversation, and of who is in it. */
  HeadLinks?: FunctionComponent<{ conversation: ConversationSummary }>;
  /** What leads to the page that finds messages, in place of the box that jumps. */
  Search?: FunctionComponent;
  /** What can be done in the conversation, below its messages. */
  Place?: FunctionComponent;
  /** What leads to the page that opens at a message. */
  Link?: FunctionComponent<{ item: ActedOn }>;
} = {};
