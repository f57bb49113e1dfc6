import { icons } from "../../../lib/ui/elements/icons.tsx";
import { WritingLine } from "../../../lib/ui/composer/writing_line.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import type { Editing } from "./writing.ts";

export interface EditLineProps extends Failing {
  editing: Editing;
}

/** Which message is edited; where another edit came between (M2), what it says now. */
export function EditLine({ editing }: EditLineProps) {
  const { words, times } = useReading();
  const { message, overtaken, leave } = editing;
  const title = words.t("edit.title", { time: times.time(message.at) });
  return (
    <WritingLine icon={icons.write} title={title} onLeave={leave}>
      {overtaken
        ? (
          <>
            <span>{words.t("edit.overtaken", { time: times.time(overtaken.at) })}</span>
            <blockquote class="overtaken" dir="auto">{overtaken.text}</blockquote>
            <button type="button" class="link" onClick={leave}>
              {words.t("edit.take-theirs")}
            </button>
          </>
        )
        : editing.hasDraft && <span>{words.t("edit.draft-kept")}</span>}
    </WritingLine>
  );
}
