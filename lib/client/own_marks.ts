import type { ConversationId, EventOf, UserId } from "../protocol/events.ts";
import type { Bookmark, OwnMark, OwnMarks } from "../protocol/own_marks.ts";
import type { PushOf, ReplyOf } from "../protocol/server_frames.ts";
import type { Change } from "./apply_change.ts";

/** What the reader marked about the messages that were loaded, by conversation and seq. */
export class KnownMarks {
  readonly #all = new Map<ConversationId, Map<number, OwnMark>>();

  find(conversation: ConversationId, seq: number): OwnMark | undefined {
    return this.#all.get(conversation)?.get(seq);
  }

  /** Takes what the server says of these events: nothing, where it has no mark of one. */
  learn(
    conversation: ConversationId,
    events: readonly { seq: number }[],
    marks: OwnMarks = {},
  ): void {
    for (const { seq } of events) this.put(conversation, seq, marks[seq]);
  }

  /** The mark of one message, as it is now. */
  put(conversation: ConversationId, seq: number, mark: OwnMark | undefined): void {
    const known = this.#all.get(conversation) ?? new Map<number, OwnMark>();
    if (mark) this.#all.set(conversation, known.set(seq, mark));
    else known.delete(seq);
  }

  /**
   * The reader changed something, here or elsewhere. Applied each time, for it is about being, not
   * about counting: a page that came meanwhile may have been read before it.
   */
  apply(conversation: ConversationId, change: Change, me: UserId | undefined): void {
    if (change.by !== me) return;
    if (change.kind === "reaction") this.#reacted(conversation, change);
    // Who votes secretly is not in the event: `voted` says it.
    else if (change.kind === "vote" && !change.secret) {
      this.voted(conversation, change.target, change.options);
    }
  }

  /** The reader chose these answers of a poll. */
  voted(conversation: ConversationId, seq: number, options: readonly number[]): void {
    const { votes: _, ...rest } = this.find(conversation, seq) ?? {};
    this.put(conversation, seq, { ...rest, ...(options.length > 0 && { votes: [...options] }) });
  }

  /** The reader bookmarked a message, here or elsewhere; or does not keep it any more. */
  bookmarked(conversation: ConversationId, seq: number, bookmark: Bookmark | undefined): void {
    const { bookmark: _, ...rest } = this.find(conversation, seq) ?? {};
    this.put(conversation, seq, { ...rest, ...(bookmark && { bookmark }) });
  }

  /** What the newest bookmarks say otherwise than is known of them: they were changed on another device. */
  missed({ bookmarks, next }: ReplyOf<"bookmarks">): PushOf<"bookmark">[] {
    const told = new Set(
      bookmarks.map(({ conversation, event }) => `${conversation} ${event.seq}`),
    );
    const changed = bookmarks.flatMap(({ conversation, event: { seq }, at, note }) => {
      const known = this.find(conversation, seq)?.bookmark;
      if (known?.at === at && known.note === note) return [];
      const bookmark = { at, ...(note !== undefined && { note }) };
      return [{ type: "bookmark" as const, conversation, target: seq, bookmark }];
    });
    // Those that are older than the page may be on the next one.
    const oldest = next === undefined ? 0 : Math.min(...bookmarks.map(({ at }) => at));
    const removed = [...this.#all].flatMap(([conversation, marks]) =>
      [...marks].flatMap(([target, { bookmark }]) =>
        !bookmark || bookmark.at < oldest || told.has(`${conversation} ${target}`)
          ? []
          : [{ type: "bookmark" as const, conversation, target }]
      )
    );
    return [...changed, ...removed];
  }

  #reacted(conversation: ConversationId, change: EventOf<"reaction">): void {
    const { reactions: before = [], ...rest } = this.find(conversation, change.target) ?? {};
    const others = before.filter((emoji) => emoji !== change.emoji);
    const reactions = change.on ? [...others, change.emoji] : others;
    this.put(conversation, change.target, {
      ...rest,
      ...(reactions.length > 0 && { reactions }),
    });
  }

  forget(conversation: ConversationId): void {
    this.#all.delete(conversation);
  }
}
