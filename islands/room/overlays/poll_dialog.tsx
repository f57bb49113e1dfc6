import { useState } from "preact/hooks";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { POLL_OPTIONS } from "../../../lib/protocol/polls.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { TextField } from "../../../lib/ui/elements/text_field.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useSubmit } from "../panes/use_submit.ts";
import { useWindow } from "../window/window_context.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";

export interface PollDialogProps extends Failing {
  conversation: ConversationSummary;
  /** What was written behind the command. */
  question: string;
  options: readonly string[];
  onClose(): void;
}

const HOUR_MS = 3_600_000;
/** When a poll may close by itself. */
const ENDS = { never: 0, hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;
/** Answers that there is room for at first. */
const FIRST_FIELDS = 3;

/** Asks with a poll: the question, its answers, and what goes for them. */
export function PollDialog({ conversation, question, options, onClose }: PollDialogProps) {
  const window = useWindow();
  const { model } = window;
  const { words } = useReading();
  const [fields, setFields] = useState(Math.max(FIRST_FIELDS, options.length));
  const [failed, setFailed] = useState<string | undefined>(undefined);

  const submit = useSubmit(async (form) => {
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const answers = Array.from({ length: fields }, (_, n) => text(`answer-${n}`)).filter(Boolean);
    const lasts = Object.entries(ENDS).find(([name]) => name === text("closes"))?.[1] ?? 0;
    try {
      await model.polls.ask(conversation.id, text("question"), {
        options: answers,
        multiple: data.has("multiple"),
        secret: data.has("secret"),
        ...(lasts > 0 && { closesAt: model.now() + lasts }),
      });
      window.toEnd.value++;
      onClose();
    } catch (refusal) {
      setFailed(failureMessage(words, refusal));
    }
  });

  return (
    <Dialog title={words.t("poll.title")} onClose={onClose}>
      <form class="fields" onSubmit={(event) => void submit(event)}>
        {failed && <p class="error" role="alert">{failed}</p>}
        <TextField
          name="question"
          label={words.t("poll.question")}
          defaultValue={question}
          autocomplete="off"
          required
          focus={question === ""}
        />
        {Array.from({ length: fields }, (_, n) => (
          <TextField
            key={n}
            name={`answer-${n}`}
            label={words.t("poll.answer", { count: n + 1 })}
            defaultValue={options[n]}
            autocomplete="off"
            required={n < POLL_OPTIONS.least}
            focus={question !== "" && n === Math.min(options.length, fields - 1)}
            onInput={() => {
              // The last field that is written into makes room for one more.
              if (n === fields - 1 && fields < POLL_OPTIONS.most) setFields(fields + 1);
            }}
          />
        ))}
        <label class="check">
          <input type="checkbox" name="multiple" />
          <span>{words.t("poll.multiple")}</span>
        </label>
        <label class="check">
          <input type="checkbox" name="secret" />
          <span>{words.t("poll.is-secret")}</span>
        </label>
        <div class="input">
          <label for="field-closes">{words.t("poll.closes")}</label>
          <select id="field-closes" name="closes">
            {(Object.keys(ENDS) as (keyof typeof ENDS)[]).map((end) => (
              <option key={end} value={end}>{words.t(`poll.${end}`)}</option>
            ))}
          </select>
        </div>
        <div class="choices">
          <button type="button" class="button" onClick={onClose}>{words.t("cancel")}</button>
          <button type="submit" class="button primary">{words.t("poll.ask")}</button>
        </div>
      </form>
    </Dialog>
  );
}
