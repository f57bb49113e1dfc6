import { MAX_QUEUE_COUNT } from "../../protocol/limits.ts";
import type { Translator } from "../../i18n/translator.ts";

/** How much waits for the moderators, as a badge says it: “7”, and “99+” for what is counted no further. */
export function shortCount({ number }: Pick<Translator, "number">, count: number): string {
  return count < MAX_QUEUE_COUNT ? number(count) : `${number(MAX_QUEUE_COUNT - 1)}+`;
}
