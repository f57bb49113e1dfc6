import type { ConversationId, MessageEvent, Quote, Quotes } from "../protocol/events.ts";
import { quotedText, quoteOf } from "../protocol/quotes.ts";
import { type Change, isGoneEdit } from "./apply_change.ts";

/** What the messages that were loaded quote, by conversation and seq, as it is now (M5). */
export class KnownQuotes {
  readonly #all = new Map<ConversationId, Map<number, Quote>>();

  find(conversation: ConversationId, seq: number): Quote | undefined {
    return this.#all.get(conversation)?.get(seq);
  }

  /** Takes what came beside events. */
  learn(conversation: ConversationId, quotes: Quotes | undefined): void {
    if (!quotes) return;
    const known = this.#all.get(conversation) ?? new Map<number, Quote>();
    for (const [seq, quote] of Object.entries(quotes)) known.set(Number(seq), quote);
    this.#all.set(conversation, known);
  }

  /** A message that will be quoted here. */
  put(conversation: ConversationId, message: MessageEvent): void {
    this.learn(conversation, { [message.seq]: quoteOf(message) });
  }

  /** A message was changed; true where a quote of it is another one now. */
  apply(conversation: ConversationId, change: Change): boolean {
    const quote = this.find(conversation, change.target);
    const after = quote && quoteAfter(quote, change);
    if (!after) return false;
    this.#all.get(conversation)?.set(change.target, after);
    return true;
  }

  forget(conversation: ConversationId): void {
    this.#all.delete(conversation);
  }
}

/** The quote after a change of what it quotes; `undefined` where it stays. */
export function quoteAfter(quote: Quote, change: Change): Quote | undefined {
  const isGone = change.kind === "delete" || change.kind === "move" ||
    change.kind === "edit" && isGoneEdit(change);
  if (isGone) return { ...quote, text: "", gone: true };
  if (change.kind !== "edit" || change.text === undefined || quote.gone) return undefined;
  return { ...quote, text: quotedText(change.text) };
}
