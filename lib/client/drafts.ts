import { signal } from "@preact/signals";
import type { ConversationId, LogEvent } from "../protocol/events.ts";
import { DRAFT_RATE } from "../protocol/limits.ts";
import type { KeptDraft } from "../protocol/requests/inbox.ts";
import type { Clock, Timer } from "../runtime/clock.ts";
import { isPassing } from "./model.ts";
import type { SharedDrafts, TypedDraft } from "./typed_draft.ts";
import { Lost } from "./requests.ts";

/** What the server is asked with; each rejects as `Client.request` does. */
export interface DraftRequests {
  online(): boolean;
  draft(draft: KeptDraft & { over?: number }): Promise<{ draft: KeptDraft }>;
  drafts(): Promise<{ drafts: KeptDraft[] }>;
}

/** A first change is told after it: few letters alone would meet what is typed elsewhere meanwhile. */
const FIRST_AFTER_MS = 1_000;

/**
 * The drafts of the user, on all devices: what is typed here goes to the server at most once in 2 s, and
 * what was typed elsewhere comes from it. What is typed in two places at once are two drafts (M12).
 */
export class Drafts implements SharedDrafts {
  readonly known = signal<ReadonlyMap<ConversationId, KeptDraft>>(new Map());
  readonly incoming = signal<KeptDraft | undefined>(undefined);
  /** As this device last knew each, empty ones too. */
  readonly #last = new Map<ConversationId, TypedDraft>();
  /** As the server last told each: what is typed here goes on from it. */
  readonly #base = new Map<ConversationId, TypedDraft>();
  /** What it was told last, whose answer may be on its way. */
  readonly #sent = new Map<ConversationId, TypedDraft>();
  /** What the server was not told yet. */
  readonly #unsaid = new Map<ConversationId, TypedDraft>();
  /** Conversations whose next draft waits: for its time, or for the answer to the last. */
  readonly #waiting = new Map<ConversationId, Timer | "answer">();
  /** Conversations whose draft was typed here, and not only heard of. */
  readonly #mine = new Set<ConversationId>();
  /** Drafts that the server may hold, by when they were begun. */
  readonly #told = new Map<ConversationId, number>();

  constructor(readonly clock: Clock, readonly requests: DraftRequests) {}

  write(conversation: ConversationId, text: string): TypedDraft {
    const last = this.#last.get(conversation);
    const now = this.clock.now();
    const begun = last && last.text !== "" ? last.begun : now;
    const draft = { text, at: Math.max(now, (last?.at ?? 0) + 1), begun };
    if (text === "" && (last?.text ?? "") === "") return draft;
    this.#mine.add(conversation);
    this.#keep(conversation, draft);
    this.#say(conversation, draft, FIRST_AFTER_MS);
    return draft;
  }

  tell(conversation: ConversationId): void {
    const waiting = this.#waiting.get(conversation);
    if (waiting === "answer" || !this.#unsaid.has(conversation)) return;
    waiting?.cancel();
    this.#sayNext(conversation);
  }

  adopt(conversation: ConversationId, kept: TypedDraft): TypedDraft {
    const last = this.#last.get(conversation);
    if (last && last.begun === kept.begun && last.at >= kept.at) return last;
    if (!kept.heard) this.#mine.add(conversation);
    // The page before this one may have told the server.
    if (kept.text !== "") this.#told.set(conversation, kept.begun);
    this.#keep(conversation, kept);
    // The server told an earlier one meanwhile, which fields show by now: it is over.
    if (last && last.text !== kept.text) this.incoming.value = { conversation, ...kept };
    this.#say(conversation, kept);
    return kept;
  }

  /** The draft becomes a message; gives when it was begun, if the server may hold it. */
  end(conversation: ConversationId): number | undefined {
    const last = this.#last.get(conversation);
    const begun = this.#told.get(conversation);
    this.#unsaid.delete(conversation);
    this.#told.delete(conversation);
    if (last) this.#keep(conversation, { ...last, text: "", at: this.clock.now() });
    return begun;
  }

  /** It was changed on another device. */
  receive(draft: KeptDraft): void {
    const { conversation, at, text, begun } = draft;
    const last = this.#last.get(conversation);
    if (last?.begun === begun) {
      const base = this.#base.get(conversation) ?? this.#sent.get(conversation);
      const isAgreed = base?.begun === begun; // else the page began with it
      if (isAgreed && base.at >= at && base.text === text) return; // it is known
      const isTypedOn = isAgreed && last.text !== "" && last.text !== base.text;
      if (isTypedOn && last.text !== text) return this.#part(conversation, last, at);
      if (last.at >= at && !isTypedOn) return;
    } else if (last && last.text !== "" && this.#mine.has(conversation)) {
      return; // what is typed here stays until it is sent or emptied
    }
    this.#take(draft);
  }

  #take(draft: KeptDraft): void {
    const { conversation, at, text, begun } = draft;
    this.#mine.delete(conversation);
    this.#unsaid.delete(conversation);
    if (text === "") this.#told.delete(conversation);
    else this.#told.set(conversation, begun);
    this.#base.set(conversation, { text, at, begun });
    this.#keep(conversation, { text, at, begun });
    this.incoming.value = draft;
  }

