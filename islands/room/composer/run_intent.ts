import * as v from "valibot";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import type { CommandName, Intent } from "../../../lib/text/commands.ts";
import {
  commandUsage,
  statusProblem,
  undoneText,
} from "../../../lib/ui/composer/command_answers.ts";
import type { Reading } from "../../../lib/ui/reading.ts";
import { runLater } from "../later/run_later.ts";
import { Person } from "../../../lib/protocol/events.ts";
import { askApi, callApi } from "../overlays/api.ts";
import { personCalled } from "../people/person_called.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { refreshSanctions } from "../overlays/sanctions_in_force.ts";
import { callBotCommand } from "./bot_commands.ts";
import { runSanction } from "./run_sanction.ts";

const Renamed = v.object({ user: Person });

export interface IntentPlace {
  window: ChatWindow;
  conversation: ConversationSummary;
  /** The root of the thread where it was written. */
  thread: number | undefined;
  /** The known people's, as the intent was read with them. */
  names: readonly string[];
  reading: Reading;
  /** Sends what was written as a message, whatever it looks like. */
  say(text: string): void;
}

/**
 * Does what was written, which is no message. Resolves with what is wrong with it, or nothing when it is done; rejects
 * with a `Refused` when the server says no.
 */
export async function runIntent(
  intent: Exclude<Intent, { is: "message" }>,
  { window, conversation, thread, names, reading, say }: IntentPlace,
): Promise<string | undefined> {
  const { model } = window;
  const { words } = reading;
  const usage = (command: CommandName) => commandUsage(words, command);
  switch (intent.is) {
    case "join":
      await window.enter(model.join({ room: intent.room }));
      return;
    case "msg": {
      const direct = await window.writeTo(intent.name);
      await model.send(direct.id, intent.text);
      return;
    }
    case "poll": {
      const { question, options } = intent;
      window.overlay.value = { is: "poll", conversation, question, options };
      return;
    }
    case "topic":
      await model.topic(conversation.id, intent.topic);
      return;
    case "away": {
      const problem = statusProblem(words, intent.status);
      if (problem !== undefined) return problem;
      model.away(intent.status || words.t("command.away-default"));
      return;
    }
    case "nick": {
      const { user } = await askApi(Renamed, "/me", { name: intent.name }, "PATCH");
      window.showToast(words.t("command.done.nick", { name: user.name }));
      return;
    }
    case "block": {
      const meant = await personCalled(model, intent.name);
      await callApi("/me/settings", { block: intent.name }, "PATCH");
      window.showToast(words.t("command.done.block", { name: meant?.name ?? intent.name }));
      return;
    }
    case "sanction": {
      const done = await runSanction(intent.kind, intent.written, names, window);
      if (done) void refreshSanctions(window, reading, "now");
      return done ? undefined : usage(intent.kind);
    }
    case "later": {
      const done = await runLater(
        intent,
        { conversation: conversation.id, thread },
        window,
        reading,
      );
      return done ? undefined : usage(intent.command);
    }
    case "help":
      window.overlay.value = { is: "keys" };
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
    case "unknown": {
      const call = { conversation: conversation.id, thread, text: intent.written };
      const none = await callBotCommand(window, reading, call);
      return none && undoneText(words, intent);
    }
    case "incomplete":
    case "not-allowed":
    case "not-here":
      return undoneText(words, intent);
  }
}
