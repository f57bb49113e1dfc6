// What one window shows of the chat: where one is, and what stands over it.
import { signal } from "@preact/signals";
import type { DraftStorage } from "../../../lib/client/storage.ts";
import type { LiveChat } from "../../../lib/client/chat_model.ts";
import type { PushOf } from "../../../lib/protocol/server_frames.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import type { ConversationId, ConversationSummary } from "../../../lib/protocol/events.ts";
import { personAddress } from "../../../lib/protocol/people.ts";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { type ListChoices, listCookie } from "../../../lib/ui/room/list_choices.ts";
import { removalText } from "../../../lib/ui/room/page_title.ts";
import {
  conversationFromPath,
  conversationPath,
  inboxPath,
  messagePath,
  PATHS,
  replyPath,
  requestPath,
  threadPath,
} from "../../../lib/ui/paths.ts";
import { type InboxSection, readInboxSection } from "../../../lib/ui/inbox/inbox_sections.ts";
import type { TrayPart } from "../files/tray_part.ts";
import type { Writing } from "../composer/writing.ts";
import { KnownOrigins } from "../forwards/known_origins.ts";
import { WindowDrafts } from "../composer/draft_storage.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import type { Arrival } from "./arrival.ts";
import { type Opened, summaryAt } from "./known_place.ts";
import { forgetFailure } from "./forget_failure.ts";
import type { Overlay } from "./overlay.ts";
import type {
  MessageTarget,
  PanelWanted,
  SanctionInForce,
  SanctionsOf,
  ShownThread,
  Toast,
} from "./shown.ts";
import { UndoOffers } from "./undo_offers.ts";
import { reportFault } from "../../report_fault.ts";

export type { MessageTarget, PanelWanted, SanctionInForce, SanctionsOf, ShownThread, Toast };

/** The width from which a thread, or the members, stand beside the conversation (layout.css). */
export const WIDE = "(min-width: 68.01rem)";

export interface ChatWindowOptions {
  model: LiveChat;
  drafts: DraftStorage;
  /** What the address leads to. */
  opened: Opened;
  words: Translator;
  listChoices: ListChoices;
  /** As in the props of the page. */
  keptAt?: number;
  arrival: Arrival;
}

/** The window's state, and the ways through it. */
export class ChatWindow {
  readonly model: LiveChat;
  readonly drafts: WindowDrafts;
  readonly arrival: Arrival;
  readonly words: Translator;
  readonly current = signal<ConversationId | undefined>(undefined);
  /** The inbox, where it is what is shown: the section that it is narrowed to. */
  readonly inbox = signal<{ section?: InboxSection } | undefined>(undefined);
  /** How much of what waited for its time asks for something: reminders that are due, and what failed. */
  readonly due = signal(0);
  readonly overlay = signal<Overlay | undefined>(undefined);
  /** How the list is arranged on this device. */
  readonly listChoices = signal<ListChoices>({ favourites: [], folded: [] });
  readonly panel = signal<PanelWanted>(undefined);
  /** What failed, or was done, outside of any form. */
  readonly toast = signal<Toast | undefined>(undefined);
  /** What was just done and can be taken back. */
  readonly undo = new UndoOffers(systemClock);
  /** What the composer is used for besides a new message. */
  readonly writing = signal<Writing | undefined>(undefined);
  /** Messages that are being deleted, as “conversation seq”: they are drawn as gone already. */
  readonly hidden = signal<ReadonlySet<string>>(new Set());
  readonly origins = new KnownOrigins();
  /** The announcement that the person dismissed. */
  readonly dismissedNotice = signal<PushOf<"notice"> | undefined>(undefined);
  /** What goes with the next message besides words; comes late. */
  readonly tray = signal<TrayPart | undefined>(undefined);
  /** Whether the device says that it has no network. */
  readonly offline = signal(false);
  /** When what it is drawn from was kept on this device (milliseconds UTC), until there is a connection. */
  readonly keptAt = signal<number | undefined>(undefined);
  /** Whether the person looks at this window. */
  readonly focused = signal(false);
  /** The message to show: a link led to it, or a quote. The timeline takes it away once it is there. */
  readonly target = signal<MessageTarget | undefined>(undefined);
  /** The thread that stands beside the conversation, in place of the members. */
  readonly thread = signal<ShownThread | undefined>(undefined);
  /** The message that the page's own address led to. */
  readonly landing: MessageTarget | undefined;
  /** Counts up when the timeline shall show its end: something was sent. */
  readonly toEnd = signal(0);
  /** The same of the open thread. */
  readonly threadToEnd = signal(0);
  /** What was marked as unread here: it stays so until one comes back, or reads it by hand. */
  readonly heldUnread = signal<MessageTarget | undefined>(undefined);
  /** What is in force against whom, by user id: known to moderators, once they see members. */
  readonly sanctions = signal<ReadonlyMap<string, SanctionsOf>>(new Map());
  /** Counts up when Esc marks what is open as read. */
  readonly markRead = signal(0);
  /** Counts the places visited or asked for: only the last one is still wanted. */
  #visits = 0;

