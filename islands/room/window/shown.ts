// What a window shows besides its conversation.
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { SanctionKind } from "../../../lib/protocol/sanctions.ts";

/** The members, as the width has it (`undefined`) or as the person wants it; or the files in their place. */
export type PanelWanted = "open" | "closed" | "files" | undefined;

/** A short message over the page; the same text shown twice is two toasts. */
export interface Toast {
  readonly text: string;
  readonly failed: boolean;
  /** What one may do about it. */
  readonly action?: { readonly text: string; run(): void };
}

/** A message to show; each time another object, also for the same message. */
export interface MessageTarget {
  readonly conversation: ConversationId;
  readonly seq: number;
}

/** A thread that is open beside its conversation. */
export interface ShownThread {
  readonly conversation: ConversationId;
  readonly root: number;
  /** The seq of the reply to show in it. */
  readonly at?: number;
}

/** That somebody is kept out, or quiet: until when (ms UTC), or until it is lifted. */
export interface SanctionInForce {
  readonly kind: SanctionKind;
  readonly until?: number;
}

/** What is in force against somebody, and what is said of it beside their name. */
export interface SanctionsOf {
  readonly all: readonly SanctionInForce[];
  readonly words: string;
}
