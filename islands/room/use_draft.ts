import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationId } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/world/world.ts";
import { useWindow } from "./window_context.ts";

/** A draft is kept this long after the last key: a crash costs less than a second of writing. */
const SAVE_AFTER_MS = 400;

/** What is being written in a conversation, kept over reloads and changes of place. */
export function useDraft(
  conversation: ConversationId,
  initial: string | undefined,
  field: { current: HTMLTextAreaElement | null },
): [text: string, setText: (text: string) => void] {
  const { drafts } = useWindow();
  const [text, setText] = useState(initial ?? "");
  const unsaved = useRef<string | undefined>(undefined);

  function save() {
    if (unsaved.current === undefined) return;
    const draft = unsaved.current;
    unsaved.current = undefined;
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
    const timer = systemClock.after(SAVE_AFTER_MS, save);
    return () => timer.cancel();
  }, [text]);

  return [text, (next) => {
    unsaved.current = next;
    setText(next);
  }];
}
