import { effect } from "@preact/signals";
import {
  growPage,
  type KeptPage,
  MAX_KEPT_CONVERSATIONS,
  MAX_KEPT_EVENTS,
} from "../../../lib/client/kept_page.ts";
import type { KeptStorage } from "../../../lib/client/kept_storage.ts";
import type { LiveChat } from "../../../lib/client/chat_model.ts";
import { Throttle } from "../../../lib/async/throttle.ts";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { Push, PushOf } from "../../../lib/protocol/server_frames.ts";
import { messageReplies } from "../../../lib/protocol/requests/messages.ts";
import type { Clock, Timer } from "../../../lib/runtime/clock.ts";
import { readApi } from "../overlays/api.ts";

/** What changed is written at most so often, and when the page is hidden. */
const WRITE_EVERY_MS = 3_000;
/** Between two pages that are asked for, so that nobody's messages wait for them. */
const ASK_EVERY_MS = 400;
/** The list of conversations that is kept. */
const MAX_LISTED = 100;

/**
 * Keeps the end of the last conversations as the server tells of it: each page is asked for once, and
 * grows by what is pushed; what was missed meanwhile is asked for alone.
 */
export class Keeper {
  readonly #pages = new Map<ConversationId, KeptPage>();
  /** Pages that the storage does not have as they are. */
  readonly #unwritten = new Set<ConversationId>();
  readonly #gone = new Set<ConversationId>();
  /** Conversations of which events or marks were missed: the whole page is asked for. */
  readonly #stale = new Set<ConversationId>();
  /** Up to where a page was asked for, whatever came of it. */
  readonly #asked = new Map<ConversationId, number>();
  readonly #writing: Throttle;
  #asking: Timer | "answer" | undefined;
  #stops: (() => void)[] = [];
  #stopped = false;

  constructor(
    private readonly model: LiveChat,
    private readonly storage: KeptStorage,
    private readonly clock: Clock,
  ) {
    this.#writing = new Throttle(clock, () => WRITE_EVERY_MS, () => void this.#write());
  }

  /** Reads what is kept, and keeps it up to date from there. */
  async start(props: unknown): Promise<void> {
    for (const page of await this.storage.pages()) this.#pages.set(page.conversation, page);
    if (!await this.storage.put({ props })) return this.stop();
    if (this.#stopped) return;
    this.model.heard = (push) => this.#hear(push);
    const hidden = () => document.hidden && this.#writing.flush();
    document.addEventListener("visibilitychange", hidden);
    let wasOnline = false;
    this.#stops = [
      effect(() => {
        const isOnline = this.model.connection.value.state === "online";
        void this.model.conversations.value;
        void this.model.me.value;
        if (wasOnline && !isOnline) this.#writing.request(); // until now it is all that there was
        wasOnline = isOnline;
        if (!isOnline) return;
        this.#forgetOthers();
        this.#writing.request();
        this.#ask();
      }),
      () => document.removeEventListener("visibilitychange", hidden),
    ];
  }

  stop(): void {
    this.#stopped = true;
    this.model.heard = undefined;
    this.#writing.cancel();
    if (this.#asking && this.#asking !== "answer") this.#asking.cancel();
    for (const stop of this.#stops) stop();
    this.storage.close();
  }

  /** A page as it is kept now. */
  page(conversation: ConversationId): KeptPage | undefined {
    return this.#pages.get(conversation);
  }

  #hear(push: Push): void {
    if (push.type === "events") this.#grow(push);
    // What is one's own about a message is told beside its page.
    else if (push.type === "bookmark" || push.type === "voted") this.#miss(push.conversation);
  }

  #grow({ from, conversation, ...batch }: PushOf<"events">): void {
    const page = this.#pages.get(conversation);
    if (!page) return;
    const grown = from === undefined ? growPage(page, batch) : undefined;
    if (!grown) return this.#miss(conversation);
    this.#take(grown);
    const me = this.model.me.peek()?.id;
    const isOwnMark = batch.events.some((event) =>
      event.by === me && (event.kind === "reaction" || event.kind === "vote")
    );
    if (isOwnMark) this.#miss(conversation);
  }

