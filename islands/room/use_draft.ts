import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationId } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/world/world.ts";
import { useWindow } from "./window_context.ts";

/** Drafts are stored this often while one writes: what a crash costs at most. */
const SAVE_EVERY_MS = 400;

/** What is being written in a conversation, kept over reloads and changes of place. */
export function useDraft(
  conversation: ConversationId,
  initial: string | undefined,
  field: { current: HTMLTextAreaElement | null },
): [text: string, setText: (text: string) => void] {
  const { drafts } = useWindow();
  const [text, setText] = useState(initial ?? "");
  const unsaved = useRef<string | undefined>(undefined);
  const savedAt = useRef(-Infinity);

  function save() {
    if (unsaved.current === undefined) return;
    const draft = unsaved.current;
    unsaved.current = undefined;
    savedAt.current = systemClock.elapsed();
    drafts.put(conversation, draft).catch(reportError);
  }

  useEffect(() => {
    const typedBefore = field.current?.value ?? "";
    if (typedBefore !== "") setText(typedBefore); // before the script was there
    else {
      drafts.get(conversation).then((draft) => {
        if (draft !== "" && field.current?.value === "") setText(draft);
      }).catch(reportError);
    }
    addEventListener("pagehide", save);
    return () => {
      removeEventListener("pagehide", save);
      save();
    };
  }, [conversation]);

  useEffect(() => {
    const timer = systemClock.after(SAVE_EVERY_MS, save);
    return () => timer.cancel();
  }, [text]);

  return [text, (next) => {
    unsaved.current = next;
    setText(next);
    // A page that goes away stores nothing more: what was sent must not come back as a draft.
    if (next === "" || systemClock.elapsed() - savedAt.current >= SAVE_EVERY_MS) save();
  }];
}
