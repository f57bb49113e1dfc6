import type { Loss } from "../../protocol/administration.ts";

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