  #miss(conversation: ConversationId): void {
    if (!this.#pages.has(conversation)) return;
    this.#stale.add(conversation);
    this.#ask();
  }

  #take(page: KeptPage): void {
    this.#pages.set(page.conversation, page);
    this.#unwritten.add(page.conversation);
    this.#writing.request();
  }

  /** Only what was used last is kept, of what one is in. */
  #wanted(): { id: ConversationId; head: number }[] {
    return this.model.conversations.peek().slice(0, MAX_KEPT_CONVERSATIONS);
  }

  #forgetOthers(): void {
    const wanted = new Set(this.#wanted().map(({ id }) => id));
    for (const id of this.#pages.keys()) {
      if (wanted.has(id)) continue;
      this.#pages.delete(id);
      this.#unwritten.delete(id);
      this.#gone.add(id);
    }
  }

  /** Asks for what is missing, one conversation after the other. */
  #ask(): void {
    if (this.#asking || this.#stopped) return;
    this.#asking = this.clock.after(ASK_EVERY_MS, () => void this.#askNext());
  }

  async #askNext(): Promise<void> {
    const next = this.model.connection.peek().state === "online" ? this.#lacking() : undefined;
    this.#asking = next === undefined ? undefined : "answer";
    if (next === undefined) return;
    try {
      await this.#fetch(next);
    } catch {
      return void (this.#asking = undefined); // the next change of a conversation asks again
    }
    this.#asking = undefined;
    this.#ask();
  }

  #lacking(): ConversationId | undefined {
    const lacks = ({ id, head }: { id: ConversationId; head: number }) =>
      this.#stale.has(id) ||
      head > Math.max(this.#pages.get(id)?.to ?? 0, this.#asked.get(id) ?? 0);
    return this.#wanted().find(lacks)?.id;
  }

  async #fetch(conversation: ConversationId): Promise<void> {
    const path = `/conversations/${encodeURIComponent(conversation)}/events`;
    const page = this.#pages.get(conversation);
    const head = this.model.conversations.peek().find(({ id }) => id === conversation)?.head ?? 0;
    if (page && !this.#stale.has(conversation) && head - page.to <= MAX_KEPT_EVENTS) {
      const after = new URLSearchParams({ after: String(page.to), limit: String(MAX_KEPT_EVENTS) });
      const missed = await readApi(messageReplies.history, `${path}?${after}`);
      // What was pushed meanwhile is in both.
      const grown = growPage(this.#pages.get(conversation) ?? page, missed);
      if (grown && missed.events.length > 0) return this.#take(grown);
    }
    this.#stale.delete(conversation);
    this.#asked.set(conversation, head);
    const { events, users, own, quotes, from = 1, to = 0 } = await readApi(
      messageReplies.history,
      `${path}?${new URLSearchParams({ timeline: "1", limit: String(MAX_KEPT_EVENTS) })}`,
    );
    if (!this.#stopped) {
      this.#take({ kept: true, conversation, events, users, own, quotes, from, to });
    }
  }

  async #write(): Promise<void> {
    const { model } = this;
    const me = model.me.peek();
    if (this.#stopped || !me) return;
    const pages = [...this.#unwritten].flatMap((id) => this.#pages.get(id) ?? []);
    const gone = [...this.#gone];
    this.#unwritten.clear();
    this.#gone.clear();
    const snapshot = {
      me,
      conversations: model.conversations.peek().slice(0, MAX_LISTED),
      invitations: [...model.invitations.peek()],
      mute: model.mute.peek(),
    };
    const chat = { snapshot, at: model.now(), skewMs: model.now() - this.clock.now() };
    try {
      if (!await this.storage.put({ chat, pages, gone })) this.stop();
    } catch {
      this.stop(); // another version has the storage, or it is full: what is kept stays
    }
  }
}
