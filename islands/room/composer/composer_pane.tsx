import { useSignal } from "@preact/signals";
import { loadLate } from "../load_late.ts";
import type { TargetedKeyboardEvent } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import type { Thread } from "../../../lib/client/model.ts";
import { typingPlace } from "../../../lib/client/typing.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import { isBlank } from "../../../lib/text/message_text.ts";
import { Composer } from "../../../lib/ui/composer/composer.tsx";
import { isComposing } from "../../../lib/ui/elements/composing.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import { conversationPath, threadPath } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { EMOJI_PICKER_ID, type EmojiPickerProps } from "./emoji_picker_props.ts";
import { LazyEmojiPicker } from "./lazy_emoji_picker.ts";
import { LazySuggesting } from "./lazy_suggesting.ts";
import { useDraft } from "./use_draft.ts";
import { LazyEditLine } from "./lazy_edit_line.ts";
import { useEditing } from "./use_editing.ts";
import type { Editing } from "./writing.ts";
import { type Field, useField, useFocusOnOpen, useGrowth } from "./use_field.ts";
import { LazyReplyLine, type Replying, useReplying } from "./use_replying.ts";
import { useSend } from "./use_send.ts";
import { useSlowLine } from "./use_slow_line.tsx";
import { useWindow } from "../window/window_context.ts";

export interface ComposerPaneProps {
  conversation: ConversationSummary;
  /** The thread where one writes. */
  shown?: Thread;
  names: readonly string[];
  form: { id: string; after: number };
  failed?: { text: string; message: string };
  /** Whether the script runs: what needs it is drawn only then. */
  live: boolean;
  /** Whether the conversation was open before: a composer that comes back takes no focus away. */
  arrived: { readonly current: boolean };
}

/** Where one writes: drafts, commands, completion, and sending. */
export function ComposerPane(
  { conversation, shown, names, form, failed, live, arrived }: ComposerPaneProps,
) {
  const { words } = useReading();
  const window = useWindow();
  const { model } = window;
  const ref = useRef<HTMLTextAreaElement>(null);
  const listId = shown === undefined ? "composer-suggestions" : "thread-suggestions";
  const thread = shown?.root;
  const place = { conversation: conversation.id, thread };
  const timeline = shown?.replies ?? model.timeline(conversation.id);
  const draft = useDraft(typingPlace(conversation.id, thread), failed?.text, ref);
  const [error, setError] = useState(failed?.message);
  const field = useField(ref);
  const { editing, before } = useEditing(place, timeline, { draft, field, setError });
  const { text } = editing ?? draft;
  useGrowth(ref, text);
  const emoji = useEmojiPicker(field, setError);
  const marked = useSignal<string | undefined>(undefined);
  const onListKey = useRef<((event: KeyboardEvent) => boolean) | undefined>(undefined);
  const replying = useReplying(place, timeline, shown?.rootItem);
  const [alsoInRoom, setAlsoInRoom] = useState(false);
  const onChange = setAlsoInRoom;
  const also = { place: conversationMention(words, conversation), checked: alsoInRoom, onChange };
  const tray = editing ? undefined : window.tray.value?.at(place);
  const slow = useSlowLine(conversation, [model.timeline(conversation.id), timeline]);
  const { waits } = slow;
  const sending = { conversation, thread, names, draft, field, setError, tray, waits };
  const sendDraft = useSend(sending, () => {
    replying?.leave();
    setAlsoInRoom(false); // each time is a decision
    return {
      thread,
      ...(alsoInRoom && { alsoInRoom }),
      ...(tray?.count.value && { files: tray.take(), uploading: true }),
      ...(replying && { replyTo: replying.item.event.seq }),
    };
  });
  const send = editing?.save ?? sendDraft;
  useFocusOnOpen(ref, typingPlace(conversation.id, thread), live, arrived);

  const putOff = (anchor: HTMLElement) =>
    loadLate().then(
      ({ sendLater }) =>
        sendLater(window, place, { draft, field, replying, alsoInRoom, setError }, anchor),
      () => setError(words.t("failure.part")),
    );

  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>) {
    if (isComposing(event)) return;
    if (onListKey.current?.(event)) return event.preventDefault();
    const leave = emoji.open ? emoji.close : editing?.leave ?? replying?.leave;
    if (event.key === "Escape" && leave) {
      event.preventDefault();
      return leave();
    }
    if (editsBefore(event, text, editing)) {
      event.preventDefault();
      return before();
    }
    if (!sends(event)) return;
    event.preventDefault();
    send();
  }

  return (
    <Composer
      {...addressOf(words, conversation, thread)}
      also={thread !== undefined && !editing ? also : undefined}
      messageId={form.id}
      after={form.after}
      text={text}
      limit={model.limits.value.text}
      typing={model.typing(conversation.id, thread).value}
      error={error}
      field={ref}
      files={tray}
      slow={!editing && slow.line}
      onLater={live && !editing ? (anchor) => void putOff(anchor) : undefined}
      writing={(editing || replying) && (
        <WritingAbove
          editing={editing}
          replying={replying}
          onFail={() => setError(words.t("failure.part"))}
        />
      )}
      saves={editing && (editing.overtaken ? "over" : "edit")}
      emoji={live ? { open: emoji.open, picker: EMOJI_PICKER_ID, toggle: emoji.toggle } : undefined}
      suggesting={marked.value === undefined ? undefined : { list: listId, active: marked.value }}
      above={
        <>
          <LazySuggesting
            id={listId}
            conversation={conversation}
            text={text}
            field={field}
            marked={marked}
            met={names}
            onKey={onListKey}
          />
          {emoji.open && <LazyEmojiPicker {...emoji.props} />}
        </>
      }
      onSubmit={(event) => {
        event.preventDefault();
        send();
        ref.current?.focus();
      }}
      onInput={(event) => {
        const { value, selectionStart } = event.currentTarget;
        (editing ?? draft).write(value);
        field.setCaret(selectionStart);
        setError(undefined);
        if (editing || isBlank(value) || value.startsWith("/")) return;
        model.writing(conversation.id, thread);
      }}
      onKeyDown={onKeyDown}
    />
  );
}

