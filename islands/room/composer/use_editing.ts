import { loadLate } from "../load_late.ts";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Timeline } from "../../../lib/client/model.ts";
import type { Version } from "../../../lib/protocol/requests/edits.ts";
import { useWindow } from "../window/window_context.ts";
import type { Draft } from "./use_draft.ts";
import type { Field } from "./use_field.ts";
import { type Editing, isWritingIn, type WritingPlace } from "./writing.ts";

/** Begins and ends edits in the composer of a conversation; `before` edits the own message before. */
export function useEditing(
  place: WritingPlace,
  timeline: Timeline,
  { draft, field, setError }: {
    draft: Draft;
    field: Field;
    setError(error: string | undefined): void;
  },
): { editing: Editing | undefined; before(): void } {
  const window = useWindow();
  const writing = window.writing.value;
  const message = writing?.is === "edit" && isWritingIn(writing, place) ? writing : undefined;
  const [text, write] = useState("");
  const [overtaken, setOvertaken] = useState<Version>();
  const saving = useRef(false);
  const kept = useRef(draft);
  kept.current = draft;
  useLayoutEffect(() => {
    if (!message) return;
    write(message.text);
    setOvertaken(undefined);
    setError(undefined);
    field.set(message.text);
    return () => field.set(kept.current.text);
  }, [message]);
  useLayoutEffect(() => () => {
    const left = window.writing.peek();
    if (left?.is === "edit" && isWritingIn(left, place)) window.writing.value = undefined;
  }, []);

  function leave() {
    setError(undefined);
    window.writing.value = undefined;
  }

  async function save() {
    if (saving.current || !message) return;
    saving.current = true;
    try {
      const { saveEdit } = await loadLate();
      const saved = await saveEdit(window, message, text, overtaken?.version ?? message.version);
      if (window.writing.peek() !== message) return;
      if (saved.is === "done") {
        const typed = field.ref.current?.value ?? text;
        const { text: before, write: keep } = kept.current;
        if (typed !== text) keep([before, typed].filter(Boolean).join("\n")); // one wrote on meanwhile
        return leave();
      }
      setError(saved.why);
      setOvertaken(saved.overtaken);
    } catch (error) {
      window.showError(error);
    } finally {
      saving.current = false;
    }
  }

  return {
    editing: message && {
      message,
      text,
      overtaken,
      write,
      leave,
      hasDraft: draft.text !== "",
      save: () => void save(),
    },
    before() {
      const written = field.ref.current?.value;
      loadLate().then(({ ownMessageBefore }) => {
        if (field.ref.current?.value !== written) return; // one writes on
        const before = ownMessageBefore(timeline.items.peek(), message);
        if (before) window.writing.value = { is: "edit", ...place, ...before };
      }, window.showError);
    },
  };
}
