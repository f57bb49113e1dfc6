import { useState } from "preact/hooks";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { POLL_OPTIONS } from "../../../lib/protocol/polls.ts";
import { answerSaidTwice } from "../../../lib/protocol/poll_answers.ts";
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
  /** What the server says, and of which answer, where it is of one. */
  const [failed, setFailed] = useState<{ message: string; answer: number | undefined }>();

  const submit = useSubmit(async (form) => {
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const answers = Array.from({ length: fields }, (_, n) => text(`answer-${n}`));
    const lasts = Object.entries(ENDS).find(([name]) => name === text("closes"))?.[1] ?? 0;
    try {
      await model.polls.ask(conversation.id, text("question"), {
        options: answers.filter(Boolean),
        multiple: data.has("multiple"),
        secret: data.has("secret"),
        ...(lasts > 0 && { closesAt: model.now() + lasts }),
      });
      window.toEnd.value++;
      onClose();
    } catch (refusal) {
      const answer = answerSaidTwice(answers);
      setFailed({ message: failureMessage(words, refusal), answer });
      if (answer !== undefined) {
        form.querySelector<HTMLInputElement>(`[name="answer-${answer}"]`)?.focus();
      }
    }
  });

  const general = failed?.answer === undefined ? failed?.message : undefined;
  return (
    <Dialog title={words.t("poll.title")} onClose={onClose}>
      <form class="fields" onSubmit={(event) => void submit(event)}>
        {general && <p class="error" role="alert">{general}</p>}
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
            error={failed?.answer === n ? failed.message : undefined}
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
