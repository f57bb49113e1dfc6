import { isBlank } from "../../../lib/text/message_text.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Draft } from "./use_draft.ts";
import type { Field } from "./use_field.ts";
import type { WritingPlace } from "./writing.ts";

/** What is answered, and how that is left. */
interface Answered {
  item: { event: { seq: number } };
  leave(): void;
}

/**
 * Puts off what is written, with what it answers. Where nothing is, or files would stay behind, says so,
 * and the composer has the focus.
 */
export function sendLater(
  window: ChatWindow,
  place: WritingPlace,
  { draft, field, replying, alsoInRoom, setError }: {
    draft: Draft;
    field: Field;
    replying: Answered | undefined;
    alsoInRoom: boolean;
    setError(error: string): void;
  },
  anchor: HTMLElement,
): void {
  const { text } = draft;
  const hasFiles = !!window.tray.peek()?.at(place).count.value;
  if (isBlank(text) || hasFiles) {
    setError(window.words.t(hasFiles ? "file.no-later" : "composer.no-later"));
    field.ref.current?.focus();
    return;
  }
  const seq = replying?.item.event.seq;
  const rewrite = (next: string) => {
    draft.write(next);
    field.set(next);
  };
  window.overlay.value = {
    is: "put-off",
    what: {
      is: "message",
      ...place,
      text,
      ...(alsoInRoom && { alsoInRoom }),
      ...(seq !== undefined && { replyTo: seq }),
    },
    anchor,
    onDone() {
      const typed = () => field.ref.current?.value ?? text;
      if (typed() === text) rewrite(""); // else one wrote on meanwhile
      replying?.leave();
      return () => {
        rewrite([text, field.ref.current?.value].filter(Boolean).join("\n"));
        if (seq !== undefined) window.writing.value = { is: "reply", ...place, seq };
      };
    },
  };
}
