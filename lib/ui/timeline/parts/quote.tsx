import type { Quoted } from "../../../client/model.ts";
import type { Translator } from "../../../i18n/translator.ts";
import { personHue } from "../../../protocol/people.ts";
import { plainText } from "../../../text/plain.ts";
import { fileNaming } from "../../files/file_card_part.ts";
import { messagePath, replyPath } from "../../paths.ts";
import { personLabel } from "../../people_names.ts";
import { useReading } from "../../reading.ts";
import { useMessagePlace } from "../message_place.ts";

/** What a message replies to, as it is now; a press leads there. What is gone leads nowhere (M5). */
export function Quote({ quote }: { quote: Quoted }) {
  const { words } = useReading();
  const place = useMessagePlace();
  const hue = personHue(quote.by);
  const name = personLabel(words, { id: quote.by, ...quote.author });
  const inside = (
    <>
      <b dir="auto">{name}</b>
      <span dir="auto">
        {quote.gone
          ? words.t("message.deleted")
          : quote.hidden
          ? words.t("quote.hidden")
          : quotedWords(words, quote)}
      </span>
    </>
  );
  if (!place || quote.gone || quote.hidden) {
    return <span class="quote" data-hue={hue}>{inside}</span>;
  }
  const { conversation } = place;
  const href = quote.thread === undefined
    ? messagePath(conversation, quote.seq)
    : replyPath(conversation, quote.thread, quote.seq);
  return (
    <a class="quote" data-hue={hue} data-seq={quote.seq} href={href}>
      <span class="sr-only">{words.t("reply.to", { name })}</span>
      {inside}
    </a>
  );
}

/** What was said; of a message without words, what its file is. */
function quotedWords(words: Translator, { text, file }: Quoted): string {
  return plainText(text) || (file && fileNaming.value?.(words, file)) || "";
}

/** The first words of a message, for where it is named. */
export function excerpt(words: Translator, quote: Quoted): string {
  if (quote.gone) return words.t("message.deleted");
  const line = quotedWords(words, quote).trim().split("\n", 1)[0] ?? "";
  const points = Array.from(line);
  return points.length <= MAX_EXCERPT ? line : `${points.slice(0, MAX_EXCERPT - 1).join("")}…`;
}

/** Code points of a message where it is named in one line. */
const MAX_EXCERPT = 60;
