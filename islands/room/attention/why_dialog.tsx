import { useEffect, useState } from "preact/hooks";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { replies, type ReplyOf } from "../../../lib/protocol/server_frames.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { PATHS } from "../../../lib/ui/paths.ts";
import { type Reading, useReading } from "../../../lib/ui/reading.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import { readApi } from "../overlays/api.ts";

type Why = ReplyOf<"why">;

/** Why a message notifies one: each answer in the order in which it was asked, and which decided. */
export function WhyDialog({ conversation, seq, onClose }: {
  conversation: ConversationSummary;
  seq: number;
  onClose(): void;
}) {
  const reading = useReading();
  const { words } = reading;
  const [why, setWhy] = useState<Why>();
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    readApi(replies.why, `/conversations/${conversation.id}/messages/${seq}/why`).then(
      setWhy,
      (error) => setFailed(failureMessage(words, error)),
    );
  }, []);
  const title = !why ? "act.why" : why.notifies ? "why.notified" : "why.not-notified";
  return (
    <Dialog title={words.t(title)} onClose={onClose}>
      {failed && <p class="error" role="alert">{failed}</p>}
      <ol class="why" tabIndex={0} aria-label={words.t(title)}>
        {why?.why.map((reason, n) => (
          <li key={reason.is} data-decided={n === why.decided ? String(why.notifies) : undefined}>
            {sentenceOf(reason, conversation, reading)}
          </li>
        ))}
      </ol>
      <p class="quiet">{words.t("why.note")}</p>
      <div class="choices">
        <WayToChange decided={why?.why[why.decided]?.is} />
      </div>
    </Dialog>
  );
}

/** Leads to where what decided was chosen. */
function WayToChange({ decided }: { decided: Why["why"][number]["is"] | undefined }) {
  const { words } = useReading();
  if (decided === "quiet") {
    const href = `${PATHS.notifications}#quiet`;
    return <a class="button" href={href}>{words.t("why.change-quiet")}</a>;
  }
  if (decided === "keyword") {
    const href = `${PATHS.settings}#field-keywords`;
    return <a class="button" href={href}>{words.t("why.change-keywords")}</a>;
  }
  return <a class="button" href={PATHS.notifications}>{words.t("notify.settings")}</a>;
}

function sentenceOf(
  { is, level, until }: Why["why"][number],
  conversation: ConversationSummary,
  { words, times, now }: Reading,
): string {
  const place = conversationMention(words, conversation);
  if (is === "level") {
    return words.t("why.level", { place, level: words.t(`notify.${level ?? "all"}`) });
  }
  if (is === "paused") {
    return words.t("why.paused", { place, time: times.brief(until ?? now, now) });
  }
  return words.t(`why.is.${is}`);
}
