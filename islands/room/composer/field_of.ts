import type { WritingPlace } from "./writing.ts";

/** The field of the composer where one writes to a place. */
export function fieldOf({ thread }: WritingPlace): HTMLTextAreaElement | null {
  const region = thread === undefined ? ".conversation" : "#thread";
  return document.querySelector<HTMLTextAreaElement>(`${region} > .composer textarea`);
}
