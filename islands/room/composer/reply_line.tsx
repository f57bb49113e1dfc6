import { personHue } from "../../../lib/protocol/people.ts";
import { quoteOf } from "../../../lib/protocol/quotes.ts";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { WritingLine } from "../../../lib/ui/composer/writing_line.tsx";
import type { ActedOn } from "../../../lib/ui/timeline/acts.ts";
import { excerpt } from "../../../lib/ui/timeline/parts/quote.tsx";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";

export interface ReplyLineProps extends Failing {
  /** What is replied to. */
  item: ActedOn;
  leave(): void;
}

/** To whom one replies, and what they said. */
export function ReplyLine({ item: { event, author, own }, leave }: ReplyLineProps) {
  const { words } = useReading();
  const title = own
    ? words.t("reply.title-own")
    : words.t("reply.title", { name: personLabel(words, { id: event.by, ...author }) });
  const quote = { ...quoteOf(event), seq: event.seq, author };
  return (
    <WritingLine icon={messageIcons.reply} title={title} hue={personHue(event.by)} onLeave={leave}>
      <span dir="auto">{excerpt(words, quote)}</span>
    </WritingLine>
  );
}
