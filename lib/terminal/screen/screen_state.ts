import type { ConversationId, ConversationSummary } from "../../protocol/events.ts";
import type { PaletteEntry } from "../../text/name_matching.ts";
import { Editor } from "./editor.ts";
import { type CellSize, USUAL_CELL } from "./picture_slot.ts";

/** What keys go to. */
export type Focus =
  | { is: "write" }
  | { is: "timeline" }
  | { is: "help"; from: number }
  | { is: "jump"; entries: readonly PaletteEntry[]; at: number }
  /** Something is asked about the selected message. */
  | { is: "ask"; what: "react" | "vote" | "delete" };

/** What the words in the field become. */
export type Writing =
  | { is: "message" }
  | { is: "reply"; seq: number; name: string; text: string }
  | { is: "edit"; seq: number; version: number; time: string };

/** What was written before is offered again, as much of it. */
const MAX_HISTORY = 100;
/** Answers that are shown at once. */
const MAX_ANSWERS = 8;

/** What the screen is about, beside the model. */
export class ScreenState {
  focus: Focus = { is: "write" };
  writing: Writing = { is: "message" };
  readonly editor = new Editor();
  /** The field of what is asked. */
  readonly asking = new Editor();
  /** The message that is selected, by the key of its item. */
  selected: string | undefined;
  /** The last row that is shown, where the reader looks back: by key, and which of its rows. */
  anchor: { key: string; row: number } | undefined;
  /** How far the open conversation was read when it was opened: where “new” begins. */
  read = 0;
  answers: readonly string[] = [];
  /** Which of what can stand in place of the token is chosen. */
  offer = 0;
  quitting = false;
  /** The user leaves: what was written last is being sent. */
  leaving = false;
  /** The pixels of a cell; and whether the terminal shows pictures, which it says where it does. */
  cell: CellSize = USUAL_CELL;
  graphics = false;
  /** Whether the window has the focus, as far as it tells. */
  focused = true;
  readonly #history: string[] = [];
  #recalled: number | undefined;

  answer(line: string): void {
    this.answers = [...this.answers, ...line.split("\n")].slice(-MAX_ANSWERS);
  }

  /** Another place is open: nothing of the one before stays. */
  placeChanged(summary: ConversationSummary | undefined, draft: string): void {
    this.read = summary?.read ?? 0;
    this.anchor = undefined;
    this.selected = undefined;
    this.answers = [];
    this.writing = { is: "message" };
    this.editor.set(draft);
    this.focus = { is: "write" };
  }

  remember(text: string): void {
    this.#recalled = undefined;
    if (text.trim() === "" || this.#history.at(-1) === text) return;
    this.#history.push(text);
    if (this.#history.length > MAX_HISTORY) this.#history.shift();
  }

  /** What was written before, or after that: where the field is empty, or holds what was recalled. */
  recall(by: 1 | -1): boolean {
    const at = this.#recalled ?? this.#history.length;
    const isRecalled = this.editor.text === (this.#history[at] ?? "");
    const next = at + by;
    if (!isRecalled || next < 0 || next > this.#history.length) return false;
    this.#recalled = next;
    this.editor.set(this.#history[next] ?? "");
    return true;
  }
}

/** The next conversation in an order, around its ends. */
export function neighbour(
  order: readonly ConversationId[],
  here: ConversationId,
  by: 1 | -1,
): ConversationId | undefined {
  const at = order.indexOf(here);
  return order[(at + by + order.length) % order.length];
}
