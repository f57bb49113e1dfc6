import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { TargetedKeyboardEvent } from "preact";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { codePoints } from "../../lib/protocol/limits.ts";
import { type Intent, readIntent } from "../../lib/ui/composer/commands.ts";
import { complete, type Suggestion } from "../../lib/ui/composer/completion.ts";
import { Composer } from "../../lib/ui/composer/composer.tsx";
import { isComposing } from "../../lib/ui/composing.ts";
import { Suggestions } from "../../lib/ui/composer/suggestions.tsx";
import { failureWords } from "../../lib/ui/failure_words.ts";
import { placeMention } from "../../lib/ui/page_title.ts";
import { conversationPath } from "../../lib/ui/paths.ts";
import { useReading } from "../../lib/ui/reading.ts";
import { systemClock } from "../../lib/world/world.ts";
import { EMOJI_PICKER_ID, type EmojiPickerProps } from "./emoji_picker_props.ts";
import { LazyEmojiPicker } from "./lazy_emoji_picker.ts";
import { focusIsHeld } from "./use_kept_focus.ts";
import { runIntent } from "./run_intent.ts";
import { useDraft } from "./use_draft.ts";
import { useSilence } from "./use_silence.ts";
import { useSuggestions } from "./use_suggestions.ts";
import { useWindow } from "./window_context.ts";

const SUGGESTIONS_ID = "composer-suggestions";

export interface ComposerPaneProps {
  conversation: ConversationSummary;
  names: readonly string[];
  form: { id: string; after: number };
  failed?: { text: string; message: string };
  /** Whether the script has taken over: what needs it appears then. */
  live: boolean;
  /** Whether one was in the place before: what opens again takes the focus from nothing. */
  arrived: { readonly current: boolean };
}