  /** It was changed elsewhere while one typed on here: what stands here is a draft of its own from now on. */
  #part(conversation: ConversationId, last: TypedDraft, at: number): void {
    const now = Math.max(this.clock.now(), last.at + 1, at + 1);
    const draft = { text: last.text, at: now, begun: now };
    this.#base.delete(conversation);
    this.#sent.delete(conversation);
    this.#told.delete(conversation);
    this.#mine.add(conversation);
    this.#keep(conversation, draft);
    this.incoming.value = { conversation, ...draft };
    this.#say(conversation, draft);
  }

  /** Messages of the user came: a draft that became one elsewhere is over, whoever told of it. */
  delivered(conversation: ConversationId, own: readonly LogEvent[]): void {
    const last = this.#last.get(conversation);
    if (!last || last.text === "") return;
    const isSent = own.some((event) =>
      event.kind === "message" && event.at > last.at && event.text.trim() === last.text.trim()
    );
    if (isSent) this.#take({ ...last, conversation, text: "", at: this.clock.now() });
  }

  /** Online: says what was not said, and asks what others wrote meanwhile. */
  async resume(): Promise<void> {
    for (const conversation of [...this.#unsaid.keys()]) this.#sayNext(conversation);
    const { drafts } = await this.requests.drafts();
    for (const draft of drafts) this.receive(draft);
    // What is known here and stands there no more was sent, or emptied: the server says which.
    const standing = new Set(drafts.map(({ conversation }) => conversation));
    for (const [conversation, last] of this.#last) {
      if (last.text !== "" && !standing.has(conversation)) this.#say(conversation, last);
    }
  }

  stop(): void {
    for (const timer of this.#waiting.values()) if (timer !== "answer") timer.cancel();
    this.#waiting.clear();
  }

  #keep(conversation: ConversationId, draft: TypedDraft): void {
    this.#last.set(conversation, draft);
    const before = this.known.peek();
    if (draft.text === "" && !before.has(conversation)) return;
    const known = new Map(before);
    if (draft.text === "") known.delete(conversation);
    else known.set(conversation, { conversation, ...draft });
    this.known.value = known;
  }

  #say(conversation: ConversationId, draft: TypedDraft, firstAfterMs = 0): void {
    this.#unsaid.set(conversation, draft);
    const waiting = this.#waiting.get(conversation);
    // That it is over is said at once: the page may be gone by the time of the next one.
    const isOver = draft.text === "" && waiting !== "answer";
    if (isOver) waiting?.cancel();
    else if (waiting !== undefined) return;
    if (isOver || firstAfterMs === 0) this.#sayNext(conversation);
    else this.#wait(conversation, firstAfterMs);
  }

  #sayNext(conversation: ConversationId): void {
    const draft = this.#unsaid.get(conversation);
    if (!draft || !this.requests.online()) return void this.#waiting.delete(conversation);
    this.#unsaid.delete(conversation);
    this.#waiting.set(conversation, "answer");
    const { text, at, begun } = draft;
    if (text !== "") this.#told.set(conversation, begun);
    const base = this.#base.get(conversation);
    this.#sent.set(conversation, draft);
    const over = base?.begun === begun && { over: base.at };
    this.requests.draft({ conversation, text, at, begun, ...over }).then(
      ({ draft: standing }) => this.#said(conversation, draft, standing),
      (error) => this.#notSaid(conversation, draft, error),
    );
    return undefined;
  }

  #said(conversation: ConversationId, draft: TypedDraft, standing: KeptDraft): void {
    const isSame = standing.begun === draft.begun;
    if (isSame && standing.text === draft.text) this.#base.set(conversation, standing);
    else if (isSame) this.receive(standing);
    if (draft.text === "") this.#told.delete(conversation);
    this.#wait(conversation);
  }

  #notSaid(conversation: ConversationId, draft: TypedDraft, error: unknown): void {
    const again = error instanceof Lost || isPassing(error);
    // Refused for good, it stays on this device.
    if (again && !this.#unsaid.has(conversation)) this.#unsaid.set(conversation, draft);
    if (error instanceof Lost) return void this.#waiting.delete(conversation); // `resume` says it
    this.#wait(conversation, isPassing(error) ? error.error.retryAfterMs : undefined);
    return undefined;
  }

  #wait(conversation: ConversationId, ms: number = DRAFT_RATE.everyMs): void {
    if (this.#unsaid.get(conversation)?.text === "" && ms === DRAFT_RATE.everyMs) {
      return this.#sayNext(conversation);
    }
    const next = this.clock.after(ms, () => this.#sayNext(conversation));
    this.#waiting.set(conversation, next);
  }
}
