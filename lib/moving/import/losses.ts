/** What may be lost on the way, each with what is said of it. */
export const LOSSES = {
  "unreadable": "Files of the export that could not be read",
  "no-person": "People who are named and not in the list of people",
  "no-file": "Files whose bytes are not in the export: their names stay as text",
  "large-file": "Files that are larger than files may be here: their names stay as text",
  "custom-emoji": "Reactions with emoji that exist only there",
  "many-reactions": "Reactions beyond twenty kinds of one message",
  "missing-reactors": "Reactions of people who are not named",
  "earlier-words": "What messages said before they were edited",
  "split": "Messages that were too long, and stand as several",
  "empty": "Messages without anything to show",
  "twice": "Messages that stand twice in the export",
  "order": "Messages that stood before older ones",
  "lost-thread": "Replies whose first message is missing: they stand in the room",
  "lost-quote": "Quotes of messages that are missing",
  "notice": "Notices that have no place here",
  "form": "Parts of messages that have no form here",
  "thread-room": "Threads that the export has as channels: they stand as rooms",
  "many-pins": "Pins beyond a hundred in a room",
  "deep": "Replies in threads under replies: they stand in the thread above",
} as const;
export type Loss = keyof typeof LOSSES;

/** Places of one kind that are listed; all are counted. */
const MAX_LISTED = 1_000;

/** What is lost: counted, and listed by where it stands in the export. */
export class Losses {
  readonly #found = new Map<Loss, { count: number; places: string[] }>();

  note(what: Loss, place: string, count = 1): void {
    const found = this.#found.get(what) ?? { count: 0, places: [] };
    found.count += count;
    if (found.places.length < MAX_LISTED) found.places.push(place);
    this.#found.set(what, found);
  }

  get all(): Array<{ what: Loss; count: number; places: string[] }> {
    return [...this.#found].map(([what, found]) => ({ what, ...found }));
  }

  countOf(what: Loss): number {
    return this.#found.get(what)?.count ?? 0;
  }
}