  constructor(options: ChatWindowOptions) {
    this.model = options.model;
    this.drafts = new WindowDrafts(options.drafts, options.model.personal.drafts);
    this.words = options.words;
    const { conversation, at, thread, inbox, origins } = options.opened;
    this.arrival = options.arrival;
    this.current.value = conversation;
    if (thread !== undefined && conversation !== undefined) {
      this.thread.value = { conversation, root: thread, at };
    } else if (at !== undefined && conversation !== undefined) {
      this.landing = this.target.value = { conversation, seq: at };
    }
    this.origins.seed(conversation, origins);
    this.listChoices.value = options.listChoices;
    this.inbox.value = inbox;
    this.keptAt.value = options.keptAt;
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
    const isElsewhere = this.inbox.peek() !== undefined || this.thread.peek() !== undefined;
    this.inbox.value = this.thread.value = undefined;
    if (this.current.value === conversation.id && !isElsewhere) return;
    this.current.value = conversation.id;
    history.pushState(null, "", conversationPath(conversation));
  }

  /** Shows a message where it stands, loading what is around it, and remembers the way back. */
  goTo(conversation: ConversationSummary, seq: number): void {
    this.#go();
    this.inbox.value = undefined;
    const path = messagePath(conversation, seq);
    if (location.pathname !== path) history.pushState(null, "", path);
    this.current.value = conversation.id;
    // Where the thread covers the conversation, it gives way.
    const { thread } = this;
    const covers = !matchMedia(WIDE).matches || thread.peek()?.conversation !== conversation.id;
    if (covers) thread.value = undefined;
    this.target.value = { conversation: conversation.id, seq };
  }

  /** Shows the inbox, or one section of it. */
  showInbox(section?: InboxSection): void {
    const isNew = !this.inbox.peek();
    if (isNew) {
      this.#go();
      this.current.value = undefined;
    }
    this.inbox.value = { section };
    const path = inboxPath(section);
    if (isNew) history.pushState(null, "", path);
    else history.replaceState(null, "", path);
  }

  /** Shows a conversation beside the inbox, at one of its messages. */
  showBeside(conversation: ConversationSummary, seq?: number): void {
    this.#visits++;
    this.current.value = conversation.id;
    this.target.value = seq === undefined ? undefined : { conversation: conversation.id, seq };
  }

  /** Shows the thread of a root beside its conversation, at one of its replies, and remembers the way back. */
  openThread(conversation: ConversationSummary, root: number, at?: number): void {
    this.#go();
    this.inbox.value = undefined;
    const path = at === undefined
      ? threadPath(conversation, root)
      : replyPath(conversation, root, at);
    if (location.pathname !== path) history.pushState(null, "", path);
    this.current.value = conversation.id;
    this.thread.value = { conversation: conversation.id, root, at };
  }

  /** Puts the thread away. */
  closeThread(): void {
    const conversation = this.find(this.thread.peek()?.conversation);
    this.thread.value = undefined;
    if (conversation) history.pushState(null, "", conversationPath(conversation));
  }

  /** Marks a message and what follows as unread; what is open is not read by itself until one is back. */
  markUnread(conversation: ConversationId, seq: number): void {
    this.heldUnread.value = { conversation, seq };
    this.attempt(() => this.model.markUnread(conversation, seq));
  }

  /** Shows the list alone: the first of the two screens of a phone. */
  showList(): void {
    this.#visits++;
    this.inbox.value = undefined;
    this.current.value = this.thread.value = undefined;
    history.pushState(null, "", PATHS.home);
  }

  /** Shows the list in place of a conversation that was removed, and says so. */
  leaveRemoved(conversation: ConversationSummary): void {
    this.current.value = undefined;
    history.replaceState(null, "", PATHS.home);
    this.showToast(removalText(this.words, conversation));
  }

