import type {
  ConversationId,
  ConversationSummary,
  MessageEvent,
  Person,
} from "../../../lib/protocol/events.ts";
import type { Bookmark } from "../../../lib/protocol/own_marks.ts";
import type { SanctionKind } from "../../../lib/protocol/sanctions.ts";
import type { Reader } from "../../../lib/ui/timeline/receipts.ts";
import type { ActTarget } from "../acts/act.ts";
import type { PutOffOverlay } from "../later/later_api.ts";

/** What stands over the page. */
export type Overlay =
  /** `query`: what was typed before it came. */
  | { is: "palette"; query?: string }
  | { is: "rooms" }
  | { is: "new" }
  | { is: "keys" }
  /** What a bot answered to a command, for the reader alone. */
  | { is: "answer"; name: string; text: string }
  | { is: "topic" | "invite" | "rename"; conversation: ConversationSummary }
  /** Several people to write to; and in a conversation of some: another one, its name, the way out. */
  | { is: "group" }
  | { is: "add" | "name-group" | "leave-group"; conversation: ConversationSummary }
  | { is: "vanish"; conversation: ConversationSummary }
  | { is: "move"; conversation: ConversationSummary; seq: number }
  /** Why a message notified one, or did not. */
  | { is: "why"; conversation: ConversationSummary; seq: number }
  | { is: "report"; conversation: ConversationId; seq: number }
  | { is: "versions"; conversation: ConversationId; seq: number }
  /** A reaction is chosen; who reacted is listed; what is pinned is. */
  | { is: "react"; target: ActTarget }
  | { is: "reactors"; conversation: ConversationId; event: MessageEvent }
  /** Who has read up to a message. */
  | { is: "readers"; readers: readonly Reader[] }
  | { is: "pins"; conversation: ConversationSummary }
  | { is: "forward"; target: ActTarget }
  | { is: "bookmark"; conversation: ConversationId; seq: number; known: Bookmark }
  /** The pictures of a message; `file`: the id of the one that was pressed. */
  | { is: "viewer"; target: ActTarget; file: string }
  /** All that can be done with a message. */
  | { is: "acts"; target: ActTarget }
  /** A link that the browser did not copy. */
  | { is: "link"; href: string }
  | { is: "poll"; conversation: ConversationSummary; question: string; options: string[] }
  /** When something shall be sent, or be reminded of; `anchor`: what was pressed. */
  | ({ is: "put-off" } & PutOffOverlay)
  /** What is scheduled and what one is reminded of. */
  | { is: "later" }
  /** Who somebody is; `from`: a message of theirs that led there. */
  | { is: "person"; person: Person; from?: { conversation: ConversationId; seq: number } }
  | { is: "sanction"; kind: SanctionKind; person: Person }
  /** `message`: what was written, and may have been meant as one; `say` sends it. */
  | { is: "quit"; message?: { text: string; say(): void } };