/** What one writes besides a new message: an edit, or a reply. */
function WritingAbove({ editing, replying, onFail }: {
  editing: Editing | undefined;
  replying: Replying | undefined;
  onFail(): void;
}) {
  if (editing) return <LazyEditLine editing={editing} onFail={onFail} />;
  return replying ? <LazyReplyLine {...replying} onFail={onFail} /> : null;
}

/** ↑ in an empty field edits the last own message, and again, where nothing was changed, the one before. */
function editsBefore(event: KeyboardEvent, text: string, editing: Editing | undefined): boolean {
  if (event.key !== "ArrowUp" || event.shiftKey || event.ctrlKey || event.metaKey) return false;
  return !event.altKey &&
    (editing ? text === editing.message.text && !text.includes("\n") : text === "");
}

/** What the composer is called, and where its form posts without a script. */
function addressOf(words: Translator, conversation: ConversationSummary, thread?: number) {
  if (thread !== undefined) {
    const action = threadPath(conversation, thread);
    return { id: "thread-hint", label: words.t("thread.reply"), action };
  }
  const label = words.t("composer.label", { place: conversationMention(words, conversation) });
  return { label, action: conversationPath(conversation) };
}

/** Enter sends; on a touch screen, where Shift is out of reach, only with Ctrl or Cmd. */
function sends(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.altKey &&
    (event.ctrlKey || event.metaKey || !matchMedia("(pointer: coarse)").matches);
}

interface OpenPicker {
  open: boolean;
  props: EmojiPickerProps;
  toggle(): void;
  close(): void;
}

/** The emoji picker; an emoji replaces what is selected in the field. */
function useEmojiPicker(field: Field, setError: (error: string) => void): OpenPicker {
  const { words } = useReading();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const props = useMemo((): EmojiPickerProps => ({
    onChoose(emoji) {
      const { selectionStart: from = 0, selectionEnd: to = 0 } = field.ref.current ?? {};
      field.edit({ from, to, text: emoji, caret: from + emoji.length });
      close();
    },
    onClose() {
      close();
      field.ref.current?.focus();
    },
    onFail() {
      close();
      setError(words.t("failure.part"));
    },
  }), []);
  return { open, props, close, toggle: () => setOpen(!open) };
}
