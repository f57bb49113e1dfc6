// What one window shows of the chat: where one is, and what stands over it.
import { signal } from "@preact/signals";
import type { DraftStorage } from "../../lib/client/storage.ts";
import type { ChatModel } from "../../lib/client/model.ts";
import type { PushOf } from "../../lib/protocol/server_frames.ts";
import type { Translator } from "../../lib/i18n/translator.ts";
import type { ConversationId, ConversationSummary, Person } from "../../lib/protocol/events.ts";
import type { SanctionKind } from "../../lib/protocol/sanctions.ts";
import { failureWords } from "../../lib/ui/failure_words.ts";
import { placeMention } from "../../lib/ui/page_title.ts";
import { conversationPath, PATHS, placeOfPath } from "../../lib/ui/paths.ts";
import { Drafts } from "./drafts.ts";

/** The members: as the width has it (`undefined`), or as the person wants it. */
export type MembersWanted = "open" | "closed" | undefined;

/** What the window says; the same words said twice are two of it. */
export interface Said {
  readonly text: string;
}

/** What stands over the page. */
export type Overlay =
  /** `query`: what was typed before it came. */
  | { is: "palette"; query?: string }
  | { is: "rooms" }
  | { is: "new" }
  | { is: "keys" }
  | { is: "topic" | "invite"; conversation: ConversationSummary }
  | { is: "delete" | "report"; conversation: ConversationId; seq: number }
  | { is: "sanction"; kind: SanctionKind; person: Person }
  /** `message`: what was written, and may have been meant as one; `say` sends it. */
  | { is: "quit"; message?: { text: string; say(): void } };

export interface ChatWindowOptions {
  model: ChatModel;
  drafts: DraftStorage;
  open: ConversationId | undefined;
  words: Translator;
}

/** The window's state, and the ways through it. */
export class ChatWindow {
  readonly model: ChatModel;
  readonly drafts: Drafts;
  readonly words: Translator;
  readonly current = signal<ConversationId | undefined>(undefined);
  readonly overlay = signal<Overlay | undefined>(undefined);
  readonly panel = signal<MembersWanted>(undefined);
  /** What went wrong outside of any form, or was done there. */
  readonly said = signal<Said | undefined>(undefined);
  /** The notice to everyone that the person has put away. */
  readonly heard = signal<PushOf<"notice"> | undefined>(undefined);
  /** Whether the person looks at this window. */
  readonly focused = signal(false);
  /** Counts up when the timeline shall show its end: something was sent. */
  readonly toEnd = signal(0);
  /** Counts up when Esc marks what is open as read. */
  readonly markRead = signal(0);
  /** Counts where one went or asked to go: only the last one is still wanted. */
  #steps = 0;

  constructor(options: ChatWindowOptions) {
    this.model = options.model;
    this.drafts = new Drafts(options.drafts);
    this.words = options.words;
    this.current.value = options.open;
  }

  /** The open conversation as the list has it. */
  get conversation(): ConversationSummary | undefined {
    return this.find(this.current.value);
  }

  get online(): boolean {
    return this.model.connection.value.state === "online";
  }

  find(id: ConversationId | undefined): ConversationSummary | undefined {
    return this.model.conversations.value.find((one) => one.id === id);
  }

  /** Shows a conversation, and remembers the way back. */
  open(conversation: ConversationSummary): void {
    this.#go();
    if (this.current.value === conversation.id) return;
    this.current.value = conversation.id;
    history.pushState(null, "", conversationPath(conversation));
  }

  /** Shows the list alone: the first of the two screens of a phone. */
  showList(): void {
    this.#steps++;
    this.current.value = undefined;
    history.pushState(null, "", PATHS.home);
  }

  /** Shows the list in place of a conversation that there is no way back to. */
  lose(conversation: ConversationSummary): void {
    this.current.value = undefined;
    history.replaceState(null, "", PATHS.home);
    this.say(this.words.t("place.gone", { place: placeMention(conversation) }));
  }

  /** Shows what the address says, after a step back or forward. */
  followAddress(): void {
    this.#go();
    const place = placeOfPath(location.pathname);
    const found = place && this.#known(place);
    const known = found !== undefined || location.pathname === PATHS.home;
    // Offline, the browser would show its own error in place of the chat.
    if (known || !this.online) this.current.value = found?.id;
    else location.reload();
  }

  /**
   * Goes where a link leads, without loading a page. False where only the server knows the way:
   * the link is then followed as any other.
   */
  visit(path: string): boolean {
    if (path === PATHS.home) {
      this.showList();
      return true;
    }
    const place = placeOfPath(path);
    const known = place && this.#known(place);
    if (known) this.open(known);
    else if (place && "direct" in place) this.attempt(() => this.writeTo(place.direct));
    else return false;
    return true;
  }

  /** Opens the direct conversation with a person. Rejects with a `Refused`. */
  writeTo(name: string): Promise<ConversationSummary> {
    return this.enter(this.model.open(name));
  }

  /** Opens what was asked for when it comes, unless one went on or put the question away. */
  async enter(asked: Promise<ConversationSummary>): Promise<ConversationSummary> {
    const step = ++this.#steps;
    const overlay = this.overlay.peek();
    const conversation = await asked;
    if (step === this.#steps && overlay === this.overlay.peek()) this.open(conversation);
    return conversation;
  }

  /** Runs what may be refused or lost, and says so. */
  attempt(run: () => Promise<unknown>): void {
    this.said.value = undefined;
    run().catch(this.tell).catch(reportError);
  }

  /** Says something until it is put away, or unsaid. */
  say(text: string): Said {
    return this.said.value = { text };
  }

  /** Takes back what was said, where it still stands. */
  unsay(said: Said | undefined): void {
    if (this.said.peek() === said) this.said.value = undefined;
  }

  /** Says what went wrong outside of any form. */
  readonly tell = (error: unknown): Said => this.say(failureWords(this.words, error));

  /** A part that was asked for did not load: says so, and waits no longer. */
  lack(): void {
    this.overlay.value = undefined;
    this.say(this.words.t("failure.part"));
  }

  #known(place: { room: string } | { direct: string }): ConversationSummary | undefined {
    return this.model.conversations.value.find((one) =>
      "room" in place
        ? one.kind === "room" && one.name === place.room
        : one.with?.name.toLowerCase() === place.direct.toLowerCase()
    );
  }

  /** Nothing stands over the place one comes to: on a narrow window the members are a sheet. */
  #go(): void {
    this.#steps++;
    this.overlay.value = undefined;
    if (this.panel.value === "open") this.panel.value = undefined;
  }
}
