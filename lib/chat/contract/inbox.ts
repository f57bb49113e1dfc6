import type { ConversationId, Profiles } from "../../protocol/events.ts";
import type { InboxMention, KeptDraft, PersonalSettings } from "../../protocol/requests/inbox.ts";
import type { Actor } from "./actor.ts";

/** What is somebody's own: what calls them, what they keep, and how they want it. */
export interface InboxUseCases {
  /** A page of the messages that call the actor and are not done, the newest first (M7). */
  mentions(
    actor: Actor,
    page: { after?: string; limit: number },
  ): Promise<{ mentions: InboxMention[]; users: Profiles; next?: string }>;
  /**
   * Puts a message that calls the actor away, or brings it back (`on: false`); it counts no longer.
   * Throws `unknown-message` where it calls them not.
   */
  done(
    actor: Actor,
    request: { conversation: ConversationId; target: number; on: boolean },
  ): Promise<void>;
  /**
   * Changes some of the actor's own settings, and gives all. Throws `keywords` where one is too short
   * or too long, or there are too many.
   */
  settings(
    actor: Actor,
    changes: Partial<Omit<PersonalSettings, "blocked">> & { block?: string; unblock?: string },
  ): Promise<PersonalSettings>;
  /** What the actor typed and did not send, in conversations that they are in; last changed first. */
  drafts(actor: Actor): Promise<KeptDraft[]>;
  /**
   * Keeps a draft, for all devices; an empty text ends it. The last change wins, by time, unless it goes
   * on from another one (`over`) than stands: the reply is what stands. Throws `text-too-long`, and
   * `too-fast` beyond one in 2 s.
   */
  draft(actor: Actor, draft: KeptDraft & { over?: number | undefined }): Promise<KeptDraft>;
}
