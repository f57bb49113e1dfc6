import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ConversationSummary } from "../../protocol/events.ts";

/** Where the messages below stand, and what of their threads is to be said there. */
export interface MessagePlace {
  conversation: ConversationSummary;
  /** They are replies in the thread of this root, and it. */
  thread?: number;
  /** The root of the thread that is open beside them. */
  open?: number;
  /** How many replies of the thread of a root are new to the reader. Reads signals. */
  unreadIn?(root: number): number;
  /** Whether the connection is lost: what is sent, or older than this, waits for it. Reads signals. */
  isAway?(): boolean;
}

const PlaceContext = createContext<MessagePlace | undefined>(undefined);

/** Says where the messages below stand: pass the same object while unchanged. */
export const MessagePlaceProvider = PlaceContext.Provider;

/** The place; `undefined` where messages lead nowhere, as in a preview. */
export function useMessagePlace(): MessagePlace | undefined {
  return useContext(PlaceContext);
}
