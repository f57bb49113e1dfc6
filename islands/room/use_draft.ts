import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ConversationId } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/world/world.ts";
import { useWindow } from "./window_context.ts";

/** Drafts are stored this often while one writes: what a crash costs at most. */
const SAVE_EVERY_MS = 400;

export interface Draft {
  text: string;
  write(text: string): void;
  /** Empties it. The stored draft goes when `kept`, the message that was made of it, is stored. */
  give(kept: Promise<unknown>): void;
}

/** What is being written in a conversation, kept over reloads and changes of place. */
export function useDraft(
  conversation: ConversationId,
  initial: string | undefined,
  field: { current: HTMLTextAreaElement | null },
): Draft {
  const { drafts } = useWindow();
  const [text, setText] = useState(initial ?? "");
  const unsaved = useRef<string | undefined>(undefined);
  const savedAt = useRef(-Infinity);
  // What is stored stays while it is being read, and while a message takes its place.
  const holds = useRef(0);

  function save() {
    if (unsaved.current === undefined || holds.current > 0) return;
    const draft = unsaved.current;
    unsaved.current = undefined;
    savedAt.current = systemClock.elapsed();
    drafts.put(conversation, draft).catch(reportError);
  }

  function keep(next: string) {
    unsaved.current = next;
    setText(next);
  }

  function holdUntil(done: Promise<unknown>) {
    holds.current++;
    const settled = done.then(() => {
      holds.current--;
      save();
    }, () => {
      holds.current--; // what was given comes back
    });
    drafts.settle(conversation, settled);
  }

  useLayoutEffect(() => {
    const typedBefore = field.current?.value ?? "";
    if (typedBefore !== "") keep(typedBefore); // before the script was there
    holdUntil(
      drafts.get(conversation).then((draft) => {
        const typed = unsaved.current ?? "";
        if (draft === "" || draft === typed) return;
        if (typed === "" && unsaved.current === undefined) setText(draft);
        else keep(typed === "" ? draft : `${draft}\n${typed}`);
      }).catch(reportError),
    );
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

  return {
    text,
    write(next) {
      keep(next);
      // A page that goes away stores nothing more: what was done must not come back as a draft.
      if (next === "" || systemClock.elapsed() - savedAt.current >= SAVE_EVERY_MS) save();
    },
    give(kept) {
      keep("");
      holdUntil(kept);
    },
  };
}
