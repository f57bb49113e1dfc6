import { signal } from "@preact/signals";
import type { EmojiList } from "../protocol/custom_emoji.ts";
import type { PushOf } from "../protocol/server_frames.ts";
import type { Snapshot } from "./model.ts";
import type { Conversations } from "./conversations.ts";
import type { EventBatch, MessageEvent } from "../protocol/events.ts";
import type { KeywordMatcher } from "../protocol/keywords.ts";
import { DEFAULT_SETTINGS, type PersonalSettings } from "../protocol/requests/inbox.ts";

/** How the user wants it, what therefore calls them, and what they did with it elsewhere. */
export class OwnSettings {
  readonly #now = signal<PersonalSettings>(DEFAULT_SETTINGS);
  /** Most people have no keywords: what looks for them is loaded for those who do. */
  #matcher: KeywordMatcher<true> | undefined;

  /** The mention that was last put away, or brought back. */
  readonly mentionDone = signal<PushOf<"mentions"> | undefined>(undefined);
  /** The last change of what the user put off. */
  readonly later = signal<PushOf<"later"> | undefined>(undefined);
  /** The last push that says that kicks, mutes and bans changed. */
  readonly sanctions = signal<PushOf<"sanctions"> | undefined>(undefined);
  /** How much waits for the user as a moderator. */
  readonly queue = signal(0);
  /** The emoji of the community, where they are drawn. */
  readonly emoji = signal<EmojiList | undefined>(undefined);
  /** How many answers to their reports the user has not seen. */
  readonly answers = signal(0);
  /** What the user last bookmarked, or did not any more. */
  readonly bookmarked = signal<PushOf<"bookmark"> | undefined>(undefined);
  /** The last events that changed earlier messages. */
  readonly changed = signal<EventBatch | undefined>(undefined);

  /** What the user's other devices did; the model's drafts take those. */
  onPush(
    push: PushOf<
      | ("settings" | "sanctions" | "queue" | "mentions" | "draft" | "later" | "bookmark" | "voted")
      | ("answers" | "emoji")
    >,
    conversations: Conversations,
  ): void {
    if (push.type === "settings") this.take(push.settings);
    if (push.type === "sanctions") this.sanctions.value = push;
    if (push.type === "queue") this.queue.value = push.waiting;
    if (push.type === "emoji") this.emoji.value = push;
    if (push.type === "answers") this.answers.value = push.waiting;
    if (push.type === "later") this.later.value = push;
    if (push.type === "bookmark") this.bookmarked.value = push;
    if (push.type !== "mentions") return;
    conversations.onMentions(push);
    this.mentionDone.value = push;
  }

  /** Told of all events as they come: set by what notifies of them, which comes late. */
  onDelivered: ((events: EventBatch) => void) | undefined;

  delivered(events: EventBatch): void {
    this.onDelivered?.(events);
    if (events.events.some((event) => "target" in event)) this.changed.value = events;
  }

  get now() {
    return this.#now;
  }

  /** What the page knows of them before the server says all. */
  seed(
    { blocked = [], queue = 0, answers = 0, emoji }: Pick<
      Snapshot,
      "answers" | "blocked" | "queue" | "emoji"
    >,
  ): void {
    this.queue.value = queue;
    this.answers.value = answers;
    this.emoji.value = emoji;
    if (blocked.length > 0) this.take({ ...DEFAULT_SETTINGS, blocked: [...blocked] });
  }

  take(settings: PersonalSettings): void {
    this.#now.value = settings;
    this.#matcher = undefined;
    if (settings.keywords.length > 0) void this.#match(settings);
  }

  /**
   * Whether a message of somebody else calls the user: by name, with everyone, by a keyword (M7); never
   * of whom they blocked.
   */
  calls(message: MessageEvent, me: string | undefined, isRoom: boolean): boolean {
    if (this.#now.peek().blocked.includes(message.by)) return false;
    if (me !== undefined && message.mentions?.includes(me)) return true;
    return isRoom &&
      (message.call === "room" || (this.#matcher?.find(message.text).size ?? 0) > 0);
  }

  async #match(settings: PersonalSettings): Promise<void> {
    try {
      const { KeywordMatcher } = await import("../protocol/keywords.ts");
      const matcher = new KeywordMatcher<true>();
      for (const keyword of settings.keywords) matcher.add(keyword, true);
      if (this.#now.peek() === settings) this.#matcher = matcher;
    } catch {
      // Not to be had now: the server counts them still, and says so with the next `sync`.
    }
  }
}
