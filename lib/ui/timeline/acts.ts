import type { FunctionComponent } from "preact";
import type { TimelineItem } from "../../client/model.ts";

/** A message that something can be done with. */
export type ActedOn = Extract<TimelineItem, { is: "message" }>;

/** What can be done with the messages of one timeline, once its code is there. */
export interface MessageActs {
  /** Whether the bar of the message with this key shows. Reads signals. */
  isShown(key: string): boolean;
  /** The bar beside a message. */
  Bar: FunctionComponent<{ item: ActedOn }>;
}