/** Where one writes: drafts, commands, completion, and sending. */
export function ComposerPane(
  { conversation, names, form, failed, live, arrived }: ComposerPaneProps,
) {
  const window = useWindow();
  const { model } = window;
  const { words } = useReading();
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(conversation.id, failed?.text, field);
  const { text } = draft;
  const [error, setError] = useState(failed?.message);
  const [caret, setCaret] = useState(0);
  const [picker, setPicker] = useState(false);
  const suggesting = useSuggestions(text, caret, names);
  const limit = model.limits.value.text;
  const running = useRef<string | undefined>(undefined);
  const silence = useSilence(conversation.id);

  useGrowth(field, text);
  useCaret(field, setCaret);
  useLayoutEffect(() => {
    // On a touch screen the keyboard would cover what one came to read.
    if (!matchMedia("(pointer: fine)").matches) return;
    const begin = () => field.current?.focus({ preventScroll: true });
    if (arrived.current && focusIsHeld()) return;
    if (live) return begin(); // before it is seen: what is typed then is for this conversation
    // As the page comes alive, in a task of its own: it needs a layout. And one may be elsewhere.
    const beginning = systemClock.after(0, () => focusIsHeld() || begin());
    return () => beginning.cancel();
  }, [conversation.id]);

  function write(next: string, at = next.length) {
    draft.write(next);
    show(next, at);
  }

  /** Writes what an answer brings: who went on meanwhile is not called back. */
  function writeLate(next: string) {
    const elsewhere = focusIsHeld() ? document.activeElement : undefined;
    write(next);
    if (elsewhere instanceof HTMLElement) elsewhere.focus({ preventScroll: true });
  }

  function show(next: string, at: number) {
    setCaret(at);
    setError(undefined);
    placeCaret(field.current, next, at);
  }

  function choose(suggestion: Suggestion) {
    if (!suggesting.completing) return;
    const done = complete(text, caret, suggesting.completing, suggestion.insert);
    write(done.text, done.caret);
  }

  async function run(intent: Intent) {
    setError(undefined);
    const isCommand = intent.is !== "message" && intent.is !== "ask-quit";
    const say = (text: string) => void run({ is: "message", text });
    if (isCommand) running.current = text;
    try {
      const done = runIntent(intent, { window, conversation, words, say });
      if (intent.is === "message") { // in the outbox at once: what comes next is already being typed
        draft.give(done);
        show("", 0);
      }
      const problem = await done;
      if (problem) setError(problem);
      else if (isCommand && (field.current?.value ?? text) === text) writeLate("");
    } catch (refusal) {
      if (!field.current) return window.tell(refusal); // one went on: it is said there
      if (intent.is === "message") { // the outbox did not take it: it stands before what came since
        writeLate([text, field.current.value].filter(Boolean).join("\n"));
      }
      setError(failureWords(words, refusal));
    } finally {
      if (isCommand && running.current === text) running.current = undefined;
    }
  }

  function send() {
    if (text.trim() === "" || codePoints(text) > limit) return;
    if (running.current === text) return; // a command that is under way: a second press does nothing
    void run(readIntent(text, names));
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>) {
    if (isComposing(event)) return;
    if (suggesting.onKey(event, choose)) return event.preventDefault();
    if (event.key === "Escape" && picker) {
      event.preventDefault();
      return setPicker(false);
    }
    const sends = event.key === "Enter" && !event.shiftKey && !event.altKey &&
      (event.ctrlKey || event.metaKey || !matchMedia("(pointer: coarse)").matches);
    if (!sends) return;
    event.preventDefault();
    send();
  }

  const picking = useMemo((): EmojiPickerProps => ({
    onChoose(emoji) {
      const at = field.current?.selectionStart ?? text.length;
      write(text.slice(0, at) + emoji + text.slice(at), at + emoji.length);
      setPicker(false);
    },
    onClose() {
      setPicker(false);
      field.current?.focus();
    },
    onFail() {
      setPicker(false);
      setError(words.t("failure.part"));
    },
  }), [text]);

  return (
    <Composer
      place={placeMention(conversation)}
      action={conversationPath(conversation)}
      messageId={form.id}
      after={form.after}
      text={text}
      limit={limit}
      typing={model.typing(conversation.id).value}
      error={error ?? silence}
      field={field}
      emoji={live
        ? { open: picker, picker: EMOJI_PICKER_ID, toggle: () => setPicker(!picker) }
        : undefined}
      suggesting={suggesting.suggestions.length > 0
        ? { list: SUGGESTIONS_ID, active: `${SUGGESTIONS_ID}-${suggesting.selected}` }
        : undefined}
      above={
        <>
          {suggesting.suggestions.length > 0 && (
            <Suggestions
              id={SUGGESTIONS_ID}
              suggestions={suggesting.suggestions}
              selected={suggesting.selected}
              presenceOf={suggesting.presenceOf}
              onChoose={choose}
            />
          )}
          {picker && <LazyEmojiPicker {...picking} />}
        </>
      }
      onSubmit={(event) => {
        event.preventDefault();
        send();
        field.current?.focus();
      }}
      onInput={(event) => {
        const { value, selectionStart } = event.currentTarget;
        draft.write(value);
        setCaret(selectionStart);
        setError(undefined);
        if (value.trim() !== "" && !value.startsWith("/")) model.writing(conversation.id);
      }}
      onKeyDown={onKeyDown}
    />
  );
}

/** The field grows with its text; where CSS cannot do it (Firefox), its height is set. */
function useGrowth(field: { current: HTMLTextAreaElement | null }, text: string) {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.blockSize = "auto";
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [text]);
}

/** The caret also moves without a word: by arrows, or a press. */
function useCaret(
  field: { current: HTMLTextAreaElement | null },
  moved: (to: number) => void,
) {
  useEffect(() => {
    const look = () => {
      const element = field.current;
      if (element && element === document.activeElement) moved(element.selectionStart);
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
}

/** The caret moves once the text is in the field. */
function placeCaret(field: HTMLTextAreaElement | null, text: string, at: number) {
  if (!field) return;
  field.value = text;
  field.focus();
  field.setSelectionRange(at, at);
}
