import { shortCount } from "../../lib/ui/elements/short_count.ts";
import type { Translator } from "../../lib/i18n/translator.ts";

/** Says in the list beside the page, which no island draws, how much waits for the moderators. */
export function showQueue(words: Pick<Translator, "number">, count: number): void {
  const badge = document.querySelector<HTMLElement>(".settings-nav [data-queue]");
  if (!badge) return;
  badge.hidden = count === 0;
  badge.textContent = shortCount(words, count);
}