  /** Shows what the address says, after a step back or forward. */
  followAddress(): void {
    this.#go();
    const isInbox = location.pathname === PATHS.inbox;
    this.inbox.value = isInbox ? { section: readInboxSection(location.search) } : undefined;
    if (isInbox) {
      this.current.value = undefined;
      return;
    }
    const place = conversationFromPath(location.pathname);
    const found = place && summaryAt(this.model.conversations.value, place);
    const known = found !== undefined || location.pathname === PATHS.home;
    // Offline, the browser would show its own error in place of the chat.
    if (known || !this.online) {
      this.current.value = found?.id;
      this.thread.value = found && place?.thread
        ? { conversation: found.id, root: place.thread, at: place.at }
        : undefined;
      if (found && place?.at && !place.thread) {
        this.target.value = { conversation: found.id, seq: place.at };
      }
    } else location.reload();
  }

  /**
   * Goes where a link leads, without loading a page. False where only the server knows the way:
   * the link is then followed as any other.
   */
  visit(path: string): boolean {
    if (path === PATHS.inbox) {
      this.showInbox();
      return true;
    }
    if (path === PATHS.home) {
      this.showList();
      return true;
    }
    const place = conversationFromPath(path);
    const known = place && summaryAt(this.model.conversations.value, place);
    if (known && place.thread !== undefined) this.openThread(known, place.thread, place.at);
    else if (known && place.at !== undefined) this.goTo(known, place.at);
    else if (known) this.open(known);
    else if (place && "direct" in place && (place.at ?? place.thread) === undefined) {
      this.attempt(() => this.writeTo(place.direct));
    } else return false;
    return true;
  }

  /** Opens the direct conversation with a person, by address or by name. Rejects with a `Refused`. */
  writeTo(address: string): Promise<ConversationSummary> {
    // What waits there is accepted on its page, not by the way.
    const waits = this.model.requests.peek().find(({ by, people }) =>
      !people && (by.name === address || personAddress(by) === address)
    );
    if (!waits) return this.enter(this.model.open(address));
    location.assign(requestPath(waits.conversation));
    return new Promise(() => {});
  }

  /** Opens what was asked for when it comes, unless one went on or put the question away. */
  async enter(asked: Promise<ConversationSummary>): Promise<ConversationSummary> {
    const visit = ++this.#visits;
    const overlay = this.overlay.peek();
    const conversation = await asked;
    if (visit === this.#visits && overlay === this.overlay.peek()) this.open(conversation);
    return conversation;
  }

  /** Runs an action; shows a toast if it is refused or lost. */
  attempt(run: () => Promise<unknown>): void {
    this.toast.value = undefined;
    run().catch(this.showError).catch(reportFault);
  }

  /** Draws a message as gone. Returns how to show it again. */
  hide(conversation: ConversationId, seq: number): () => void {
    const name = `${conversation} ${seq}`;
    this.hidden.value = new Set([...this.hidden.peek(), name]);
    return () => {
      this.hidden.value = new Set([...this.hidden.peek()].filter((one) => one !== name));
    };
  }

  /** Arranges the list, and keeps it so on this device. */
  arrangeList(choices: ListChoices): void {
    this.listChoices.value = choices;
    document.cookie = listCookie(choices, this.model.me.peek()?.id ?? "");
  }

  /** Shows a toast until it is dismissed. `failed`: in the colour of errors, and heard at once. */
  showToast(text: string, failed = false, action?: Toast["action"]): Toast {
    return this.toast.value = { text, failed, action };
  }

  /** Dismisses a toast, if it still stands. */
  dismissToast(toast: Toast | undefined): void {
    if (this.toast.peek() === toast) this.toast.value = undefined;
  }

  /** Shows what failed outside of any form. */
  readonly showError = (error: unknown): Toast =>
    this.showToast(failureMessage(this.words, error), true);

  /** Says that a lazy part of the page did not load, and closes the overlay that waits for it. */
  showLoadFailure(): void {
    this.overlay.value = undefined;
    this.showToast(this.words.t("failure.part"), true);
  }

  /** Nothing stands over the place one comes to: on a narrow window the members or files are a sheet. */
  #go(): void {
    this.#visits++;
    forgetFailure(this);
    this.overlay.value = undefined;
    if (this.panel.value !== "closed") this.panel.value = undefined;
  }
}
