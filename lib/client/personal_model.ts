import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId, EventBatch, MessageEvent, UserId } from "../protocol/events.ts";
import type { EmojiList } from "../protocol/custom_emoji.ts";
import type { PersonalSettings } from "../protocol/requests/inbox.ts";
import type { PushOf, ReplyOf } from "../protocol/server_frames.ts";
import type { SharedDrafts } from "./typed_draft.ts";

/** What is the user's own: what calls them, what they keep, and how they want it. */
export interface PersonalModel {
  /** What calls the user, and what others are told of them. */
  readonly settings: ReadonlySignal<PersonalSettings>;
  /** What the user typed and did not send, on any device. */
  readonly drafts: SharedDrafts;
  /** The last mention that was put away or brought back, on any device. */
  readonly mentionDone: ReadonlySignal<PushOf<"mentions"> | undefined>;
  /** The last change of what the user put off: a message or a reminder (M10). */
  readonly later: ReadonlySignal<PushOf<"later"> | undefined>;
  /** A moderator was told that kicks, mutes and bans changed: another push each time. */
  readonly sanctions: ReadonlySignal<PushOf<"sanctions"> | undefined>;
  /** How much waits for the user as a moderator, up to `MAX_QUEUE_COUNT`; 0 for all others. */
  readonly queue: ReadonlySignal<number>;
  /** The emoji of the community; `undefined` where nobody draws them. */
  readonly emoji: ReadonlySignal<EmojiList | undefined>;
  /** How many answers to their reports the user has not seen. */
  readonly answers: ReadonlySignal<number>;
  /** The last message that the user bookmarked, or did not any more, on any device. */
  readonly bookmarked: ReadonlySignal<PushOf<"bookmark"> | undefined>;
  /** The last events that changed earlier messages, of any conversation. */
  readonly changed: ReadonlySignal<EventBatch | undefined>;
  /** Told of all events as they are delivered, if anybody wants to be. */
  onDelivered: ((events: EventBatch) => void) | undefined;
  /** Whether a message of somebody else calls the user: by name, with everyone, by a keyword (M7). */
  calls(message: MessageEvent, me: UserId | undefined, isRoom: boolean): boolean;
  /** A page of what calls the user and is not done, the newest first. */
  mentions(page: { after?: string }): Promise<ReplyOf<"mentions">>;
  /** Puts away a message that calls the user, or brings it back: `unknown-message`. */
  done(conversation: ConversationId, target: number, on: boolean): Promise<void>;
}
