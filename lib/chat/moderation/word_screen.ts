import { ChatError } from "../../protocol/errors.ts";
import { may } from "../../protocol/permissions.ts";
import type { Actor } from "../chat.ts";
import { mayWait, type Screen, type ScreenEdit, type Unscreened } from "../messages/screen.ts";
import type { HeldWords } from "./held_words.ts";

/**
 * Has messages wait that hold certain words, in public rooms; those of whoever keeps order do
 * not. An edit cannot wait: it rejects with `held-not-here`.
 */
export function createWordScreen(
  words: () => HeldWords,
): { screen: Screen; screenEdit: ScreenEdit } {
  function areIn(
    { user }: Actor,
    { conversation, text }: Pick<Unscreened, "conversation" | "text">,
  ) {
    if (may(user.role, "write where it is read-only")) return false;
    return mayWait(conversation) && words().areIn(text);
  }

  return {
    screen: (actor, message) =>
      areIn(actor, message)
        ? Promise.resolve({ checks: [], rows: () => [], hold: "words" })
        : undefined,
    screenEdit: (actor, edit) =>
      areIn(actor, edit) ? Promise.reject(new ChatError("held-not-here")) : undefined,
  };
}
