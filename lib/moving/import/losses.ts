import { CODE } from "../../integrations/incoming/markdown.ts";
import type { Loss } from "../../protocol/administration.ts";
import { isEmojiName } from "../../protocol/custom_emoji.ts";

/** Places of one kind that are listed; all are counted. */
const MAX_LISTED = 1_000;

/** What may be an emoji of a community, in a text. */
const WRITTEN = /(?<![\w:/]):([a-z0-9_-]*[a-z][a-z0-9_-]*):(?![\w:])/g;

/** What is lost: counted, and listed by where it stands in the export. */
export class Losses {
  readonly #found = new Map<Loss, { count: number; places: string[] }>();

  /** `draws`: whether an emoji of this name is drawn here, or comes too. */
  constructor(private readonly draws: (name: string) => boolean = () => false) {}

  note(what: Loss, place: string, count = 1): void {
    const found = this.#found.get(what) ?? { count: 0, places: [] };
    found.count += count;
    if (found.places.length < MAX_LISTED) found.places.push(place);
    this.#found.set(what, found);
  }

  /** Notes that the name stands in place of an emoji, unless it is drawn here. */
  noteEmoji(name: string, where: string, count = 1): void {
    if (!this.draws(name)) this.note("custom-emoji", `${where} :${name}:`, count);
  }

  /** The same of what a text writes, but for code. */
  noteEmojiIn(text: string, where: string): void {
    if (!text.includes(":")) return;
    const words = text.split(CODE).filter((_, n) => n % 2 === 0).join(" ");
    for (const [, name = ""] of words.matchAll(WRITTEN)) {
      if (isEmojiName(name)) this.noteEmoji(name, where);
    }
  }

  get all(): Array<{ what: Loss; count: number; places: string[] }> {
    return [...this.#found].map(([what, found]) => ({ what, ...found }));
  }

  countOf(what: Loss): number {
    return this.#found.get(what)?.count ?? 0;
  }
}
