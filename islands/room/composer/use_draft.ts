import { useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { caretAfter } from "../../../lib/client/caret_after.ts";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import { useWindow } from "../window/window_context.ts";
import { reportFault } from "../../report_fault.ts";

export interface Draft {
  text: string;
  write(text: string): void;
  /** Empties the draft. The stored one is removed when `stored`, the message made of it, resolves. */
  clear(stored: Promise<unknown>): void;
}

/** What is being written in a conversation, kept over reloads and changes of place. */
export function useDraft(
  conversation: ConversationId,
  initial: string | undefined,
  field: { current: HTMLTextAreaElement | null },
): Draft {
  const { drafts, model } = useWindow();
  const [text, setText] = useState(initial ?? "");
  const unsaved = useRef<string | undefined>(undefined);
  // Nothing is saved while the stored draft is being read, or a message made of it is being stored.
  const pending = useRef(0);

  /**
   * Saves each change at once; the storage keeps their order. Nothing is left for when the page goes,
   * which may freeze or end whatever begins then.
   */
  function save() {
    if (unsaved.current === undefined || pending.current > 0) return;
    const draft = unsaved.current;
    unsaved.current = undefined;
    drafts.put(conversation, draft).catch(reportFault);
  }

  function change(next: string) {
    unsaved.current = next;
    setText(next);
    save();
  }

  function saveAfter(done: Promise<unknown>) {
    pending.current++;
    const settled = done.then(() => {
      pending.current--;
      save();
    }, () => {
      pending.current--; // the message was not stored: its text comes back as the draft
    });
    drafts.settle(conversation, settled);
  }

  useLayoutEffect(() => {
    saveAfter(
      drafts.get(conversation).then((draft) => {
        const typed = unsaved.current ?? "";
        if (draft === "" || draft === typed) return;
        if (typed === "" && unsaved.current === undefined) setText(draft);
        else change(typed === "" ? draft : `${draft}\n${typed}`);
      }).catch(reportFault),
    );
    const typedBefore = field.current?.value ?? "";
    if (typedBefore !== "") change(typedBefore); // before the script ran
    const tell = () => drafts.tell(conversation);
    const shown = field.current;
    shown?.addEventListener("blur", tell); // of its window too: one turns to another
    return () => shown?.removeEventListener("blur", tell);
  }, [conversation]);

  useSignalEffect(() => {
    const typed = model.personal.drafts.incoming.value;
    if (typed?.conversation !== conversation || unsaved.current !== undefined) return;
    const standing = model.personal.drafts.known.peek().get(conversation)?.text ?? "";
    if (standing !== typed.text) return; // it was changed since
    setText(typed.text);
    // A message that is edited stands there in place of the draft.
    if (field.current?.value === text) replaceText(field.current, typed.text);
    drafts.take(typed).catch(reportFault);
  });

  return {
    text,
    write: change,
    clear(stored) {
      saveAfter(stored); // first: the stored draft stays until the message is stored
      change("");
    },
  };
}

/** The caret stays where one writes; setting the value alone moves it to the end. */
function replaceText(field: HTMLTextAreaElement, text: string): void {
  const { value, selectionEnd } = field;
  if (value === text) return;
  const caret = caretAfter(value, text, selectionEnd);
  field.value = text;
  field.setSelectionRange(caret, caret);
}
