import type { ConversationSummary } from "../../lib/protocol/events.ts";
import type { Translator } from "../../lib/i18n/translator.ts";
import type { Intent } from "../../lib/ui/composer/commands.ts";
import type { ChatWindow } from "./chat_window.ts";

export interface IntentPlace {
  window: ChatWindow;
  conversation: ConversationSummary;
  words: Translator;
  /** Sends what was written as a message, whatever it looks like. */
  say(text: string): void;
}

/**
 * Does what was written. Resolves with what is wrong with it, or nothing when it is done; rejects
 * with a `Refused` when the server says no.
 */
export async function runIntent(
  intent: Intent,
  { window, conversation, words, say }: IntentPlace,
): Promise<string | undefined> {
  const { model } = window;
  switch (intent.is) {
    case "message":
      window.toEnd.value++;
      await model.send(conversation.id, intent.text);
      return;
    case "join":
      await window.enter(model.join({ room: intent.room }));
      return;
    case "msg": {
      const direct = await window.writeTo(intent.name);
      await model.send(direct.id, intent.text);
      return;
    }
    case "topic":
      await model.topic(conversation.id, intent.topic);
      return;
    case "away":
      model.away(intent.status || words.t("command.away-default"));
      return;
    case "quit":
      window.overlay.value = { is: "quit" };
      return;
    case "ask-quit":
      window.overlay.value = {
        is: "quit",
        message: { text: intent.text, say: () => say(intent.text) },
      };
      return;
    case "incomplete":
      return words.t("command.incomplete", { usage: words.t(`command.usage.${intent.command}`) });
    case "unknown":
      return words.t("command.unknown", { command: intent.command });
  }
}
