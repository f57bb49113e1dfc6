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

/** Puts off what is written, with what it answers; with nothing written, shows what is put off. */
export function sendLater(
  window: ChatWindow,
  place: WritingPlace,
  { draft, field, replying, alsoInRoom }: {
    draft: Draft;
    field: Field;
    replying: Answered | undefined;
    alsoInRoom: boolean;
  },
  anchor: HTMLElement,
): void {
  const { text } = draft;
  if (isBlank(text)) return void (window.overlay.value = { is: "later" });
  const seq = replying?.item.event.seq;
  const rewrite = (next: string) => {
    draft.write(next);
    field.set(next);
  };
  window.overlay.value = {
    is: "put-off",
    what: {
      ...{ is: "message", ...place, text },
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
