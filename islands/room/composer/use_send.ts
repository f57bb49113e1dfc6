import { loadLate } from "../load_late.ts";
import { useRef } from "preact/hooks";
import type { ReplyPlace } from "../../../lib/client/model.ts";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { codePoints } from "../../../lib/protocol/limits.ts";
import type { Intent } from "../../../lib/text/commands.ts";
import { isBlank, mayBeCommand, trimMessage } from "../../../lib/text/message_text.ts";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { focusIsHeld } from "../navigation/use_kept_focus.ts";
import { forgetFailure } from "../window/forget_failure.ts";
import type { Draft } from "./use_draft.ts";
import type { Field } from "./use_field.ts";
import type { PlaceTray } from "../files/tray_part.ts";
import { useWindow } from "../window/window_context.ts";

/**
 * Returns how to send what is written: a message into the outbox, a command to the server. What is
 * rejected comes back into the field, with the reason to `setError`.
 */
export function useSend(
  { conversation, thread, names, draft, field, setError, tray, waits }: {
    conversation: ConversationSummary;
    thread: number | undefined;
    names: readonly string[];
    draft: Draft;
    field: Field;
    setError(error: string | undefined): void;
    tray: PlaceTray | undefined;
    /** Whether one has to wait, which it tells. */
    waits(): boolean;
  },
  /** A message is on its way now: says what it answers, and where. */
  takePlace: () => ReplyPlace,
): () => void {
  const window = useWindow();
  const reading = useReading();
  const { words } = reading;
  const running = useRef<string | undefined>(undefined); // the command under way
  const { text } = draft;

  async function send(text: string): Promise<undefined> {
    const place = takePlace();
    (place.thread === undefined ? window.toEnd : window.threadToEnd).value++;
    await window.model.send(conversation.id, text, place);
  }

  async function run(intent: Intent) {
    setError(undefined);
    const isCommand = intent.is !== "message" && intent.is !== "ask-quit";
    const say = (text: string) => void run({ is: "message", text });
    try {
      const done = intent.is === "message"
        ? send(intent.text)
        : loadLate().then(({ runIntent }) =>
          runIntent(intent, { window, conversation, thread, names, reading, say })
        );
      forgetFailure(window); // of what was chosen to go with it
      if (intent.is === "message") { // in the outbox at once: the next text is already being typed
        draft.clear(done);
        field.set("");
      }
      const problem = await done;
      if (problem) setError(problem);
      else if (isCommand && (field.ref.current?.value ?? text) === text) {
        writeLate(draft, field, "");
      }
    } catch (error) {
      if (!field.ref.current) return window.showError(error); // the conversation was left
      if (intent.is === "message") { // the outbox did not take it: it stands before what came since
        writeLate(draft, field, [text, field.ref.current.value].filter(Boolean).join("\n"));
      }
      setError(failureMessage(words, error));
    }
  }

  /** Does what may be a command, once what reads it is there, and if it still stands there then. */
  async function runWritten() {
    running.current = text;
    try {
      const { readIntent } = await loadLate();
      if ((field.ref.current?.value ?? text) !== text) return;
      await run(readIntent(text, names, window.model.me.value?.role ?? "guest", conversation.kind));
    } catch {
      setError(words.t("failure.part"));
    } finally {
      if (running.current === text) running.current = undefined;
    }
  }

  return () => {
    const hasFiles = !!tray?.count.value;
    if (isBlank(text) && !hasFiles || codePoints(text) > window.model.limits.value.text) return;
    if (running.current === text) return; // a second press while the command is under way
    const hinders = hasFiles ? tray?.hinders() : undefined;
    if (hinders) return setError(hinders);
    if (!hasFiles && mayBeCommand(text)) return void runWritten();
    if (!waits()) void run({ is: "message", text: hasFiles ? text : trimMessage(text) });
  };
}

/** Writes what an answer brings, without taking the focus from where the person went on. */
function writeLate(draft: Draft, field: Field, next: string) {
  const elsewhere = focusIsHeld() ? document.activeElement : undefined;
  draft.write(next);
  field.set(next);
  if (elsewhere instanceof HTMLElement) elsewhere.focus({ preventScroll: true });
}
