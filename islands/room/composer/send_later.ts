import type { ConversationId } from "../../../lib/protocol/events.ts";
import { isBlank } from "../../../lib/text/message_text.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Draft } from "./use_draft.ts";
import type { Field } from "./use_field.ts";

/** Puts off what is written; with nothing written, shows what is put off. */
export function sendLater(
  window: ChatWindow,
  conversation: ConversationId,
  { draft, field }: { draft: Draft; field: Field },
  anchor: HTMLElement,
): void {
  const { text } = draft;
  if (isBlank(text)) return void (window.overlay.value = { is: "later" });
  const rewrite = (next: string) => {
    draft.write(next);
    field.set(next);
  };
  window.overlay.value = {
    is: "put-off",
    what: { is: "message", conversation, text },
    anchor,
    onDone() {
      const typed = () => field.ref.current?.value ?? text;
      if (typed() === text) rewrite(""); // else one wrote on meanwhile
      return () => rewrite([text, field.ref.current?.value].filter(Boolean).join("\n"));
    },
  };
}
